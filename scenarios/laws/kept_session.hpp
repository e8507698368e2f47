#pragma once

#include <map>

#include "scenarios/laws/connection.hpp"
#include "scenarios/laws/message_key.hpp"
#include "scenarios/window.hpp"

namespace breakwire::scenarios {

/// A delivery that the client of a session has not finished.
struct Unfinished {
    MessageKey key = 0;
    std::uint64_t event = 0;  ///< its first PUBLISH; they rise in the order of sending
    mqtt::Qos qos{};
    sim::ConnectionId sent_on = 0;    ///< the last connection it was sent on
    std::optional<Instant> received;  ///< when its PUBREC was handed to the broker
    bool may_expire = false;          ///< it has a message expiry
};

/// What the record says about the session of one client id.
struct KeptSession {
    bool unknown = false;  ///< the broker may or may not have it
    bool connected = false;
    sim::ConnectionId owner = 0;        ///< the last connection that was let in
    std::optional<std::string> user{};  ///< of that connection
    std::optional<Duration> expiry{};   ///< after the connection; absent: never
    Instant lost_from{};  ///< its connection ended for the broker then at the earliest
    Instant lost_to{};    ///< and then at the latest
    std::map<std::uint16_t, Unfinished> unfinished;
    std::uint64_t last_resent = 0;  ///< event of the first PUBLISH of what was sent again last
};

}  // namespace breakwire::scenarios
