#include "scenarios/laws/retained_law.hpp"

namespace breakwire::scenarios {

using sim::BrokerState;
using sim::Direction;
using sim::Tap;

RetainedLaw::RetainedLaw(const LawContext& context)
    : case_(context), writers_(case_), readers_(case_) {}

void RetainedLaw::see(const sim::Event& event) {
    case_.agenda.run_before(event.at);
    case_.calm.see(event);
    if (const auto* seen = event.as<sim::BrokerEvent>()) broker(seen->state, event.at);
    Connection* connection = case_.book.see(event);
    if (const auto* bytes = event.as<sim::BytesSeen>()) {
        const bool unread = bytes->tap == Tap::broker && bytes->direction == Direction::up;
        case_.all_known = case_.all_known && !unread;
    } else if (event.as<sim::SealedSeen>() != nullptr) {
        case_.all_known = false;
    } else if (const auto* seen = event.as<sim::PacketSeen>()) {
        if (seen->tap == Tap::broker) packet(connection, *seen, event);
    } else if (connection != nullptr) {
        if (connection->leaving) writers_.ending(*connection, event.at);
        if (!connection->gone) return;
        writers_.gone(*connection, event.at);
        readers_.gone(*connection);
    }
}

void RetainedLaw::broker(BrokerState state, Instant at) {
    if (state == BrokerState::starting && !started_) {
        started_ = true;
        case_.all_known = !case_.traits.elsewhere;
        if (case_.all_known) case_.store.starts_empty();
    }
    if (state != BrokerState::exited && state != BrokerState::crashed) return;
    writers_.broker_died(at);
    readers_.broker_died();
}

void RetainedLaw::packet(Connection* connection, const sim::PacketSeen& seen,
                         const sim::Event& event) {
    const bool is_up = seen.direction == Direction::up;
    if (connection != nullptr) {
        is_up ? up(*connection, seen, event) : down(*connection, seen, event);
    }
    const bool unread = connection == nullptr || seen.packet == nullptr ||
                        (seen.as<mqtt::Publish>() != nullptr && connection->topic.empty());
    if (is_up && unread) case_.all_known = false;
}

void RetainedLaw::up(Connection& connection, const sim::PacketSeen& seen, const sim::Event& event) {
    writers_.heard(connection, seen, event.at);
    if (connection.connect_event == event.number) {
        const auto& will = connection.connect.will;
        if (will) case_.willed.insert(message_key(will->topic, will->payload));
        writers_.greeted(connection, event);
    } else if (const auto* publish = seen.as<mqtt::Publish>()) {
        if (!connection.topic.empty()) writers_.published(connection, *publish, event);
    } else if (const auto* subscribe = seen.as<mqtt::Subscribe>()) {
        readers_.asked(connection, *subscribe, event);
    } else if (const auto* unsubscribe = seen.as<mqtt::Unsubscribe>()) {
        readers_.gave_up(connection, *unsubscribe);
    }
}

void RetainedLaw::down(Connection& connection, const sim::PacketSeen& seen,
                       const sim::Event& event) {
    if (const auto* publish = seen.as<mqtt::Publish>()) {
        readers_.delivered(connection, *publish, event);
    } else if (const auto* puback = seen.as<mqtt::Puback>()) {
        writers_.acknowledged(connection, puback->packet_id, puback->reason, true, event.at);
    } else if (const auto* pubrec = seen.as<mqtt::Pubrec>()) {
        writers_.acknowledged(connection, pubrec->packet_id, pubrec->reason, false, event.at);
    } else if (const auto* pubcomp = seen.as<mqtt::Pubcomp>()) {
        writers_.acknowledged(connection, pubcomp->packet_id, pubcomp->reason, true, event.at);
    } else if (const auto* connack = seen.as<mqtt::Connack>(); connack && connack->reason == 0) {
        readers_.arrived(connection);
    } else if (const auto* suback = seen.as<mqtt::Suback>()) {
        readers_.answered(connection, *suback, event.at);
    } else if (const auto* unsuback = seen.as<mqtt::Unsuback>()) {
        readers_.released(connection, *unsuback);
    } else if (seen.as<mqtt::Disconnect>() != nullptr) {
        writers_.ending(connection, event.at);
    }
}

std::vector<LawFinding> RetainedLaw::finish(Instant end) {
    case_.agenda.run_before(end);
    return case_.rules.all();
}

}  // namespace breakwire::scenarios
