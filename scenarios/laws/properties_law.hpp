#pragma once

#include <deque>
#include <set>
#include <unordered_set>

#include "scenarios/laws/agenda.hpp"
#include "scenarios/laws/broker_calm.hpp"
#include "scenarios/laws/connection_book.hpp"
#include "scenarios/laws/message_key.hpp"
#include "scenarios/laws/properties_rules.hpp"

namespace breakwire::scenarios {

/// What a message of 5.0 carries along: what is passed on as it came, the expiry interval that
/// counts down and ends it, and the identifiers of the subscriptions that it comes for.
///
/// Judged where exactly one PUBLISH had that topic and payload and no will has them. How long a
/// message waited is known to the broker's promptness, and its own clock is as coarse as its driver
/// says. Expiry is judged while nothing disturbs the broker and the way to the reader is free;
/// identifiers while the subscriptions that match are settled and none of them is shared.
///
/// Costs O(1) for each event, and some 150 octets for each message of 5.0; of messages with an
/// expiry it looks at the last thousand when a subscriber comes. Source: MQTT 5.0 sections 3.3.2.3
/// and 3.3.4.
class PropertiesLaw final : public Law {
public:
    explicit PropertiesLaw(const LawContext& context);

    void see(const sim::Event& event) override;
    std::vector<LawFinding> finish(Instant end) override;

private:
    /// The one PUBLISH with some topic and payload.
    struct Sent {
        bool unique = true;  ///< false: also somebody else's, or at another time
        mqtt::Properties properties;
        std::optional<std::string> client;  ///< its author's id
        std::uint64_t event = 0;
        Instant at{};
        Instant last_word{};  ///< of its author about it: the PUBREL at QoS 2
    };
    /// A message that ends by itself.
    struct Mortal {
        MessageKey key = 0;
        std::string topic;
        bool retained = false;
        bool waits = false;  ///< above QoS 0
        Instant at{};
        Instant over{};  ///< when the broker has to know that it has expired
    };
    struct Delivery {
        const Connection& connection;
        const mqtt::Publish& publish;
        const sim::Event& event;
        MessageKey key;
        const Sent& sent;
    };
    using DeliveryKey = std::pair<sim::ConnectionId, MessageKey>;

    void up(Connection& connection, const sim::PacketSeen& seen, const sim::Event& event);
    void down(Connection& connection, const sim::PacketSeen& seen, const sim::Event& event);
    void published(const Connection& author, const mqtt::Publish& publish, const sim::Event& event);
    void asked(const Connection& reader, const mqtt::Subscribe& subscribe);
    void released(const Connection& author, std::uint16_t packet_id, Instant at);
    void delivered(const Connection& connection, const mqtt::Publish& publish,
                   const sim::Event& event);
    void ended(const Connection& connection, Instant at);

    void judge_kept(const Delivery& delivery);
    void judge_user_properties(const Delivery& delivery);
    template <class T>
    void judge_same(const Delivery& delivery, mqtt::PropertyId id, PropertiesRule rule,
                    const char* name);

    void judge_expiry(const Delivery& delivery);
    void judge_interval(const Delivery& delivery, Duration interval);
    void settle_copies(const DeliveryKey& copy, const std::vector<std::uint32_t>& wanted,
                       Instant at);
    bool on_time(const Delivery& delivery, Duration interval, Duration left) const;
    void expect_none(const Connection& connection, const Standing* fresh, Instant at);
    void expect_not(const Connection& connection, const Mortal& mortal, Instant at);

    void judge_identifiers(const Delivery& delivery);
    void judge_overlap(const Delivery& delivery, std::size_t standing,
                       std::vector<std::uint32_t> wanted, std::vector<std::uint32_t> named);
    std::vector<const Standing*> settled(const Delivery& delivery) const;

    void judge(bool obeyed, PropertiesRule rule, const Delivery& delivery, const std::string& text);

    BrokerTraits traits_;
    ConnectionBook book_;
    BrokerCalm calm_;
    Agenda agenda_;
    RuleBook<PropertiesRule> rules_;
    std::unordered_map<MessageKey, Sent> sent_;
    std::unordered_set<MessageKey> willed_;
    std::unordered_map<sim::ConnectionId, std::unordered_map<std::uint16_t, MessageKey>>
        unreleased_;
    std::deque<Mortal> mortals_;
    std::unordered_map<std::string, Instant> away_since_;                   ///< by client id
    std::unordered_map<sim::ConnectionId, std::set<std::string>> filters_;  ///< asked for on it
    /// Those on which a retained message may have come for a subscription that is no more, or live.
    std::unordered_set<sim::ConnectionId> vague_;
    std::map<DeliveryKey, std::vector<std::uint32_t>> copies_;  ///< their identifiers, 0 for none
    std::map<DeliveryKey, bool> expired_;  ///< what may not come to whom, and whether it did
    bool all_known_ = true;
};

}  // namespace breakwire::scenarios
