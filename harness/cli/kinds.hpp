#pragma once

#include <memory>
#include <optional>

#include "devices/device_settings.hpp"
#include "harness/brokers/driver.hpp"
#include "scenarios/language/load.hpp"

namespace breakwire::harness {

/// Every kind of everything that this program knows, gathered from the layers that declare them,
/// and what the language is told of them.
class KnownKinds {
public:
    KnownKinds();
    KnownKinds(const KnownKinds&) = delete;
    KnownKinds& operator=(const KnownKinds&) = delete;

    const scenarios::Kinds& language() const { return *language_; }
    const Catalog<BrokerDriver>& brokers() const { return brokers_; }

    /// Reads a device's section; nothing after a mistake. Links are not looked at.
    std::optional<devices::DeviceSettings> read_device(const Node& section,
                                                       Mistakes& mistakes) const;
    /// Reads the section of a fleet into settings for all of its devices, if they can share them.
    std::optional<devices::DeviceSettings> read_fleet(const Node& section) const;

private:
    void check_device(const Node& section, const std::vector<std::string>& link_names,
                      Mistakes& mistakes) const;

    Catalog<sim::Fault> faults_;
    Catalog<devices::Model> models_;
    Catalog<devices::ClientStack> stacks_;
    Catalog<BrokerDriver> brokers_;
    std::unique_ptr<const scenarios::Kinds> language_;
};

/// Made at the first call.
const KnownKinds& known_kinds();

/// `known_kinds().read_device`.
std::optional<devices::DeviceSettings> read_device_section(const Node& section, Mistakes& mistakes);

/// The settings of a device in a scenario that was loaded: read once then, they hold no mistake.
devices::DeviceSettings settings_of(const scenarios::DeviceSection& section);

}  // namespace breakwire::harness
