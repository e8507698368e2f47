#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/numbered.hpp"

namespace breakwire::scenarios {

/// A part of the devices of each fleet: the second of four, say. All of them by default.
struct FleetPart {
    std::uint32_t number = 1;  ///< from 1 to `count`
    std::uint32_t count = 1;

    bool all() const { return count == 1; }
    std::string text() const;   ///< "2/4"
    std::string label() const;  ///< "2-of-4": it may be in the name of a file
};

/// Devices that differ by their number alone: `sensor_{n}` with `count: 50` is sensor_1 to
/// sensor_50. What is said about the fleet is said about each of them, with its number for `{n}`.
struct Fleet {
    static constexpr std::uint32_t most = 10'000;

    std::string name;  ///< as it was typed, with {n}
    std::uint32_t count = 1;
    std::uint32_t first = 1;  ///< the number of the first; above 1 in a later part of a fleet
    std::uint32_t whole = 0;  ///< how many the fleet has in all its parts; 0: `count`

    /// That part of it, which may have nobody.
    Fleet part(const FleetPart& part) const;
    std::uint32_t end() const { return first + count; }  ///< behind the number of the last
    std::uint32_t in_all() const { return whole == 0 ? count : whole; }

    std::string device(std::uint32_t number) const;
    std::vector<std::string> devices() const;
    bool has(std::string_view device_name) const;
};

/// Where each device of a fleet stands among its own, those of other parts included, from 0 for the
/// first to below 1.
std::map<std::string, double> places_in_fleets(const std::vector<Fleet>& fleets);

/// Whether a device of this name is a fleet: there is an {n} in it to make names of.
bool names_a_fleet(std::string_view name);

}  // namespace breakwire::scenarios
