#pragma once

#include "devices/device_settings.hpp"

namespace breakwire::devices {

/// Reads the section of a fleet, with {n} in it, into settings that all of its devices share.
/// Nothing where they differ by more than the words that a device fills its number into itself:
/// the client_id, the filters it subscribes to, and the topics of a sensor; and nothing where there
/// was a mistake.
std::optional<DeviceSettings> read_fleet(const Node& section, const Catalog<Model>& models,
                                         const Catalog<ClientStack>& stacks);

}  // namespace breakwire::devices
