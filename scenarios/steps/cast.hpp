#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "scenarios/fleet.hpp"
#include "sim/base/catalog.hpp"
#include "sim/faults/fault.hpp"

namespace breakwire::scenarios {

/// A device, or a fleet, as a step names it.
struct DeviceName {
    std::string text;
    Place at;
};

/// What a step may refer to: the names of its scenario and the kinds of other layers. The faults
/// must outlive it.
struct Cast {
    std::vector<std::string> devices;                  ///< those of no fleet
    std::map<std::string, std::size_t> subscriptions;  ///< how many each device makes by itself
    const Catalog<sim::Fault>* faults = nullptr;
    std::vector<Fleet> fleets{};
    /// What faults and checks have to know of each device, those of fleets one by one.
    std::map<std::string, sim::DeviceFacts> facts{};
    std::set<std::string> captures{};               ///< names that expectations keep things under
    std::map<std::string, Duration> keep_alives{};  ///< of the devices that say theirs

    /// Whether there is one device of this name.
    bool knows(const std::string& device) const;
    /// Of a device that is known.
    sim::DeviceFacts facts_of(const std::string& device) const;
    /// The fleet that was typed like this, with {n}, or nullptr.
    const Fleet* fleet(const std::string& name) const;
    /// What a misspelt name may have meant.
    std::vector<std::string> names() const;

    /// Adds "unknown device 'x'; did you mean 'y'?" unless it is one of ours
    /// (or could not be read, which has been said). A fleet is no one device.
    void check(const DeviceName& device, Mistakes& mistakes) const;
    /// The same where several may be named, and fleets among them.
    void check(const std::vector<DeviceName>& named, Mistakes& mistakes) const;

    /// All devices that are named, those of fleets one by one, each once.
    std::vector<std::string> everybody(const std::vector<DeviceName>& named) const;

    /// How many of those who are named are here, where a fleet is run in parts; 1 if it is not.
    double part_of(const std::vector<DeviceName>& named) const;
};

}  // namespace breakwire::scenarios

namespace breakwire {

template <>
struct ValueType<scenarios::DeviceName> {
    static std::string name() { return "device"; }
    static nlohmann::json schema() { return {{"type", "string"}}; }
    static std::optional<scenarios::DeviceName> read(const Node& node, Mistakes& mistakes);
    static std::string text(const scenarios::DeviceName& value) { return value.text; }
};

}  // namespace breakwire
