#include <sys/time.h>
#include <sys/timeb.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

#include "harness/timeshim/shim/instants.hpp"
#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/turn.hpp"

namespace breakwire::timeshim {
namespace {

/// Reads a clock of simulated time; false if `clock` is none.
bool read(Block& block, clockid_t clock, std::uint64_t& shown) {
    std::uint64_t base = 0;
    if (!base_of(clock, base)) return false;
    if (owner() != nullptr) {
        ++block.clock_reads;
        count_impatience();
    }
    shown = base + block.now;
    return true;
}

std::uint64_t realtime(Block& block) {
    std::uint64_t shown = 0;
    read(block, CLOCK_REALTIME, shown);
    return shown;
}

constinit Next<int(clockid_t, timespec*)> next_clock_gettime("clock_gettime");
constinit Next<time_t(time_t*)> next_time("time");
constinit Next<int(timeval*, void*)> next_gettimeofday("gettimeofday");
constinit Next<int(timespec*, int)> next_timespec_get("timespec_get");
constinit Next<clock_t(tms*)> next_times("times");
constinit Next<int(timeb*)> next_ftime("ftime");

}  // namespace
}  // namespace breakwire::timeshim

using namespace breakwire::timeshim;

BREAKWIRE_INTERPOSED int clock_gettime(clockid_t clock, timespec* result) noexcept {
    std::uint64_t shown = 0;
    Block* block = led();
    if (block == nullptr || !read(*block, clock, shown)) return next_clock_gettime(clock, result);
    *result = to_timespec(shown);
    return 0;
}

BREAKWIRE_INTERPOSED time_t time(time_t* result) noexcept {
    Block* block = led();
    if (block == nullptr) return next_time(result);
    const auto seconds = static_cast<time_t>(realtime(*block) / second);
    if (result != nullptr) *result = seconds;
    return seconds;
}

BREAKWIRE_INTERPOSED int gettimeofday(timeval* result, void* zone) noexcept {
    Block* block = led();
    if (block == nullptr) return next_gettimeofday(result, zone);
    *result = to_timeval(realtime(*block));
    return 0;
}

BREAKWIRE_INTERPOSED int timespec_get(timespec* result, int base) noexcept {
    Block* block = led();
    if (block == nullptr || base != TIME_UTC) return next_timespec_get(result, base);
    *result = to_timespec(realtime(*block));
    return base;
}

/// The times are those of the CPU, the result is a clock.
BREAKWIRE_INTERPOSED clock_t times(tms* used) noexcept {
    const clock_t real = next_times(used);
    Block* block = led();
    std::uint64_t shown = 0;
    if (block == nullptr || !read(*block, CLOCK_MONOTONIC, shown)) return real;
    const auto tick = second / static_cast<std::uint64_t>(sysconf(_SC_CLK_TCK));
    return static_cast<clock_t>(shown / tick);
}

BREAKWIRE_INTERPOSED int ftime(timeb* result) {
    Block* block = led();
    if (block == nullptr) return next_ftime(result);
    const std::uint64_t shown = realtime(*block);
    *result = {};
    result->time = static_cast<time_t>(shown / second);
    result->millitm = static_cast<unsigned short>(shown % second / millisecond);
    return 0;
}
