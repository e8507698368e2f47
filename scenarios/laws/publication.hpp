#pragma once

#include <unordered_map>

#include "scenarios/laws/connection.hpp"
#include "scenarios/laws/message_key.hpp"

namespace breakwire::scenarios {

/// Every PUBLISH with one topic and payload that was handed to the broker.
struct Publication {
    std::uint32_t count = 0;
    mqtt::Qos qos{};                ///< the highest of them
    bool vague = false;             ///< also a will, or repeated: when it was sent nobody can say
    bool several = false;           ///< by more than one client
    sim::ConnectionId author = 0;   ///< the connection of the first
    std::uint64_t author_name = 0;  ///< a digest of its client id
    std::uint64_t event = 0;
    std::uint64_t released = 0;  ///< the event from which on it may be passed on in its turn
    Instant at{};

    bool unique() const { return count == 1 && !vague; }
};

/// All that was published in a case, by topic and payload. About 100 octets for each.
class Publications {
public:
    Publication& enter(const Connection& author, const mqtt::Publish& publish, MessageKey key,
                       const sim::Event& event) {
        Publication& known = all_[key];
        const std::uint64_t name = digest(author);
        known.several = known.several || (known.count > 0 && known.author_name != name);
        if (known.count++ == 0) {
            known.author = author.id;
            known.author_name = name;
            known.event = event.number;
            known.at = event.at;
            known.released = publish.qos == mqtt::Qos::exactly_once ? 0 : event.number;
        }
        known.qos = std::max(known.qos, publish.qos);
        known.vague = known.vague || publish.dup;
        return known;
    }
    /// A message that may come at some time that this record of PUBLISHes does not tell.
    void enter_vague(MessageKey key) { all_[key].vague = true; }

    Publication* find(MessageKey key) {
        const auto it = all_.find(key);
        return it == all_.end() ? nullptr : &it->second;
    }
    static std::uint64_t digest(const Connection& connection) {
        return std::hash<std::string>{}(connection.identity.client_id.value_or(""));
    }

private:
    std::unordered_map<MessageKey, Publication> all_;
};

}  // namespace breakwire::scenarios
