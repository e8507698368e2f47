#include "scenarios/fleet.hpp"

#include <charconv>

namespace breakwire::scenarios {

std::map<std::string, double> places_in_fleets(const std::vector<Fleet>& fleets) {
    std::map<std::string, double> places;
    for (const Fleet& fleet : fleets) {
        for (std::uint32_t number = 1; number <= fleet.count; ++number) {
            places[fleet.device(number)] = (number - 1.0) / fleet.count;
        }
    }
    return places;
}

bool names_a_fleet(std::string_view name) { return takes_number(name); }

std::string Fleet::device(std::uint32_t number) const { return numbered(name, number); }

std::vector<std::string> Fleet::devices() const {
    std::vector<std::string> out;
    for (std::uint32_t number = 1; number <= count; ++number) out.push_back(device(number));
    return out;
}

bool Fleet::has(std::string_view device_name) const {
    const std::size_t at = name.find("{n}");
    if (device_name.size() <= at) return false;
    std::uint32_t number = 0;
    const char* end = device_name.data() + device_name.size();
    if (std::from_chars(device_name.data() + at, end, number).ec != std::errc{}) return false;
    return number >= 1 && number <= count && device(number) == device_name;
}

}  // namespace breakwire::scenarios
