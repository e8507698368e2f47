#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>

#include "sim/record/event.hpp"

namespace breakwire::scenarios {

/// A PUBLISH at QoS 1 or 2 that a device has sent and that is not finished.
struct SentMessage {
    std::string topic;
    Bytes payload;
    std::uint64_t event = 0;
    bool received = false;  ///< its PUBREC has come
};

/// What the record shows of a device's memory, which outlives its connections.
struct DeviceMemory {
    std::string client_id;
    std::map<std::uint16_t, SentMessage>
        left_over;  ///< of the session, where it must still be known
    std::map<std::uint16_t, SentMessage> ever_sent;  ///< the latest message under each identifier
    bool more_than_seen = false;  ///< it may remember what the record does not show
};

/// What a device owes an answer to, in the order in which it came.
struct Debt {
    std::uint16_t id = 0;
    std::uint64_t event = 0;
};

/// A connection at the device's own tap, as far as the device law cares.
struct DeviceConnection {
    sim::ConnectionId id = 0;
    std::string device;
    std::string client_id;
    mqtt::Version version = mqtt::Version::v3_1_1;

    std::uint64_t connect_event = 0;
    std::uint64_t goodbye = 0;  ///< its DISCONNECT
    bool behind_link = false;   ///< recorded at the far end of the device's link
    bool given_up = false;      ///< the device has dialled anew since
    bool accepted = false;
    bool resumed = false;
    bool clean = false;
    Duration keep_alive{};
    bool keep_alive_from_server = false;
    Instant last_up{};
    std::uint64_t last_up_event = 0;
    std::optional<Instant> overdue;  ///< when it should have sent something, and had not

    std::size_t receive_maximum = 0xffff;
    std::uint16_t alias_maximum = 0;

    std::map<std::uint16_t, SentMessage> sent;        ///< PUBLISHes of this connection
    std::map<std::uint16_t, std::uint64_t> requests;  ///< SUBSCRIBEs and UNSUBSCRIBEs, events
    std::map<std::uint16_t, SentMessage> left_over;   ///< of earlier connections of the session
    std::deque<Debt> pubacks;
    std::deque<Debt> pubrecs;
    std::deque<Debt> pubrels;

    std::string name() const { return "'" + device + "'"; }
};

}  // namespace breakwire::scenarios
