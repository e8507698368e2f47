#pragma once

#include "scenarios/laws/retained_asks.hpp"
#include "scenarios/laws/retained_case.hpp"

namespace breakwire::scenarios {

/// Judges what subscribers get of the retained messages: what a new subscription brings and what it
/// may not bring, and the retain flag of everything that comes.
///
/// What a new subscription has to bring is looked at twice the broker's promptness after its
/// SUBACK, for topics that did not change meanwhile and readers with nothing else to finish. In a
/// resumed session messages that an earlier subscription brought may still wait, so flags prove
/// nothing there.
class RetainedReaders {
public:
    explicit RetainedReaders(RetainedCase& shared) : case_(shared) {}

    /// The client was let in.
    void arrived(const Connection& connection);
    void asked(const Connection& connection, const mqtt::Subscribe& subscribe,
               const sim::Event& event);
    void answered(const Connection& connection, const mqtt::Suback& suback, Instant at);
    void gave_up(const Connection& connection, const mqtt::Unsubscribe& unsubscribe);
    void released(const Connection& connection, const mqtt::Unsuback& unsuback);
    void delivered(const Connection& connection, const mqtt::Publish& publish,
                   const sim::Event& event);
    void gone(const Connection& connection) { readers_.erase(connection.id); }
    void broker_died() { readers_.clear(); }

private:
    struct Arrival {
        MessageKey key = 0;
        Instant at{};
    };
    struct Reader {
        RetainedAsks asks{SessionSeen{}};
        bool fresh = true;  ///< nothing is under way from earlier connections
        bool vague = false;
        std::unordered_map<std::string, std::vector<Arrival>> arrivals;  ///< flagged, by topic
    };
    /// A delivery and what may have caused it.
    struct Delivery {
        const Connection& connection;
        const mqtt::Publish& publish;
        const sim::Event& event;
        MessageKey key;
        RetainedTopic* topic;  ///< null if nothing was ever retained there
        std::vector<const RetainedAsk*> asks;
    };
    using Asks = std::vector<const RetainedAsk*>;

    void look(sim::ConnectionId id, std::size_t place);
    void look_at(const Connection& connection, const Reader& reader, const RetainedAsk& ask,
                 const std::string& text, const RetainedTopic& topic);
    void judge_held(const Connection& connection, const RetainedAsk& ask, const std::string& text,
                    const RetainedTopic& topic, bool came, bool other_came);
    void flagged(const Delivery& delivery);
    void never_retained(const Delivery& delivery, bool brought);
    void unasked(const Delivery& delivery);
    void brought(const Delivery& delivery, const Asks& causes);
    void judge_quality(const Delivery& delivery, const RetainedWrite& write);
    void unflagged(const Delivery& delivery);
    void judge(bool obeyed, RetainedRule rule, const Delivery& delivery, const std::string& text,
               std::uint64_t cause);
    bool stood_before(const Asks& asks, Instant since) const;
    bool hindered(const Connection& connection, Instant at) const;
    Asks recent(const Delivery& delivery) const;

    RetainedCase& case_;
    std::unordered_map<sim::ConnectionId, Reader> readers_;
};

}  // namespace breakwire::scenarios
