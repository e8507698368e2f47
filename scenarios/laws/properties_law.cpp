#include "scenarios/laws/properties_law.hpp"

#include <algorithm>

#include "scenarios/laws/inflight.hpp"

namespace breakwire::scenarios {

using mqtt::PropertyId;
using mqtt::Qos;
using sim::Direction;
using sim::Tap;

PropertiesLaw::PropertiesLaw(const LawContext& context)
    : traits_(context.traits),
      book_(3 * context.traits.promptness, inflight_limit(context.broker.limits)),
      rules_(properties_rules()) {}

void PropertiesLaw::see(const sim::Event& event) {
    agenda_.run_before(event.at);
    calm_.see(event);
    Connection* connection = book_.see(event);
    if (const auto* bytes = event.as<sim::BytesSeen>()) {
        const bool unread = bytes->tap == Tap::broker && bytes->direction == Direction::up;
        all_known_ = all_known_ && !unread;
    } else if (event.as<sim::SealedSeen>() != nullptr) {
        all_known_ = false;
    } else if (const auto* seen = event.as<sim::PacketSeen>()) {
        if (seen->tap == Tap::client) return;
        const bool is_up = seen->direction == Direction::up;
        if (connection == nullptr) {
            all_known_ = all_known_ && !is_up;
            return;
        }
        is_up ? up(*connection, *seen, event) : down(*connection, *seen, event);
    } else if (connection != nullptr && connection->gone) {
        ended(*connection, event.at);
    }
}

void PropertiesLaw::up(Connection& connection, const sim::PacketSeen& seen,
                       const sim::Event& event) {
    if (connection.connect_event == event.number) {
        const auto& will = connection.connect.will;
        if (will) willed_.insert(message_key(will->topic, will->payload));
    } else if (const auto* publish = seen.as<mqtt::Publish>()) {
        published(connection, *publish, event);
    } else if (const auto* pubrel = seen.as<mqtt::Pubrel>()) {
        released(connection, pubrel->packet_id, event.at);
    } else if (const auto* subscribe = seen.as<mqtt::Subscribe>()) {
        asked(connection, *subscribe);
    } else if (seen.as<mqtt::Unsubscribe>() != nullptr) {
        vague_.insert(connection.id);
    }
}

void PropertiesLaw::down(Connection& connection, const sim::PacketSeen& seen,
                         const sim::Event& event) {
    if (const auto* publish = seen.as<mqtt::Publish>()) {
        delivered(connection, *publish, event);
    } else if (const auto* connack = seen.as<mqtt::Connack>(); connack && connack->reason == 0) {
        if (connection.resumed) expect_none(connection, nullptr, event.at);
    } else if (seen.as<mqtt::Suback>() != nullptr) {
        for (const Standing& each : connection.session->standing) {
            const bool fresh = each.since == event.at && !each.resumed;
            if (fresh && each.retain_handling == 0) expect_none(connection, &each, event.at);
        }
    }
}

void PropertiesLaw::published(const Connection& author, const mqtt::Publish& publish,
                              const sim::Event& event) {
    if (author.topic.empty()) {
        all_known_ = false;
        return;
    }
    const MessageKey key = message_key(author.topic, publish.payload);
    const auto [it, fresh] = sent_.try_emplace(key);
    Sent& sent = it->second;
    if (!fresh || publish.dup || willed_.contains(key)) {
        sent.unique = false;
        sent.properties = {};
        return;
    }
    const bool released_later = publish.qos == Qos::exactly_once;
    sent.properties = publish.properties;
    sent.client = author.identity.client_id;
    sent.event = event.number;
    sent.at = event.at;
    sent.last_word = released_later ? Instant::max() : event.at;
    const auto expiry = publish.properties.get<std::uint32_t>(PropertyId::message_expiry_interval);
    if (!expiry || !traits_.delay_window) return;
    if (released_later) unreleased_[author.id][publish.packet_id] = key;
    constexpr std::size_t remembered = 1'000;
    if (mortals_.size() >= remembered) mortals_.pop_front();
    const Instant over =
        event.at + traits_.delay_window(std::chrono::seconds(*expiry)).to + traits_.promptness;
    const bool waits = publish.qos != Qos::at_most_once;
    mortals_.push_back({key, author.topic, publish.retain, waits, event.at, over});
}

void PropertiesLaw::asked(const Connection& reader, const mqtt::Subscribe& subscribe) {
    for (const mqtt::Subscription& each : subscribe.subscriptions) {
        const bool again = !filters_[reader.id].insert(each.filter).second;
        if (again || each.retain_as_published) vague_.insert(reader.id);
    }
}

void PropertiesLaw::released(const Connection& author, std::uint16_t packet_id, Instant at) {
    const auto mine = unreleased_.find(author.id);
    if (mine == unreleased_.end()) return;
    const auto it = mine->second.find(packet_id);
    if (it == mine->second.end()) return;
    if (const auto sent = sent_.find(it->second); sent != sent_.end()) sent->second.last_word = at;
    mine->second.erase(it);
}

void PropertiesLaw::ended(const Connection& connection, Instant at) {
    unreleased_.erase(connection.id);
    filters_.erase(connection.id);
    vague_.erase(connection.id);
    if (connection.identity.client_id) away_since_[*connection.identity.client_id] = at;
}

void PropertiesLaw::delivered(const Connection& connection, const mqtt::Publish& publish,
                              const sim::Event& event) {
    if (!connection.v5() || connection.topic.empty() || !all_known_) return;
    const MessageKey key = message_key(connection.topic, publish.payload);
    const auto it = sent_.find(key);
    if (it == sent_.end() || !it->second.unique || willed_.contains(key)) return;
    const Delivery delivery{connection, publish, event, key, it->second};
    judge_kept(delivery);
    if (const auto late = expired_.find({connection.id, key}); late != expired_.end()) {
        late->second = true;
    }
    if (publish.dup) return;
    judge_expiry(delivery);
    judge_identifiers(delivery);
}

template <class T>
void PropertiesLaw::judge_same(const Delivery& delivery, PropertyId id, PropertiesRule rule,
                               const char* name) {
    const auto sent = delivery.sent.properties.get<T>(id);
    const auto came = delivery.publish.properties.get<T>(id);
    if (!sent && !came) return;
    judge(sent == came, rule, delivery,
          std::string("with ") + (came ? "another " : "no ") + name + " than it was sent with");
}

void PropertiesLaw::judge_kept(const Delivery& delivery) {
    // That nothing is said of the payload's format and that it is 0 means the same.
    constexpr auto format = PropertyId::payload_format_indicator;
    const auto sent = delivery.sent.properties.get<std::uint8_t>(format);
    const auto came = delivery.publish.properties.get<std::uint8_t>(format);
    if (sent || came) {
        judge(sent.value_or(0) == came.value_or(0), PropertiesRule::payload_format, delivery,
              "with another payload format than it was sent with");
    }
    judge_same<std::string>(delivery, PropertyId::response_topic, PropertiesRule::response_topic,
                            "response topic");
    judge_same<Bytes>(delivery, PropertyId::correlation_data, PropertiesRule::correlation_data,
                      "correlation data");
    judge_same<std::string>(delivery, PropertyId::content_type, PropertiesRule::content_type,
                            "content type");
    judge_user_properties(delivery);
}

/// A broker may add some of its own.
void PropertiesLaw::judge_user_properties(const Delivery& delivery) {
    const auto sent = delivery.sent.properties.get_all<mqtt::StringPair>(PropertyId::user_property);
    const auto came =
        delivery.publish.properties.get_all<mqtt::StringPair>(PropertyId::user_property);
    if (sent.empty()) return;
    auto rest = came;
    const bool all = std::all_of(sent.begin(), sent.end(), [&](const mqtt::StringPair& each) {
        const auto it = std::find(rest.begin(), rest.end(), each);
        if (it == rest.end()) return false;
        rest.erase(it);
        return true;
    });
    judge(all, PropertiesRule::user_properties, delivery,
          "without all the user properties it was sent with");
    if (!all) return;
    auto next = sent.begin();
    for (const mqtt::StringPair& each : came) {
        if (next != sent.end() && each == *next) ++next;
    }
    judge(next == sent.end(), PropertiesRule::user_properties_order, delivery,
          "with its user properties in another order");
}

void PropertiesLaw::judge(bool obeyed, PropertiesRule rule, const Delivery& delivery,
                          const std::string& text) {
    const Connection& connection = delivery.connection;
    if (obeyed) return rules_.held(rule, connection.connect.version);
    rules_.violated(rule, connection.connect.version,
                    connection.name() + " got a message on " + connection.topic + ' ' + text,
                    delivery.event.at, {delivery.sent.event, delivery.event.number});
}

std::vector<LawFinding> PropertiesLaw::finish(Instant end) {
    agenda_.run_before(end);
    return rules_.all();
}

}  // namespace breakwire::scenarios
