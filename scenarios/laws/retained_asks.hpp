#pragma once

#include <map>
#include <set>

#include "scenarios/laws/connection.hpp"

namespace breakwire::scenarios {

/// One filter of a SUBSCRIBE, as far as retained messages come for it.
struct RetainedAsk {
    /// Whether the filter was subscribed to already.
    enum class Before { no, yes, perhaps };

    TopicFilter filter;  ///< without the share name
    mqtt::Subscription options;
    bool shared = false;
    Before before = Before::no;
    Instant asked_at{};
    std::uint64_t event = 0;  ///< the SUBSCRIBE
    std::optional<Instant> answered_at;
    std::optional<mqtt::Qos> granted;
    bool replaced = false;  ///< the filter was given up or asked for again

    /// Whether it may bring retained messages, and whether it has to.
    bool may_bring() const;
    bool must_bring() const;
};

/// What one connection has asked for.
class RetainedAsks {
public:
    /// On a connection with such subscriptions from earlier ones.
    explicit RetainedAsks(const SessionSeen& session);

    void asked(const mqtt::Subscribe& subscribe, const sim::Event& event);
    /// Returns the places in `all()` of what was granted.
    std::vector<std::size_t> answered(const mqtt::Suback& suback, Instant at);
    void gave_up(const mqtt::Unsubscribe& unsubscribe);
    void released(const mqtt::Unsuback& unsuback);

    const std::vector<RetainedAsk>& all() const { return all_; }
    /// Those that `topic` matches.
    std::vector<const RetainedAsk*> for_topic(const std::string& topic) const;

private:
    RetainedAsk::Before before(const std::string& filter) const;
    void replace(const std::string& filter);

    std::vector<RetainedAsk> all_;
    std::set<std::string> standing_;  ///< granted and not given up
    std::set<std::string> vague_;     ///< under way, or without success
    std::map<std::uint16_t, std::vector<std::size_t>> pending_;
    std::map<std::uint16_t, std::vector<std::string>> giving_up_;
};

}  // namespace breakwire::scenarios
