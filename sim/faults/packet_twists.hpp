#pragma once

#include "sim/base/fields.hpp"
#include "sim/mqtt/packet.hpp"

/// Changes to a packet that depend on what stands in it.
namespace breakwire::sim {

/// Factors for the durations that a packet holds: 0 makes one nothing, 3 three times as long.
///
/// A result is rounded down to whole seconds and stays in its field's range. What the field says of
/// eternity remains: a session expiry of 0xFFFFFFFF at every factor but 0, a keep alive of 0
/// always.
struct Scaling {
    std::optional<double> keep_alive;
    std::optional<double> session_expiry_interval;
    std::optional<double> message_expiry_interval;
    std::optional<double> will_delay_interval;

    static Fields<Scaling> fields();
    void validate(const Places& at) const;
    void apply(mqtt::Packet& packet) const;
    /// The first key for which a packet of this type has no place; empty if there is none.
    std::string misplaced_in(mqtt::PacketType type) const;
};

/// New options for every subscription of a SUBSCRIBE; what is not given stays.
struct SubscriptionOptions {
    std::optional<std::string> filter;
    std::optional<std::uint8_t> qos;
    std::optional<bool> no_local;
    std::optional<bool> retain_as_published;
    std::optional<std::uint8_t> retain_handling;
    bool shared = true;  ///< false: what is shared among several becomes one's own

    static Fields<SubscriptionOptions> fields();
    void validate(const Places& at) const;
    void apply(mqtt::Packet& packet) const;
};

/// Turns round the order in which the properties called `id` stand; others keep their places.
void reverse_properties(mqtt::Packet& packet, mqtt::PropertyId id);

}  // namespace breakwire::sim
