#pragma once

#include <cstdint>
#include <string_view>

#include "sim/base/time.hpp"

namespace breakwire {

/// All randomness of a run. A draw is a hash of (seed, owner's path, what it is for, ordinal),
/// never a stream that somebody else can advance: adding a device leaves everyone else's luck
/// alone.
class Luck {
public:
    explicit Luck(std::uint64_t seed, std::string_view owner = "");

    /// Luck of something inside this owner: `luck.of("thermometer").of("uplink")`.
    Luck of(std::string_view part) const;

    /// 64 uniformly distributed bits for the `ordinal`-th draw of `purpose`.
    std::uint64_t bits(std::string_view purpose, std::uint64_t ordinal) const;

    /// Uniform in [0, 1).
    double unit(std::string_view purpose, std::uint64_t ordinal) const;

    /// Uniform in [low, high]; `low` if the interval is empty.
    Duration uniform(std::string_view purpose, std::uint64_t ordinal, Duration low,
                     Duration high) const;

    /// Normal with mean 0 and standard deviation 1 (Box-Muller on two draws).
    double normal(std::string_view purpose, std::uint64_t ordinal) const;

private:
    explicit Luck(std::uint64_t state, int) : state_(state) {}
    std::uint64_t state_;
};

}  // namespace breakwire
