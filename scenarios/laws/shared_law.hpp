#pragma once

#include <unordered_set>

#include "scenarios/laws/agenda.hpp"
#include "scenarios/laws/broker_calm.hpp"
#include "scenarios/laws/connection_book.hpp"
#include "scenarios/laws/message_key.hpp"
#include "scenarios/laws/shared_groups.hpp"
#include "scenarios/laws/shared_rules.hpp"

namespace breakwire::scenarios {

/// Each message of a shared subscription goes to exactly one of its members, with no retained ones
/// among them.
///
/// A copy counts for a group where its reader has no other subscription that matches. Two members
/// with a copy each are a breach unless the first one's connection ended before the broker's
/// promptness was over. A message is lost where its group has not changed around it, all members
/// are connected, granted QoS 1 or more, permitted and idle, and none of them gets it. Messages are
/// told apart by topic and payload; one that was sent twice, or may be a will, is not judged.
///
/// Costs O(groups) for each message, and nothing while there are none. Source: MQTT 5.0 section
/// 4.8.2.
class SharedLaw final : public Law {
public:
    explicit SharedLaw(const LawContext& context);

    void see(const sim::Event& event) override;
    void acl_changed(const std::vector<AclRule>& rules, Instant at) override {
        rights_.change(rules, at);
    }
    std::vector<LawFinding> finish(Instant end) override;

private:
    struct Copy {
        sim::ConnectionId connection = 0;
        std::string client;
        mqtt::Qos qos{};
        std::uint16_t packet_id = 0;
        std::uint64_t event = 0;
        bool refused = false;
    };
    struct Sent {
        bool unique = true;
        std::uint64_t event = 0;
        Instant at{};
        mqtt::Qos qos{};
        bool may_expire = false;
        std::map<std::string, std::vector<Copy>> copies{};  ///< by group
        bool came_otherwise = false;  ///< some copy may have been any subscription's
    };

    void up(Connection& connection, const sim::PacketSeen& seen, const sim::Event& event);
    void down(Connection& connection, const sim::PacketSeen& seen, const sim::Event& event);
    void published(const Connection& author, const mqtt::Publish& publish, const sim::Event& event);
    void acknowledged(const Connection& author, std::uint16_t packet_id, std::uint8_t reason,
                      Instant at);
    void expect_copy(const std::string& name, MessageKey key, Instant at);
    bool everybody_there(const SharedGroup& group, const std::string& topic, Instant since);
    void refused(const Connection& reader, std::uint16_t packet_id, std::uint8_t reason);

    void joined(const Connection& reader, const std::string& name, const sim::Event& event);
    void delivered(const Connection& reader, const mqtt::Publish& publish, const sim::Event& event);
    std::optional<std::string> only_group(const Connection& reader) const;
    void judge_copy(const Connection& reader, const std::string& name, MessageKey key, Sent& sent,
                    const Copy& copy, Instant at);
    void settle(const std::string& name, MessageKey key);
    void judge_quality(const Connection& reader, const SharedGroup& group, const Sent& sent,
                       const Copy& copy, Instant at);
    void judge_second(const Connection& reader, MessageKey key, const Copy& first,
                      const Copy& second, Instant at);
    void violated(SharedRule rule, std::string text, Instant at, std::vector<std::uint64_t> events);

    BrokerTraits traits_;
    ConnectionBook book_;
    BrokerCalm calm_;
    AccessRights rights_;
    Agenda agenda_;
    RuleBook<SharedRule> rules_;
    SharedGroups groups_;
    std::unordered_map<MessageKey, Sent> sent_;  ///< from the first shared subscription on
    std::unordered_set<MessageKey> willed_;
    std::map<std::pair<sim::ConnectionId, std::uint16_t>, std::pair<MessageKey, std::string>>
        attempts_;  ///< message and topic
    std::map<std::pair<sim::ConnectionId, std::uint16_t>, std::pair<MessageKey, std::string>>
        unanswered_;                                ///< deliveries: message and group
    std::set<std::string> retained_;                ///< topics that may hold something
    std::map<sim::ConnectionId, Instant> flagged_;  ///< the last message with the retain flag
    bool any_ = false;  ///< somebody has asked for a shared subscription
};

}  // namespace breakwire::scenarios
