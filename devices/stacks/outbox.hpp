#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "devices/client.hpp"

namespace breakwire::devices {

/// The QoS 1 and 2 messages a client has not seen to their end, in the order they were published:
/// what a sender must keep and send again. Source: MQTT 3.1.1 and 5.0 sections 4.3, 4.4 and 4.6.
class Outbox {
public:
    void add(std::uint16_t id, Message message);
    /// The messages that may go now, first come, first served: no more than `receive_maximum` are
    /// under way at once (5.0 section 4.9).
    std::vector<mqtt::Packet> ready(std::uint16_t receive_maximum);
    /// On a session that goes on, everything that was under way once more, in its order: PUBLISH
    /// with DUP, or PUBREL ([MQTT-4.4.0-1], [MQTT-4.6.0-1]).
    std::vector<mqtt::Packet> again();

    /// PUBACK, PUBREC with an error, PUBCOMP: the message has seen its end. False if `id` is not in
    /// that state.
    bool finish(std::uint16_t id);
    /// PUBREC: the receiver has it, PUBREL is next. False if `id` is not in that state.
    bool received(std::uint16_t id);

    bool holds(std::uint16_t id) const;
    bool empty() const { return entries_.empty(); }
    void clear() { entries_.clear(); }

private:
    enum class Stage { waiting, published, received };
    struct Entry {
        std::uint16_t id;
        Stage stage;
        Message message;
    };
    static mqtt::Publish packet(const Entry& entry, bool dup);
    std::deque<Entry>::iterator find(std::uint16_t id);

    std::deque<Entry> entries_;
};

}  // namespace breakwire::devices
