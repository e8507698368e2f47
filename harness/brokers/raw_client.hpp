#pragma once

#include <deque>
#include <optional>
#include <string>

#include "harness/brokers/address.hpp"
#include "sim/base/time.hpp"
#include "sim/mqtt/framer.hpp"
#include "sim/mqtt/packet.hpp"
#include "sim/tls/tls_engine.hpp"

namespace breakwire::harness {

/// A blocking MQTT client: exact packets over a real socket, with a limit on every wait.
class RawClient {
public:
    /// Connects TCP alone; `open()` says whether that went well. What is said then is sealed if
    /// `tls` is there.
    explicit RawClient(const Address& broker,
                       const std::optional<sim::TlsSettings>& tls = std::nullopt);
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    bool open() const { return socket_ >= 0; }
    /// What is wrong with TLS.
    std::string problem() const { return tls_ ? tls_->problem() : ""; }
    void send(const mqtt::Packet& packet);
    /// Exactly these octets, of a connection that speaks `version`.
    void send_octets(ByteView octets, mqtt::Version version);

    /// Asks for a PINGRESP and tells whether the broker ends the connection instead; nothing if it
    /// does neither in time.
    std::optional<bool> ends_instead_of_pong(Duration limit = 2s);

    /// Asks for a PINGRESP and tells whether a PUBLISH comes before it; nothing if neither comes in
    /// time.
    std::optional<bool> hears_before_pong(Duration limit = 10s);

    /// The next packet of kind `T`; others are thrown away. Nothing if none comes in time or the
    /// connection ends.
    template <class T>
    std::optional<T> next(Duration limit = 2s) {
        while (std::optional<mqtt::Packet> packet = any(limit)) {
            if (auto* wanted = std::get_if<T>(&*packet)) return std::move(*wanted);
        }
        return std::nullopt;
    }

    /// CONNECT; returns the code in the CONNACK.
    std::optional<mqtt::Connack> connect(const mqtt::Connect& connect, Duration limit = 2s);
    std::optional<mqtt::Suback> subscribe(const std::string& filter);
    /// QoS 1, until the PUBACK.
    void publish(const std::string& topic, const std::string& payload, bool retain = false);

private:
    enum class Got { octets, nothing, end };
    Got read_more(Duration limit);
    void take_in(ByteView octets);
    void put_out(ByteView octets);
    std::optional<mqtt::Packet> any(Duration limit);

    int socket_ = -1;
    std::optional<sim::TlsEngine> tls_;
    mqtt::Version version_ = mqtt::Version::v3_1_1;
    mqtt::Framer framer_;
    std::uint16_t last_id_ = 0;
};

/// A 3.1.1 CONNECT with a clean session, and a user unless `user` is empty.
mqtt::Connect connect_as(const std::string& client_id, const std::string& user = {},
                         const std::string& password = {});

}  // namespace breakwire::harness
