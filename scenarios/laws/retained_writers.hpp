#pragma once

#include "scenarios/laws/retained_case.hpp"

namespace breakwire::scenarios {

/// Enters into the store what clients send with the retain flag, their wills included.
///
/// A message at QoS 1 or 2 is stored by its last acknowledgement, one at QoS 0 within the broker's
/// promptness if its author stays. What has no acknowledgement is settled, stored or not, once the
/// broker has had time to read the rest of the connection; at QoS 2 never, since a later one may
/// release it. A will may be stored from just before the first sign that its connection ends. What
/// the ACL forbids does not count.
class RetainedWriters {
public:
    explicit RetainedWriters(RetainedCase& shared) : case_(shared) {}

    void greeted(const Connection& connection, const sim::Event& event);
    void published(const Connection& connection, const mqtt::Publish& publish,
                   const sim::Event& event);
    /// The broker answered; `last`: by PUBACK or PUBCOMP.
    void acknowledged(const Connection& connection, std::uint16_t packet_id, std::uint8_t reason,
                      bool last, Instant at);
    /// Any packet of the client's.
    void heard(const Connection& connection, const sim::PacketSeen& seen, Instant at);
    /// There is a sign that the connection ends.
    void ending(const Connection& connection, Instant at);
    void gone(const Connection& connection, Instant at);
    void broker_died(Instant at);

private:
    struct Pending {
        std::string topic;
        std::uint64_t event = 0;
        mqtt::Qos qos{};
    };
    struct Willed {
        std::string topic;
        RetainedWrite write;
        Duration delay{};
        Instant last_up{};
        bool under_way = false;  ///< it may be out
    };
    void stored_at_qos_0(const Connection& author, const std::string& topic,
                         const RetainedWrite& write);
    void settle(const Pending& pending, Instant to, bool certain);
    bool says_goodbye_in_time(const Connection& connection, const Willed& willed,
                              const mqtt::Disconnect& disconnect, Instant at);

    RetainedCase& case_;
    std::unordered_map<sim::ConnectionId, std::unordered_map<std::uint16_t, Pending>> pending_;
    std::unordered_map<sim::ConnectionId, Willed> wills_;
};

}  // namespace breakwire::scenarios
