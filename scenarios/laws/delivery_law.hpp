#pragma once

#include <map>

#include "scenarios/laws/broker_calm.hpp"
#include "scenarios/laws/connection_book.hpp"
#include "scenarios/laws/delivery_readers.hpp"
#include "scenarios/laws/delivery_rules.hpp"

namespace breakwire::scenarios {

/// What became of messages, in the classes of Jepsen's queue checkers.
struct DeliveryCounts {
    std::uint64_t attempted = 0;     ///< handed to the broker
    std::uint64_t acknowledged = 0;  ///< by PUBACK or PUBCOMP
    std::uint64_t delivered = 0;     ///< copies handed to a session for the first time
    std::uint64_t lost = 0;          ///< acknowledged, owed to a session, and never there
    std::uint64_t duplicated = 0;    ///< copies beyond those that a session may get
    std::uint64_t unexpected = 0;    ///< copies of what nobody sent
    std::uint64_t recovered = 0;     ///< copies that a session got after it had been away

    /// Attempts without an acknowledgement: whether the broker took them nobody can say.
    std::uint64_t unknown() const { return attempted - acknowledged; }
};

/// QoS 0 at most once, QoS 1 at least once, QoS 2 exactly once: from an acknowledged PUBLISH to
/// every session that had a subscription when it was sent, in order for each topic and publisher.
///
/// A message is lost where its session is connected, healthy and has had nothing else to finish for
/// the broker's promptness. Unknown are: attempts without acknowledgement, what the broker's death
/// leaves, a session whose queue may have been full, messages that may have expired, shared
/// subscriptions, topics that begin with `$`, and whatever the ACL forbade at some time. Messages
/// are told apart by topic and payload; among equal ones a copy too few or too many may go
/// unnoticed.
///
/// Costs O(1) for each event and subscriber, and some 100 octets for each message and for each
/// delivery. Source: 3.1.1 and 5.0, sections 3.3, 4.3, 4.5, 4.6.
class DeliveryLaw final : public Law {
public:
    explicit DeliveryLaw(const LawContext& context);

    void see(const sim::Event& event) override;
    void acl_changed(const std::vector<AclRule>& rules, Instant at) override {
        rights_.change(rules, at);
        readers_.forgive();  // what waits may be withheld now
    }
    std::vector<LawFinding> finish(Instant end) override;

    const DeliveryCounts& counts() const { return counts_; }

private:
    /// A PUBLISH at QoS 1 or 2 without its last acknowledgement.
    struct Attempt {
        MessageKey key = 0;
        std::string topic;
        std::uint32_t size = 0;
        std::uint64_t event = 0;
        Instant at{};
        mqtt::Qos qos{};
        std::optional<Duration> expiry;  ///< it is worth nothing after so long
        bool unread = false;             ///< the broker said that nobody subscribes to it (0x10)
    };
    void broker(sim::BrokerState state);
    void up(Connection& connection, const sim::PacketSeen& seen, const sim::Event& event);
    void down(Connection& connection, const sim::PacketSeen& seen, const sim::Event& event);

    void attempted(Connection& connection, const mqtt::Publish& publish, const sim::Event& event);
    void released(const Connection& connection, std::uint16_t packet_id, const sim::Event& event);
    void acknowledged(const Connection& connection, std::uint16_t packet_id, std::uint8_t reason,
                      bool last, const sim::Event& event);
    void owe(const Connection& author, const Attempt& attempt, const sim::Event& event);
    bool entitled(const DeliveryReader& reader, const Connection& author,
                  const Attempt& attempt) const;
    bool full(const DeliveryReader& reader);
    void owe_to(DeliveryReader& reader, const Attempt& attempt, Instant now);
    std::optional<Instant> good_until(const Attempt& attempt) const;
    static void forget_expired(DeliveryReader& reader, Instant now);

    void delivered(Connection& connection, const mqtt::Publish& publish, const sim::Event& event);
    void judge_of_broker(const Connection& connection, const DeliveryReader& reader,
                         const sim::Event& event);
    void judge_new(const Connection& connection, DeliveryReader& reader,
                   const mqtt::Publish& publish, Publication& publication,
                   DeliveryReader::Tally& tally, const sim::Event& event);
    void judge_unique(const Connection& connection, const DeliveryReader& reader,
                      const mqtt::Publish& publish, const Publication& publication,
                      const sim::Event& event);
    void judge_turn(const Connection& connection, DeliveryReader& reader,
                    const mqtt::Publish& publish, const Publication& publication,
                    const sim::Event& event);
    void settle_met(DeliveryReader& reader, mqtt::Version version);

    void watch(DeliveryReader& reader, Instant when);
    void run_before(Instant now);
    void look(DeliveryReader& reader, Instant due, Instant now);
    void lose(DeliveryReader& reader, const Connection& connection, Instant due);

    void judge(bool obeyed, DeliveryRule rule, const Connection& connection,
               const std::string& text, const sim::Event& event, std::uint64_t cause);

    BrokerTraits traits_;
    std::size_t queue_limit_;
    ConnectionBook book_;
    BrokerCalm calm_;
    AccessRights rights_;
    RuleBook<DeliveryRule> rules_;
    DeliveryCounts counts_;
    Publications publications_;
    DeliveryReaders readers_;
    std::unordered_map<sim::ConnectionId, std::unordered_map<std::uint16_t, Attempt>> attempts_;
    std::multimap<Instant, std::uint64_t> dues_;  ///< whom to look at, by number; each once
    bool start_seen_ = false;
    bool tainted_ = false;  ///< the broker may have got a PUBLISH that this law could not read
};

}  // namespace breakwire::scenarios
