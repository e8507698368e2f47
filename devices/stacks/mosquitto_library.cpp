#include "devices/stacks/mosquitto_library.hpp"

#include <mqtt_protocol.h>

#include "sim/base/errors.hpp"

namespace breakwire::devices {
namespace {

void expect_success(int code, const char* what) {
    if (code == MOSQ_ERR_SUCCESS) return;
    throw EnvironmentError(std::string("libmosquitto refuses ") + what + ": " +
                           mosquitto_strerror(code));
}

void set_will(mosquitto* handle, const WillSettings& will, mqtt::Version version) {
    MosquittoProperties properties;
    if (version == mqtt::Version::v5_0) {
        properties.add_seconds(MQTT_PROP_WILL_DELAY_INTERVAL, will.delay);
        properties.add_seconds(MQTT_PROP_MESSAGE_EXPIRY_INTERVAL, will.message_expiry);
    }
    const int code = mosquitto_will_set_v5(
        handle, will.topic.text().c_str(), static_cast<int>(will.payload.size()),
        will.payload.data(), static_cast<int>(will.qos), will.retain, properties.release());
    expect_success(code, "the will");
}

}  // namespace

void MosquittoProperties::add_seconds(int id, const std::optional<Duration>& value) {
    if (value) mosquitto_property_add_int32(&list_, id, static_cast<std::uint32_t>(*value / 1s));
}

MosquittoHandle make_mosquitto(const ClientSettings& settings, const ClientIdentity& identity,
                               void* user) {
    MosquittoHandle handle(mosquitto_new(identity.client_id.c_str(), settings.clean, user));
    if (!handle) throw EnvironmentError("libmosquitto makes no client: " + identity.client_id);

    const bool v5 = identity.version == mqtt::Version::v5_0;
    const int version = v5 ? MQTT_PROTOCOL_V5 : MQTT_PROTOCOL_V311;
    mosquitto_int_option(handle.get(), MOSQ_OPT_PROTOCOL_VERSION, version);
    mosquitto_int_option(handle.get(), MOSQ_OPT_TCP_NODELAY, 1);
    if (identity.user) {
        const char* password = identity.password ? identity.password->c_str() : nullptr;
        expect_success(mosquitto_username_pw_set(handle.get(), identity.user->c_str(), password),
                       "user name or password");
    }
    if (settings.will) set_will(handle.get(), *settings.will, identity.version);
    return handle;
}

}  // namespace breakwire::devices
