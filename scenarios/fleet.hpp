#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/numbered.hpp"

namespace breakwire::scenarios {

/// Devices that differ by their number alone: `sensor_{n}` with `count: 50` is sensor_1 to
/// sensor_50. What is said about the fleet is said about each of them, with its number for `{n}`.
struct Fleet {
    static constexpr std::uint32_t most = 10'000;

    std::string name;  ///< as it was typed, with {n}
    std::uint32_t count = 1;

    std::string device(std::uint32_t number) const;  ///< numbers begin at 1
    std::vector<std::string> devices() const;
    bool has(std::string_view device_name) const;
};

/// Where each device of a fleet stands among its own, from 0 for the first to below 1.
std::map<std::string, double> places_in_fleets(const std::vector<Fleet>& fleets);

/// Whether a device of this name is a fleet: there is an {n} in it to make names of.
bool names_a_fleet(std::string_view name);

}  // namespace breakwire::scenarios
