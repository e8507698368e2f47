#include <benchmark/benchmark.h>

#include <functional>
#include <map>
#include <queue>

#include "harness/benchmark/benchmarks.hpp"
#include "harness/benchmark/google_benchmarks.hpp"
#include "sim/kernel/kernel.hpp"
#include "sim/kernel/timer_queue.hpp"

namespace breakwire::harness {

namespace {

constexpr std::int64_t timers_at_once = 1000;  // devices with a timer each

/// The floor: the same calls from a heap in plain C++, without SystemC under it.
void plain_heap(benchmark::State& state) {
    struct Call {
        Instant when;
        std::uint64_t order = 0;
        std::function<void()> what;
        bool operator<(const Call& other) const {
            return when != other.when ? when > other.when : order > other.order;
        }
    };
    std::priority_queue<Call> calls;
    std::uint64_t order = 0;
    std::uint64_t count = 0;
    for (std::int64_t i = 0; i < timers_at_once; ++i) {
        calls.push({Instant{i * 1us}, ++order, [&count] { ++count; }});
    }
    for (auto _ : state) {
        Call call = calls.top();
        calls.pop();
        call.what();
        call.when += 1ms;
        call.order = ++order;
        calls.push(std::move(call));
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(count));
}

/// A thousand timers that renew themselves each millisecond, as devices that publish do.
class Ticker {
public:
    Ticker(Timers& timers, std::uint64_t& count) : timers_(timers), count_(count) {}
    void begin(Duration phase) {
        timers_.after(phase, [this] { tick(); });
    }

private:
    void tick() {
        ++count_;
        timers_.after(1ms, [this] { tick(); });
    }
    Timers& timers_;
    std::uint64_t& count_;
};

void kernel_timers(benchmark::State& state) {
    // SystemC elaborates once per process, and the benchmark library calls this several times.
    static sim::Kernel kernel;
    static sim::TimerQueue timers("timers");
    static std::uint64_t count = 0;
    static std::vector<Ticker> tickers;
    if (tickers.empty()) {
        tickers.reserve(timers_at_once);  // a timer's call holds the ticker's address
        for (std::int64_t i = 0; i < timers_at_once; ++i) {
            tickers.emplace_back(timers, count).begin(i * 1us);
        }
    }
    const std::uint64_t before = count;
    for (auto _ : state) kernel.advance_to(kernel.now() + 1us);
    state.SetItemsProcessed(static_cast<std::int64_t>(count - before));
}

}  // namespace

int benchmark_events(const std::vector<std::string>& arguments) {
    benchmark::RegisterBenchmark("events/floor_plain_heap", plain_heap);
    benchmark::RegisterBenchmark("events/kernel", kernel_timers);
    return run_google_benchmarks(arguments);
}

}  // namespace breakwire::harness
