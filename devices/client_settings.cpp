#include "devices/client_settings.hpp"

namespace breakwire {

template <>
struct EnumNames<devices::ReconnectPolicy> {
    static std::vector<std::pair<std::string, devices::ReconnectPolicy>> names() {
        using devices::ReconnectPolicy;
        return {{"none", ReconnectPolicy::none},
                {"fixed", ReconnectPolicy::fixed},
                {"exponential", ReconnectPolicy::exponential}};
    }
};

namespace devices {
namespace {

/// MQTT counts in whole seconds: Keep Alive in two octets (section 3.1.2.10), the intervals of 5.0
/// in four (e.g. section 3.1.2.11.2).
void expect_seconds(const Places& at, const char* key, Duration value, std::uint64_t most) {
    if (value % 1s != Duration{}) {
        at.fail(key, "is not a whole number of seconds");
    } else if (static_cast<std::uint64_t>(value / 1s) > most) {
        at.fail(key, "is longer than " + std::to_string(most) + "s, the most MQTT can say");
    }
}

void expect_seconds(const Places& at, const char* key, const std::optional<Duration>& value) {
    if (value) expect_seconds(at, key, *value, std::numeric_limits<std::uint32_t>::max());
}

}  // namespace

Fields<WillSettings> WillSettings::fields() {
    return Fields<WillSettings>("will", "what the broker publishes if this device dies")
        .required("topic", &WillSettings::topic, "where it is published")
        .optional("payload", &WillSettings::payload, "what it says")
        .optional("qos", &WillSettings::qos, "its quality of service")
        .optional("retain", &WillSettings::retain, "whether it is published as retained")
        .optional("delay", &WillSettings::delay, "how long the broker waits first (5.0)")
        .optional("message_expiry", &WillSettings::message_expiry,
                  "how long the message is worth delivering (5.0)");
}

void WillSettings::validate(const Places& at) const {
    expect_seconds(at, "delay", delay);
    expect_seconds(at, "message_expiry", message_expiry);
}

Fields<ReconnectSettings> ReconnectSettings::fields() {
    return Fields<ReconnectSettings>("reconnect",
                                     "what a device does when it has lost its connection")
        .optional("policy", &ReconnectSettings::policy,
                  "never again, after a fixed delay, or after one that doubles each time")
        .optional("delay", &ReconnectSettings::delay, "before the first attempt")
        .optional("max", &ReconnectSettings::max, "the longest delay of exponential")
        .optional("jitter", &ReconnectSettings::jitter,
                  "share of the delay, 0 to 1, added or taken at random")
        .shorthand("policy");
}

void ReconnectSettings::validate(const Places& at) const {
    if (jitter < 0 || jitter > 1) at.fail("jitter", "is not a share from 0 to 1");
    if (delay <= Duration{}) at.fail("delay", "is zero: attempts would never end");
    if (policy == ReconnectPolicy::exponential && max < delay) at.fail("max", "is below delay");
}

Fields<ClientSettings> ClientSettings::fields() {
    return Fields<ClientSettings>("client", "how a device talks MQTT")
        .optional("stack", &ClientSettings::stack, "the client library: libmosquitto or packet")
        .optional("client_id", &ClientSettings::client_id, "the device's name if absent")
        .optional("user", &ClientSettings::user, "user name; anonymous if absent")
        .optional("password", &ClientSettings::password, "the user's in broker.users if absent")
        .optional("keep_alive", &ClientSettings::keep_alive, "0s turns it off")
        .optional("clean", &ClientSettings::clean, "Clean Session in 3.1.1, Clean Start in 5.0")
        .optional("session_expiry", &ClientSettings::session_expiry,
                  "how long the broker keeps the session after the connection (5.0)")
        .optional("receive_maximum", &ClientSettings::receive_maximum,
                  "how many unacknowledged QoS 1 and 2 messages it takes at once (5.0)")
        .optional("will", &ClientSettings::will, "what the broker publishes if it dies")
        .optional("connect_timeout", &ClientSettings::connect_timeout,
                  "for the TCP handshake and the CONNACK together")
        .optional("reconnect", &ClientSettings::reconnect,
                  "what it does when it has lost its connection");
}

void ClientSettings::validate(const Places& at) const {
    expect_seconds(at, "keep_alive", keep_alive, std::numeric_limits<std::uint16_t>::max());
    expect_seconds(at, "session_expiry", session_expiry);
    if (receive_maximum && *receive_maximum == 0) at.fail("receive_maximum", "may not be 0");
    if (password && !user) at.fail("password", "needs a user");
    if (connect_timeout <= Duration{}) at.fail("connect_timeout", "is zero");
}

}  // namespace devices
}  // namespace breakwire
