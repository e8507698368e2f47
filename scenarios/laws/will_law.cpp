#include "scenarios/laws/will_law.hpp"

namespace breakwire::scenarios {

WillLaw::WillLaw(const LawContext& context)
    : case_(context),
      retained_(case_),
      debts_(case_, retained_),
      deliveries_(case_, retained_),
      causes_(case_, debts_) {}

void WillLaw::see(const sim::Event& event) {
    case_.agenda.run_before(event.at);
    Connection* connection = case_.book.see(event);
    if (const auto* broker = event.as<sim::BrokerEvent>()) {
        causes_.broker(broker->state, event.at);
        if (broker->state != sim::BrokerState::saved) retained_.forget();
    } else if (const auto* bytes = event.as<sim::BytesSeen>()) {
        causes_.stray_bytes(*bytes, event.at);
    }
    if (connection == nullptr) return;
    if (const auto* seen = event.as<sim::PacketSeen>()) {
        packet(*seen, *connection, event);
    } else if (const auto* ended = event.as<sim::ConnectionSeen>()) {
        causes_.transport(*ended, *connection, event);
    }
}

void WillLaw::packet(const sim::PacketSeen& seen, Connection& connection, const sim::Event& event) {
    const auto* publish = seen.as<mqtt::Publish>();
    if (seen.direction == sim::Direction::up) {
        causes_.packet_up(seen, connection, event);
        if (publish != nullptr && !connection.topic.empty()) {
            case_.ledger.tally(message_key(connection.topic, publish->payload), publish->retain);
            if (publish->retain) retained_.stored(connection.topic, event.at);
        }
    } else if (publish != nullptr) {
        deliveries_.delivered(connection, *publish, event);
    } else {
        causes_.packet_down(seen, connection, event);
        if (seen.as<mqtt::Suback>() != nullptr) retained_.granted(connection, event.at);
    }
}

void WillLaw::acl_changed(const std::vector<AclRule>& rules, Instant at) {
    case_.rights.change(rules, at);
}

std::vector<LawFinding> WillLaw::finish(Instant end) {
    case_.agenda.run_before(end);
    return case_.findings.all();
}

}  // namespace breakwire::scenarios
