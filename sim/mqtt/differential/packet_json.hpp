#pragma once

#include <nlohmann/json.hpp>

#include "sim/mqtt/packet.hpp"

namespace breakwire::mqtt {

/// Every field of a packet that `version` has a place for, octets in hexadecimal digits, and each
/// property with the list of its values: what another implementation's reading is compared with.
nlohmann::json to_json(const Packet& packet, Version version);

}  // namespace breakwire::mqtt
