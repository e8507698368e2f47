#pragma once

#include "devices/stacks/stack.hpp"

namespace breakwire::devices {

/// The CONNECT of a client. What only 5.0 has stays behind in 3.1.1.
/// Source: MQTT 3.1.1 and 5.0 section 3.1.
mqtt::Connect connect_packet(const ClientSettings& settings, const ClientIdentity& identity);

}  // namespace breakwire::devices
