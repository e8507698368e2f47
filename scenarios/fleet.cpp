#include "scenarios/fleet.hpp"

#include <charconv>

namespace breakwire::scenarios {

std::map<std::string, double> places_in_fleets(const std::vector<Fleet>& fleets) {
    std::map<std::string, double> places;
    for (const Fleet& fleet : fleets) {
        for (std::uint32_t number = fleet.first; number < fleet.end(); ++number) {
            places[fleet.device(number)] = (number - 1.0) / fleet.in_all();
        }
    }
    return places;
}

bool names_a_fleet(std::string_view name) { return takes_number(name); }

std::string FleetPart::text() const { return std::to_string(number) + '/' + std::to_string(count); }

std::string FleetPart::label() const {
    return std::to_string(number) + "-of-" + std::to_string(count);
}

Fleet Fleet::part(const FleetPart& part) const {
    const auto up_to = [&](std::uint64_t number) {
        return static_cast<std::uint32_t>(number * count / part.count);
    };
    const std::uint32_t before = up_to(part.number - 1);
    return {name, up_to(part.number) - before, before + 1, count};
}

std::string Fleet::device(std::uint32_t number) const { return numbered(name, number); }

std::vector<std::string> Fleet::devices() const {
    std::vector<std::string> out;
    for (std::uint32_t number = first; number < end(); ++number) out.push_back(device(number));
    return out;
}

bool Fleet::has(std::string_view device_name) const {
    const std::size_t at = name.find("{n}");
    if (device_name.size() <= at) return false;
    std::uint32_t number = 0;
    const char* last = device_name.data() + device_name.size();
    if (std::from_chars(device_name.data() + at, last, number).ec != std::errc{}) return false;
    return number >= first && number < end() && device(number) == device_name;
}

}  // namespace breakwire::scenarios
