#include "devices/client_settings.hpp"

#include <regex>

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

/// `none` is not typed: a device without `tls` has none.
template <>
struct EnumNames<sim::TlsMode> {
    static std::vector<std::pair<std::string, sim::TlsMode>> names() {
        return {{"terminate", sim::TlsMode::terminate}, {"passthrough", sim::TlsMode::passthrough}};
    }
};

template <>
struct EnumNames<devices::FrameKind> {
    static std::vector<std::pair<std::string, devices::FrameKind>> names() {
        using devices::FrameKind;
        return {{"binary", FrameKind::binary}, {"text", FrameKind::text}};
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

/// Source: RFC 1123 section 2.1; the last part is not a number, so that it is no IPv4 address.
bool is_host_name(const std::string& text) {
    static const std::regex name(
        "([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])"
        "?");
    return text.size() <= 253 && std::regex_match(text, name);
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

Fields<TlsClientSettings> TlsClientSettings::fields() {
    return Fields<TlsClientSettings>("tls", "how a device speaks TLS with the broker")
        .optional("mode", &TlsClientSettings::mode,
                  "terminate: TLS is spoken at the broker's end of the network, which carries "
                  "plain MQTT; passthrough: it is spoken by the device itself, and no packet is "
                  "seen")
        .optional("certificate", &TlsClientSettings::certificate, "what the device presents")
        .optional("common_name", &TlsClientSettings::common_name,
                  "whose it is; the user if absent, else the client id")
        .optional("at_least", &TlsClientSettings::at_least, "the lowest version it speaks")
        .optional("at_most", &TlsClientSettings::at_most, "the highest")
        .optional("verify", &TlsClientSettings::verify,
                  "whether it looks at the broker's certificate")
        .shorthand("mode")
        .example("client: {tls: {certificate: expired}}");
}

/// Source: RFC 5280 appendix A.1, ub-common-name.
void TlsClientSettings::validate(const Places& at) const {
    constexpr std::size_t longest = 64;
    if (at_most < at_least) at.fail("at_most", "is below at_least");
    if (common_name && (common_name->empty() || common_name->size() > longest)) {
        at.fail("common_name", "has to have 1 to 64 octets");
    }
    if (certificate == sim::CertificateKind::wrong_host) {
        at.fail("certificate", "of a client names no host; wrong_host is for the broker's");
    }
}

Fields<WebSocketClientSettings> WebSocketClientSettings::fields() {
    return Fields<WebSocketClientSettings>("websocket",
                                           "how a device reaches the broker through a WebSocket, "
                                           "which is spoken at the broker's "
                                           "end of the network: that carries plain MQTT, and a "
                                           "broken link leaves no close frame; with `tls`, it "
                                           "lies inside TLS (wss)")
        .optional("path", &WebSocketClientSettings::path, "where the broker's listener expects it")
        .optional("subprotocol", &WebSocketClientSettings::subprotocol,
                  "what it offers; \"\": nothing")
        .optional("frames", &WebSocketClientSettings::frames,
                  "their kind; a broker closes the connection at text")
        .optional("frame_size", &WebSocketClientSettings::frame_size,
                  "the most octets of a frame: packets are cut where frames end")
        .optional("gather", &WebSocketClientSettings::gather,
                  "what it says within so long travels in one message")
        .shorthand("path")
        .example("client: {websocket: {path: /mqtt, frame_size: 1}}");
}

/// Source: RFC 9110 section 5.6.2 (a token), RFC 9112 section 3.2.1 (a path).
void WebSocketClientSettings::validate(const Places& at) const {
    static const std::regex path_form("/[!-~]*");
    static const std::regex token("[!#$%&'*+.^_`|~0-9A-Za-z-]*");
    if (!std::regex_match(path, path_form)) at.fail("path", "is no path, such as /mqtt");
    if (!std::regex_match(subprotocol, token)) at.fail("subprotocol", "is no token, such as mqtt");
    if (frame_size && *frame_size == 0) at.fail("frame_size", "is zero");
    if (gather < Duration{}) at.fail("gather", "is below zero");
}

Fields<ClientSettings> ClientSettings::fields() {
    return Fields<ClientSettings>("client", "how a device talks MQTT")
        .optional("stack", &ClientSettings::stack,
                  "the client library: libmosquitto, packet, paho, or program for any other")
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
        .optional("tls", &ClientSettings::tls, "how it speaks TLS; it does not if absent")
        .optional("websocket", &ClientSettings::websocket,
                  "its WebSocket to the broker; plain TCP if absent")
        .optional(
            "host", &ClientSettings::host,
            "the broker's name, looked up before each attempt; it knows the address if absent")
        .optional("lookup_delay", &ClientSettings::lookup_delay,
                  "how long its name server takes to answer")
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
    if (host && !is_host_name(*host)) at.fail("host", "is no host name, such as broker.example");
    if (websocket && tls && tls->mode == sim::TlsMode::passthrough) {
        at.fail("websocket",
                "is spoken at the broker's end of the network, inside TLS of mode terminate");
    }
    if (at.has("lookup_delay") && !host) at.fail("lookup_delay", "needs a host");
}

}  // namespace devices
}  // namespace breakwire
