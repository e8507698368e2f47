#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "devices/stacks/outbox.hpp"
#include "sim/base/time.hpp"

namespace breakwire::devices {

/// How a `Session` speaks, and where it may break the rules.
struct SessionSettings {
    mqtt::Connect connect;
    bool auto_connect = true;  ///< CONNECT when the transport is open
    bool auto_ack = true;      ///< PUBACK, PUBREC, PUBREL and PUBCOMP when they are due
    bool auto_ping = true;     ///< PINGREQ after a keep alive of silence
};

/// What a session wants done.
namespace session {
struct Send {
    mqtt::Packet packet;
};
/// CONNACK with success.
struct Connected {
    bool session_present;
};
/// CONNACK with a refusal. The transport is to be closed.
struct Refused {
    std::string why;
};
struct Arrived {
    Message message;
};
struct Published {
    int token;
};
struct Subscribed {
    int token;
    std::vector<std::uint8_t> codes;
};
/// The connection is over. The transport is to be closed.
struct Ended {
    std::string why;
};
using Action = std::variant<Send, Connected, Refused, Arrived, Published, Subscribed, Ended>;
using Actions = std::vector<Action>;

/// What the user asked for is under way as number `token`: a packet id, or 0 for QoS 0.
struct Request {
    int token;
    Actions actions;
};
}  // namespace session

/// The client's side of MQTT 3.1.1 and 5.0 without I/O: packets, wishes and ticks go in, actions
/// come out, to be done in their order. It owns no socket, no clock and no timer.
///
/// What must outlive a connection (messages under way, section 4.1 of both versions) does, until
/// `forget` or until the server has no session to go on with.
class Session {
public:
    explicit Session(SessionSettings settings) : settings_(std::move(settings)) {}

    /// The transport is open.
    session::Actions open(Instant now);
    session::Actions receive(const mqtt::Packet& packet, Instant now);
    /// Time is `now`; to be called at `next_deadline`.
    session::Actions tick(Instant now);
    std::optional<Instant> next_deadline() const;
    /// Something was sent that did not come from here; it counts for the keep alive.
    void sent(Instant now) { last_sent_ = now; }
    /// The transport is gone.
    void close() { state_ = State::closed; }
    /// The memory is lost too.
    void forget();

    /// These need `connected`.
    session::Request publish(const Message& message, Instant now);
    session::Request subscribe(const mqtt::Subscription& subscription, Instant now);
    session::Request unsubscribe(const std::string& filter, Instant now);
    session::Actions disconnect(std::uint8_t reason);

    bool connected() const { return state_ == State::open; }
    mqtt::Version version() const { return settings_.connect.version; }

private:
    enum class State { closed, opening, open };

    void on(const mqtt::Connack& packet);
    void on(const mqtt::Publish& packet);
    void on(const mqtt::Puback& packet);
    void on(const mqtt::Pubrec& packet);
    void on(const mqtt::Pubrel& packet);
    void on(const mqtt::Pubcomp& packet);
    void on(const mqtt::Suback& packet);
    void on(const mqtt::Unsuback& packet);
    void on(const mqtt::Pingresp& packet);
    void on(const mqtt::Disconnect& packet);
    /// What only clients send, and AUTH, which nobody asked for: passed over.
    template <class Other>
    void on(const Other&) {}

    void send(mqtt::Packet packet);
    void send_ready();
    void acknowledge(mqtt::Packet packet);
    void finished(std::uint16_t id);
    void take_limits(const mqtt::Properties& properties);
    std::uint16_t next_id();
    session::Actions take() { return std::exchange(actions_, {}); }

    SessionSettings settings_;
    State state_ = State::closed;
    Instant now_{};
    Instant last_sent_{};
    std::optional<Instant> pinged_;  ///< PINGREQ without its PINGRESP
    Duration keep_alive_{};
    std::uint16_t receive_maximum_ = 65'535;  ///< the server's
    std::uint16_t last_id_ = 0;
    Outbox outbox_;
    std::set<std::uint16_t> half_received_;  ///< QoS 2, PUBREL not seen yet
    std::set<std::uint16_t> requests_;       ///< SUBSCRIBE and UNSUBSCRIBE unanswered
    session::Actions actions_;
};

}  // namespace breakwire::devices
