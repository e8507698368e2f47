#include "scenarios/measures/deliveries.hpp"

namespace breakwire::scenarios {

void DeliveryMeasure::settle(const Cast& cast, Mistakes& mistakes) {
    authors_ = names_in(from_, cast, mistakes);
    readers_ = names_in(to_, cast, mistakes);
}

void DeliveryMeasure::see(const sim::Event& event) {
    const auto* seen = event.as<sim::PacketSeen>();
    if (seen == nullptr || seen->tap != sim::Tap::client) return;
    if (seen->direction == sim::Direction::down) follow_releases(*seen);
    const auto* publish = seen->as<mqtt::Publish>();
    if (publish == nullptr || publish->topic.empty()) return;
    if (topic_ && topic_->text() != publish->topic && !topic_->matches(publish->topic)) return;
    if (seen->direction == sim::Direction::up) {
        sent(*seen, *publish, event.at);
    } else {
        arrived(*seen, *publish, event.at);
    }
}

void DeliveryMeasure::sent(const sim::PacketSeen& seen, const mqtt::Publish& publish, Instant at) {
    if (!authors_.empty() && !authors_.contains(seen.device)) return;
    Message& message = messages_[message_key(publish.topic, publish.payload)];
    if (publish.dup && message.sent > 0) return;
    if (message.sent++ == 0) message.at = at;
}

void DeliveryMeasure::arrived(const sim::PacketSeen& seen, const mqtt::Publish& publish,
                              Instant at) {
    if (!readers_.contains(seen.device) || repeats(seen, publish)) return;
    const auto known = messages_.find(message_key(publish.topic, publish.payload));
    if (known == messages_.end()) return;
    Arrivals& arrivals = known->second.arrived[seen.device];
    if (arrivals.count > 0 && publish.retain) return;
    if (arrivals.count++ == 0) arrivals.first = at;
}

bool DeliveryMeasure::repeats(const sim::PacketSeen& seen, const mqtt::Publish& publish) {
    if (publish.qos != mqtt::Qos::exactly_once) return false;
    const bool fresh = unreleased_[seen.device].insert(publish.packet_id).second;
    return !fresh && publish.dup;
}

void DeliveryMeasure::follow_releases(const sim::PacketSeen& seen) {
    if (const auto* released = seen.as<mqtt::Pubrel>()) {
        unreleased_[seen.device].erase(released->packet_id);
    }
    const auto* connack = seen.as<mqtt::Connack>();
    if (connack != nullptr && !connack->session_present) unreleased_[seen.device].clear();
}

}  // namespace breakwire::scenarios
