#pragma once

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "sim/base/time.hpp"

namespace breakwire::harness {

/// What a case's devices have done so far, in numbers that can be added over cases.
struct CaseFigures {
    /// Of the classes of acknowledgements; one more has no bound.
    static constexpr std::array<Duration, 16> bounds{100us, 250us, 500us, 1ms,   2500us, 5ms,
                                                     10ms,  25ms,  50ms,  100ms, 250ms,  500ms,
                                                     1s,    5s,    15s,   60s};

    /// By the packet's type, as its first four bits say.
    using Packets = std::array<std::uint64_t, 16>;

    std::uint64_t devices = 0;
    std::uint64_t connected = 0;  ///< of them, now
    std::uint64_t connects = 0;   ///< that the broker accepted
    std::uint64_t disconnects = 0;
    Packets up{};  ///< sent by the devices, as seen at their end
    Packets down{};
    /// How many publishes waited at most `bounds[i]` for their PUBACK or PUBCOMP, within 1 %.
    std::array<std::uint64_t, bounds.size()> acknowledged_within{};
    std::uint64_t acknowledged = 0;
    Duration acknowledge_sum{};
    Duration simulated{};

    /// Adds what only grows: not `devices` and `connected`.
    void add_counters(const CaseFigures& other);
};

nlohmann::json to_json(const CaseFigures& figures);
/// Throws nlohmann::json::exception for what `to_json` has not made.
CaseFigures case_figures_from_json(const nlohmann::json& json);

}  // namespace breakwire::harness
