#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "devices/client_settings.hpp"
#include "sim/base/bytes.hpp"
#include "sim/mqtt/packet.hpp"

namespace breakwire::devices {

/// An application message that arrived.
struct Message {
    std::string topic;
    Bytes payload;
    mqtt::Qos qos{};
    bool retain = false;
    bool dup = false;
};

/// What a client stack tells the device it serves.
class ClientEvents {
public:
    virtual ~ClientEvents() = default;
    virtual void on_connected(bool session_present) = 0;
    /// The attempt ended without a session: "refused", "timed out", "CONNACK 0x05 Not authorized".
    virtual void on_connect_failed(const std::string& why) = 0;
    /// An established session's connection ended: "by us", "connection lost", "DISCONNECT 0x8e
    /// ...".
    virtual void on_disconnected(const std::string& why) = 0;
    virtual void on_message(const Message& message) = 0;
    /// PUBACK or PUBCOMP for what `publish` returned; at once for QoS 0.
    virtual void on_published(int token) = 0;
    virtual void on_subscribed(int token, const std::vector<std::uint8_t>& codes) = 0;
};

/// A client stack's connection to the broker, as a device uses it. Nothing reconnects by itself:
/// the device's reconnect policy does. All calls return at once.
class Client {
public:
    virtual ~Client() = default;
    virtual void connect() = 0;
    /// Sends DISCONNECT (reason in 5.0), then closes.
    virtual void disconnect(std::uint8_t reason) = 0;
    /// A token for `on_published`, or nothing if the stack refused (not connected, queue full).
    virtual std::optional<int> publish(const Message& message) = 0;
    virtual std::optional<int> subscribe(const mqtt::Subscription& subscription) = 0;
    virtual std::optional<int> unsubscribe(const std::string& filter) = 0;
    /// Exactly these bytes, at once; false if this stack cannot (only `packet` can).
    virtual bool send_raw(ByteView bytes) = 0;
    /// Gone without a word: no DISCONNECT, no FIN, no RST. Volatile session state is lost.
    virtual void power_off() = 0;
    virtual bool connected() const = 0;

    // What only those take part in that stand for something with a power button.

    using Done = std::function<void(const std::string& problem)>;
    /// Starts anew by a reset line; false if there is none, so that it has to lose its power.
    virtual bool reset() { return false; }
    /// Calls `done` once all that it was told has been carried out, with what went wrong or with
    /// nothing; at once where nothing takes time.
    virtual void when_settled(Done done) { done(""); }
    /// Types a line at a console. What went wrong, as the end of a sentence about the device.
    virtual std::string say(const std::string& /*text*/) { return "has no console"; }
};

}  // namespace breakwire::devices
