#include "scenarios/fleet.hpp"

#include <charconv>

namespace breakwire::scenarios {

namespace {

constexpr std::string_view word = "{n}";
constexpr std::string_view escaped = "{{n}}";

}  // namespace

std::string numbered(std::string_view text, std::uint32_t number) {
    // Most words have no number in them, and a fleet has ten thousand of each: they take no more
    // memory than they need.
    if (text.find(word) == std::string_view::npos) return std::string(text);
    std::string out;
    while (!text.empty()) {
        if (text.starts_with(escaped)) {
            out += word;
            text.remove_prefix(escaped.size());
        } else if (text.starts_with(word)) {
            out += std::to_string(number);
            text.remove_prefix(word.size());
        } else {
            out += text.front();
            text.remove_prefix(1);
        }
    }
    return out;
}

Node numbered(const Node& node, std::uint32_t number) {
    // Not a copy whose parts are replaced: that would copy what lies deep once for each level.
    Node copy;
    copy.kind = node.kind;
    copy.at = node.at;
    copy.text = numbered(node.text, number);
    copy.quoted = node.quoted;
    copy.items.reserve(node.items.size());
    for (const Node& item : node.items) copy.items.push_back(numbered(item, number));
    copy.entries.reserve(node.entries.size());
    for (const Node::Entry& entry : node.entries) {
        copy.entries.push_back(
            {numbered(entry.key, number), entry.key_at, numbered(entry.value, number)});
    }
    return copy;
}

std::map<std::string, double> places_in_fleets(const std::vector<Fleet>& fleets) {
    std::map<std::string, double> places;
    for (const Fleet& fleet : fleets) {
        for (std::uint32_t number = fleet.first; number < fleet.end(); ++number) {
            places[fleet.device(number)] = (number - 1.0) / fleet.in_all();
        }
    }
    return places;
}

bool names_a_fleet(std::string_view name) { return numbered(name, 1) != numbered(name, 2); }

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
    const std::size_t at = name.find(word);
    if (device_name.size() <= at) return false;
    std::uint32_t number = 0;
    const char* last = device_name.data() + device_name.size();
    if (std::from_chars(device_name.data() + at, last, number).ec != std::errc{}) return false;
    return number >= first && number < end() && device(number) == device_name;
}

}  // namespace breakwire::scenarios
