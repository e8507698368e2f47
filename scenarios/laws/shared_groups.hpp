#pragma once

#include <map>
#include <set>

#include "scenarios/laws/connection.hpp"

namespace breakwire::scenarios {

/// A session's part in a shared subscription.
struct SharedMember {
    mqtt::Qos granted{};
    bool retain_as_published = false;
    Instant since{};                   ///< its SUBACK
    sim::ConnectionId connection = 0;  ///< 0: nobody is there
};

/// One shared subscription: a share name with a filter.
struct SharedGroup {
    TopicFilter filter;
    std::map<std::string, SharedMember> members;  ///< by client id
    Instant changed{};  ///< the last moment somebody joined, left, came or went
};

/// Who takes part in which shared subscription, as SUBACKs and UNSUBACKs say.
class SharedGroups {
public:
    void asked(const Connection& connection, const mqtt::Subscribe& subscribe, Instant at);
    /// Returns the names of the groups it joined.
    std::vector<std::string> answered(const Connection& connection, const mqtt::Suback& suback,
                                      Instant at);
    void gave_up(const Connection& connection, const mqtt::Unsubscribe& unsubscribe, Instant at);
    /// The client was let in.
    void arrived(const Connection& connection, Instant at);
    void gone(const Connection& connection, Instant at);
    /// The broker died: who is a member after it nobody can say.
    void forget();

    const std::map<std::string, SharedGroup>& all() const { return groups_; }
    const SharedGroup* find(const std::string& name) const;
    /// Whether every member of every group is known.
    bool whole() const { return whole_; }

private:
    void change(const std::string& client, Instant at);
    void drop(const std::string& client, Instant at);

    std::map<std::string, SharedGroup> groups_;  ///< by the whole filter
    std::map<std::pair<sim::ConnectionId, std::uint16_t>, std::vector<mqtt::Subscription>> asked_;
    bool whole_ = true;
};

}  // namespace breakwire::scenarios
