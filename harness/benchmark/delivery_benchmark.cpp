#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include "harness/benchmark/benchmarks.hpp"
#include "harness/benchmark/google_benchmarks.hpp"
#include "scenarios/laws/delivery_law.hpp"

namespace breakwire::harness {

namespace {

using mqtt::Qos;
using sim::Direction;

constexpr sim::ConnectionId line_writer = 1;
constexpr sim::ConnectionId line_reader = 2;

/// A record of one writer and one reader, made as it is judged: no event outlives the next.
class Stream {
public:
    explicit Stream(scenarios::Law& law) : law_(law) {
        greet(line_writer, "writer");
        greet(line_reader, "reader");
        tell(line_reader, Direction::up, mqtt::Subscribe{1, {}, {{"line/#", Qos::at_least_once}}});
        tell(line_reader, Direction::down, mqtt::Suback{1, {}, {1}});
    }

    /// One message at QoS 1, handed over, passed on and acknowledged on both sides.
    void message(std::uint64_t number) {
        constexpr std::uint64_t ids = 60'000;
        mqtt::Publish publish;
        publish.topic = "line/" + std::to_string(number % 100);
        publish.payload = to_bytes(std::to_string(number));
        publish.qos = Qos::at_least_once;
        publish.packet_id = static_cast<std::uint16_t>(1 + number % ids);
        tell(line_writer, Direction::up, publish);
        tell(line_reader, Direction::down, publish);
        tell(line_writer, Direction::down, mqtt::Puback{publish.packet_id});
        tell(line_reader, Direction::up, mqtt::Puback{publish.packet_id});
    }

    std::uint64_t events() const { return event_.number; }
    Instant now() const { return event_.at; }

private:
    void greet(sim::ConnectionId id, const std::string& who) {
        mqtt::Connect connect;
        connect.client_id = who;
        tell(id, Direction::up, connect);
        tell(id, Direction::down, mqtt::Connack{});
    }

    void tell(sim::ConnectionId id, Direction direction, mqtt::Packet packet) {
        sim::PacketSeen seen;
        seen.connection = id;
        seen.direction = direction;
        seen.tap = sim::Tap::broker;
        seen.version = mqtt::Version::v5_0;
        seen.packet = std::make_shared<const mqtt::Packet>(std::move(packet));
        ++event_.number;
        event_.at += 1ms;
        event_.body = std::move(seen);
        law_.see(event_);
    }

    scenarios::Law& law_;
    sim::Event event_;
};

scenarios::LawContext context() {
    scenarios::LawContext made;
    made.traits.promptness = 500ms;
    return made;
}

/// The floor: the same record for a law that looks at nothing.
class Blind final : public scenarios::Law {
public:
    void see(const sim::Event& event) override { benchmark::DoNotOptimize(&event); }
    std::vector<scenarios::LawFinding> finish(Instant /*end*/) override { return {}; }
};

double megabytes_at_most() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

void tell_all(benchmark::State& state, scenarios::Law& law) {
    Stream stream(law);
    for (std::int64_t i = 0; i < state.range(0); ++i) {
        stream.message(static_cast<std::uint64_t>(i));
    }
    benchmark::DoNotOptimize(law.finish(stream.now()));
    state.counters["events"] = static_cast<double>(stream.events());
}

void told_to_nobody(benchmark::State& state) {
    for (auto _ : state) {
        Blind law;
        tell_all(state, law);
    }
}

void judged(benchmark::State& state) {
    for (auto _ : state) {
        scenarios::DeliveryLaw law(context());
        tell_all(state, law);
        state.counters["delivered"] = static_cast<double>(law.counts().delivered);
        state.counters["lost"] = static_cast<double>(law.counts().lost);
    }
    state.counters["peak_MiB"] = megabytes_at_most();
}

}  // namespace

int benchmark_delivery(const std::vector<std::string>& arguments) {
    constexpr std::int64_t million = 1'000'000;
    const auto once = [](benchmark::internal::Benchmark* one) {
        one->Arg(million)->Iterations(1)->Unit(benchmark::kMillisecond);
    };
    once(benchmark::RegisterBenchmark("delivery/told", told_to_nobody));
    once(benchmark::RegisterBenchmark("delivery/judged", judged));
    return run_google_benchmarks(arguments);
}

}  // namespace breakwire::harness
