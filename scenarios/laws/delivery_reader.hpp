#pragma once

#include <deque>

#include "scenarios/laws/publication.hpp"

namespace breakwire::scenarios {

/// What one session got and is still owed.
struct DeliveryReader {
    struct Tally {
        std::uint32_t got = 0;     ///< deliveries of any kind
        std::uint32_t owed = 0;    ///< that must come at least
        std::uint32_t fresh[3]{};  ///< by QoS: neither repeated nor from the store of retained ones
        bool expired = false;      ///< one may have: how many must come nobody can say any more

        bool met(std::uint32_t need) const { return got >= need || expired; }
    };
    /// Where the last message of a topic, publisher and QoS stood among the others.
    struct Turn {
        std::uint64_t published = 0;
        std::uint64_t released = 0;
    };
    struct Owed {
        MessageKey key = 0;
        std::uint32_t need = 0;  ///< met once so many copies have come
        std::uint32_t size = 0;  ///< octets of topic and payload
        std::uint64_t event = 0;
        Instant at{};                         ///< when it was acknowledged
        Instant good_until = Instant::max();  ///< then it may expire
        bool away = false;                    ///< nobody was there then
    };

    std::uint64_t number = 0;  ///< in the index of readers
    std::string client;
    Identity identity;
    std::shared_ptr<SessionSeen> session;
    sim::ConnectionId connection = 0;  ///< 0: nobody is there
    bool certain = false;              ///< the record shows the session from its beginning
    bool overrun = false;              ///< its queue was full once: what it lacks proves nothing
    bool watched = false;              ///< somebody will look whether it got what it is owed
    Instant progress{};                ///< its connection, or the last delivery
    std::unordered_map<MessageKey, Tally> tallies;
    std::deque<Owed> owed;
    std::unordered_map<std::uint64_t, Turn> turns;  ///< by topic, author and QoS
};

}  // namespace breakwire::scenarios
