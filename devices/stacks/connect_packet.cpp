#include "devices/stacks/connect_packet.hpp"

namespace breakwire::devices {
namespace {

using mqtt::PropertyId;

void add_seconds(mqtt::Properties& to, PropertyId id, const std::optional<Duration>& value) {
    if (value) to.add(id, *value / 1s);
}

mqtt::Will will_of(const WillSettings& settings, mqtt::Version version) {
    mqtt::Will will{settings.topic.text(), settings.payload, settings.qos, settings.retain, {}};
    if (version == mqtt::Version::v5_0) {
        add_seconds(will.properties, PropertyId::will_delay_interval, settings.delay);
        add_seconds(will.properties, PropertyId::message_expiry_interval, settings.message_expiry);
    }
    return will;
}

}  // namespace

mqtt::Connect connect_packet(const ClientSettings& settings, const ClientIdentity& identity) {
    mqtt::Connect connect;
    connect.version = identity.version;
    connect.clean_start = settings.clean;
    connect.keep_alive = static_cast<std::uint16_t>(settings.keep_alive / 1s);
    connect.client_id = identity.client_id;
    if (settings.will) connect.will = will_of(*settings.will, identity.version);
    connect.user_name = identity.user;
    if (identity.password) connect.password = to_bytes(std::string_view(*identity.password));
    if (identity.version == mqtt::Version::v5_0) {
        add_seconds(connect.properties, PropertyId::session_expiry_interval,
                    settings.session_expiry);
        if (settings.receive_maximum) {
            connect.properties.add(PropertyId::receive_maximum, *settings.receive_maximum);
        }
    }
    return connect;
}

}  // namespace breakwire::devices
