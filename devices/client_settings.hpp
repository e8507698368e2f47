#pragma once

#include "sim/base/fields.hpp"
#include "sim/mqtt/value_types.hpp"
#include "sim/tls/value_types.hpp"

namespace breakwire::devices {

/// The will a device leaves with the broker. Source: MQTT 3.1.1 and 5.0 section 3.1.2.5.
struct WillSettings {
    TopicName topic;
    Bytes payload;
    mqtt::Qos qos{};
    bool retain = false;
    std::optional<Duration> delay;           ///< 5.0 only, whole seconds
    std::optional<Duration> message_expiry;  ///< 5.0 only, whole seconds

    static Fields<WillSettings> fields();
    void validate(const Places& at) const;
};

enum class ReconnectPolicy { none, fixed, exponential };

/// What a device does when its connection is lost or an attempt fails.
struct ReconnectSettings {
    ReconnectPolicy policy = ReconnectPolicy::none;
    Duration delay{1s};   ///< before the first attempt
    Duration max{60s};    ///< upper bound of `exponential`, which doubles
    double jitter = 0.0;  ///< share of the delay, 0 to 1, added or taken at random

    static Fields<ReconnectSettings> fields();
    void validate(const Places& at) const;
};

/// How a device speaks TLS.
struct TlsClientSettings {
    sim::TlsMode mode = sim::TlsMode::terminate;
    sim::CertificateKind certificate = sim::CertificateKind::valid;  ///< its own
    std::optional<std::string> common_name;  ///< in it; the user, else the client id, if absent
    sim::TlsVersion at_least = sim::TlsVersion::v1_2;
    sim::TlsVersion at_most = sim::TlsVersion::v1_3;
    bool verify = true;  ///< looks at the broker's certificate

    static Fields<TlsClientSettings> fields();
    void validate(const Places& at) const;
};

/// What kind of frame carries MQTT; binary is the one that may. Source: v5/6.0.0-1.
enum class FrameKind { binary, text };

/// How a device reaches the broker through a WebSocket. Source: RFC 6455; MQTT section 6.
struct WebSocketClientSettings {
    std::string path = "/mqtt";
    std::string subprotocol = "mqtt";  ///< empty: it offers none
    FrameKind frames = FrameKind::binary;
    std::optional<std::uint32_t> frame_size;  ///< octets of a frame at most
    Duration gather{};                        ///< what is said within so long goes in one message

    static Fields<WebSocketClientSettings> fields();
    void validate(const Places& at) const;
};

/// The `client:` section of a device.
struct ClientSettings {
    std::string stack = "libmosquitto";
    std::optional<std::string> client_id;  ///< the device's name if absent
    std::optional<std::string> user;
    std::optional<std::string> password;     ///< the user's in `broker.users` if absent
    Duration keep_alive{60s};                ///< whole seconds; 0s turns it off
    bool clean = true;                       ///< Clean Session (3.1.1), Clean Start (5.0)
    std::optional<Duration> session_expiry;  ///< 5.0 only, whole seconds; 0 if absent
    std::optional<std::uint16_t> receive_maximum;
    std::optional<WillSettings> will;
    std::optional<TlsClientSettings> tls;              ///< plain MQTT if absent
    std::optional<WebSocketClientSettings> websocket;  ///< plain TCP if absent
    std::optional<std::string> host;  ///< the broker's name, looked up before each attempt
    Duration lookup_delay{20ms};      ///< how long its name server takes
    Duration connect_timeout{10s};    ///< for the TCP handshake and the CONNACK together
    ReconnectSettings reconnect;

    static Fields<ClientSettings> fields();
    void validate(const Places& at) const;
};

}  // namespace breakwire::devices
