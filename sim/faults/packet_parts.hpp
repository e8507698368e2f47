#pragma once

#include "sim/base/fields.hpp"
#include "sim/mqtt/packet.hpp"
#include "sim/mqtt/property_values.hpp"

namespace breakwire::sim {

/// New values for a will; what is not given stays, or has its default in a will that is new.
struct WillEdits {
    std::optional<std::string> topic;
    std::optional<Bytes> payload;
    std::optional<std::uint8_t> qos;
    std::optional<bool> retain;
    std::optional<mqtt::Properties> properties;
    std::optional<std::vector<std::string>> without;  ///< properties by name

    static Fields<WillEdits> fields();
    void validate(const Places& at) const;
    void apply(mqtt::Will& will) const;
};

/// One filter of a SUBSCRIBE, as typed.
struct SubscriptionForm {
    std::string filter;
    std::uint8_t qos = 0;
    bool no_local = false;
    bool retain_as_published = false;
    std::uint8_t retain_handling = 0;

    static Fields<SubscriptionForm> fields();
    void validate(const Places& at) const;
    mqtt::Subscription subscription() const;
};

/// The longest text or binary field that MQTT can write (5.0 sections 1.5.4 and 1.5.6).
inline constexpr std::size_t longest_field = 65'535;

}  // namespace breakwire::sim
