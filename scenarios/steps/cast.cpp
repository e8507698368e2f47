#include "scenarios/steps/cast.hpp"

#include <algorithm>
#include <set>

namespace breakwire::scenarios {

bool Cast::knows(const std::string& device) const {
    return std::find(devices.begin(), devices.end(), device) != devices.end() ||
           std::any_of(fleets.begin(), fleets.end(),
                       [&device](const Fleet& each) { return each.has(device); });
}

sim::DeviceFacts Cast::facts_of(const std::string& device) const {
    const auto found = facts.find(device);
    return found == facts.end() ? sim::DeviceFacts{} : found->second;
}

const Fleet* Cast::fleet(const std::string& name) const {
    const auto found = std::find_if(fleets.begin(), fleets.end(),
                                    [&name](const Fleet& each) { return each.name == name; });
    return found == fleets.end() ? nullptr : &*found;
}

std::vector<std::string> Cast::names() const {
    std::vector<std::string> out = devices;
    for (const Fleet& each : fleets) out.push_back(each.name);
    return out;
}

void Cast::check(const DeviceName& device, Mistakes& mistakes) const {
    if (device.text.empty() || knows(device.text)) return;
    if (const Fleet* whole = fleet(device.text)) {
        mistakes.add(device.at, "'" + device.text +
                                    "' is a fleet; here one device has to be named, " +
                                    "such as '" + whole->device(whole->first) + "'");
        return;
    }
    mistakes.add(device.at,
                 "unknown device '" + device.text + "'" + suggestion(device.text, names()));
}

void Cast::check(const std::vector<DeviceName>& named, Mistakes& mistakes) const {
    for (const DeviceName& each : named) {
        if (fleet(each.text) == nullptr) check(each, mistakes);
    }
}

double Cast::part_of(const std::vector<DeviceName>& named) const {
    std::uint64_t here = 0;
    std::uint64_t in_all = 0;
    for (const DeviceName& each : named) {
        const Fleet* known = fleet(each.text);
        here += known != nullptr ? known->count : 1;
        in_all += known != nullptr ? known->in_all() : 1;
    }
    return in_all == 0 ? 1 : static_cast<double>(here) / static_cast<double>(in_all);
}

std::vector<std::string> Cast::everybody(const std::vector<DeviceName>& named) const {
    std::vector<std::string> out;
    std::set<std::string> seen;
    for (const DeviceName& each : named) {
        const Fleet* whole = fleet(each.text);
        for (std::string& device : whole ? whole->devices() : std::vector{each.text}) {
            if (seen.insert(device).second) out.push_back(std::move(device));
        }
    }
    return out;
}

}  // namespace breakwire::scenarios

namespace breakwire {

std::optional<scenarios::DeviceName> ValueType<scenarios::DeviceName>::read(const Node& node,
                                                                            Mistakes& mistakes) {
    if (node.is_scalar() && !node.text.empty()) return scenarios::DeviceName{node.text, node.at};
    expected(node, mistakes, "the name of a device");
    return std::nullopt;
}

}  // namespace breakwire
