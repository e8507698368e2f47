#include "scenarios/campaign/reached_states.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "sim/record/words.hpp"

namespace breakwire::scenarios {

namespace {

/// Nothing, one, a few, many: a difference of one among many shows nothing new.
std::size_t roughly(std::uint64_t count) {
    constexpr std::array<std::uint64_t, 3> bounds{1, 2, 5};
    return static_cast<std::size_t>(std::upper_bound(bounds.begin(), bounds.end(), count) -
                                    bounds.begin());
}

/// Appends the flags of a PUBLISH.
void add_flags(const mqtt::Packet& packet, StateDigest& state) {
    const auto* publish = std::get_if<mqtt::Publish>(&packet);
    if (publish == nullptr) return;
    state << "q" << static_cast<std::size_t>(publish->qos) << (publish->dup ? "d" : "")
          << (publish->retain ? "r" : "");
}

}  // namespace

StateDigest& StateDigest::operator<<(std::string_view text) {
    for (const char c : text) {
        hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    return *this;
}

StateDigest& StateDigest::operator<<(std::size_t number) {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.begin(), digits.end(), number).ptr;
    return *this << std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data()));
}

void ReachedStates::see(const sim::Event& event) {
    if (const auto* packet = event.as<sim::PacketSeen>()) see(*packet);
    if (const auto* connection = event.as<sim::ConnectionSeen>()) see(*connection);
    if (const auto* fault = event.as<sim::FaultEvent>()) see(*fault);
    if (const auto* broker = event.as<sim::BrokerEvent>()) {
        reach(StateDigest() << "broker " << sim::word(broker->state) << " "
                            << roughly(in_force_.size()));
    }
}

void ReachedStates::see(const sim::PacketSeen& seen) {
    if (seen.tap != sim::Tap::broker) return;
    Standing& standing = standings_[seen.device];
    StateDigest state;
    if (!seen.packet) {
        state << "malformed ";
        add_surroundings(standing, state);
        return reach(state);
    }
    const std::size_t kind = seen.packet->index() * 2 + (seen.direction == sim::Direction::up);
    state << kind;
    add_flags(*seen.packet, state);
    state << " ";
    StateDigest sequence = state;
    reach(sequence << "after " << standing.before);
    add_surroundings(standing, state);
    reach(state);
    standing.before = kind;
    follow(*seen.packet, seen.direction, standing);
}

void ReachedStates::see(const sim::ConnectionSeen& seen) {
    if (seen.tap != sim::Tap::broker) return;
    Standing& standing = standings_[seen.device];
    StateDigest state;
    state << sim::word(seen.what) << " " << sim::word(seen.direction) << " after "
          << standing.before << " ";
    add_surroundings(standing, state);
    reach(state);
    if (seen.what == sim::Transport::established) standing = {};
}

/// A fault that is over at once is the last one all the same.
void ReachedStates::see(const sim::FaultEvent& fault) {
    if (fault.lie) return;
    if (fault.phase == sim::Phase::begin) {
        last_fault_ = fault.kind;
        in_force_.insert(fault.fault);
    }
    if (fault.phase == sim::Phase::end) in_force_.erase(fault.fault);
}

void ReachedStates::add_surroundings(const Standing& standing, StateDigest& state) const {
    state << standing.connected << " " << roughly(standing.to_it.size()) << " "
          << roughly(standing.from_it.size()) << " " << last_fault_ << " "
          << roughly(in_force_.size());
}

void ReachedStates::follow(const mqtt::Packet& packet, sim::Direction direction,
                           Standing& standing) {
    if (const auto* connack = std::get_if<mqtt::Connack>(&packet)) {
        standing.connected = connack->session_present ? 2 : 1;
    }
    auto& sent = direction == sim::Direction::up ? standing.from_it : standing.to_it;
    auto& answered = direction == sim::Direction::up ? standing.to_it : standing.from_it;
    const auto* publish = std::get_if<mqtt::Publish>(&packet);
    if (publish != nullptr && publish->qos != mqtt::Qos{}) sent.insert(publish->packet_id);
    if (const auto* done = std::get_if<mqtt::Puback>(&packet)) answered.erase(done->packet_id);
    if (const auto* done = std::get_if<mqtt::Pubcomp>(&packet)) answered.erase(done->packet_id);
}

void ReachedStates::add(const std::vector<LawFinding>& laws) {
    for (const LawFinding& law : laws) {
        if (law.held > 0) reach(StateDigest() << "law " << law.id << " " << roughly(law.held));
        if (!law.violations.empty()) reach(StateDigest() << "violated " << law.id);
    }
}

void ReachedStates::reach(const StateDigest& state) {
    reached_.insert(static_cast<std::uint32_t>(state.value() % most));
}

}  // namespace breakwire::scenarios
