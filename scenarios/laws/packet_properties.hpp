#pragma once

#include <type_traits>
#include <variant>

#include "sim/mqtt/packet.hpp"

namespace breakwire::scenarios {

/// The properties of a packet, as changeable as the packet is; null if its kind has none.
template <class AnyPacket>
auto* properties_of(AnyPacket& packet) {
    using Found =
        std::conditional_t<std::is_const_v<AnyPacket>, const mqtt::Properties, mqtt::Properties>;
    return std::visit(
        [](auto& each) -> Found* {
            if constexpr (requires { each.properties; }) {
                return &each.properties;
            } else {
                return nullptr;
            }
        },
        packet);
}

}  // namespace breakwire::scenarios
