#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace breakwire {

using namespace std::chrono_literals;

/// A length of simulated or wall-clock time, in nanoseconds (292 years of range).
using Duration = std::chrono::nanoseconds;

/// The clock of the simulation. It has no `now()`: only the kernel knows what time it is.
struct SimulatedClock {
    using rep = Duration::rep;
    using period = Duration::period;
    using duration = Duration;
    using time_point = std::chrono::time_point<SimulatedClock, Duration>;
    static constexpr bool is_steady = true;
};

/// A point in simulated time, counted from the start of the case. Wall-clock instants are
/// `std::chrono::steady_clock::time_point`, so subtracting one from the other does not compile.
using Instant = SimulatedClock::time_point;

/// Reads "250ms", "1.5s", "2m", "1h", "7d", "20us", "5ns", "0s"; a unit is required, several may
/// follow each other ("1h30m"). Nothing if the text is something else, negative, or past 290 years.
std::optional<Duration> parse_duration(std::string_view text);

/// The shortest exact text that `parse_duration` reads back: "1.5s", "20ms", "1h".
std::string to_string(Duration duration);

/// Seconds with millisecond precision for people: "12.345 s".
std::string to_seconds_text(Duration duration);

}  // namespace breakwire
