#include "scenarios/campaign/reached_states.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/record/words.hpp"

namespace breakwire::scenarios {

namespace {

/// Nothing, one, a few, many: a difference of one among many shows nothing new.
std::size_t roughly(std::uint64_t count) {
    constexpr std::array<std::uint64_t, 3> bounds{1, 2, 5};
    return static_cast<std::size_t>(std::upper_bound(bounds.begin(), bounds.end(), count) -
                                    bounds.begin());
}

/// FNV-1a, folded: the same on every machine.
std::uint32_t digest(const std::string& text) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    return static_cast<std::uint32_t>((hash ^ (hash >> 32U)) % ReachedStates::most);
}

std::string flags_of(const mqtt::Packet& packet) {
    const auto* publish = std::get_if<mqtt::Publish>(&packet);
    if (publish == nullptr) return "";
    return fmt::format("q{}{}{}", static_cast<int>(publish->qos), publish->dup ? "d" : "",
                       publish->retain ? "r" : "");
}

}  // namespace

void ReachedStates::see(const sim::Event& event) {
    if (const auto* packet = event.as<sim::PacketSeen>()) see(*packet);
    if (const auto* connection = event.as<sim::ConnectionSeen>()) see(*connection);
    if (const auto* fault = event.as<sim::FaultEvent>()) see(*fault);
    if (const auto* broker = event.as<sim::BrokerEvent>()) {
        reach(fmt::format("broker {} {}", sim::word(broker->state), roughly(in_force_.size())));
    }
}

void ReachedStates::see(const sim::PacketSeen& seen) {
    if (seen.tap != sim::Tap::broker) return;
    Standing& standing = standings_[seen.device];
    if (!seen.packet) {
        reach("malformed " + surroundings(standing));
        return;
    }
    const std::size_t kind = seen.packet->index() * 2 + (seen.direction == sim::Direction::up);
    reach(fmt::format("{}{} {}", kind, flags_of(*seen.packet), surroundings(standing)));
    reach(fmt::format("{}{} after {}", kind, flags_of(*seen.packet), standing.before));
    standing.before = kind;
    follow(*seen.packet, seen.direction, standing);
}

void ReachedStates::see(const sim::ConnectionSeen& seen) {
    if (seen.tap != sim::Tap::broker) return;
    Standing& standing = standings_[seen.device];
    reach(fmt::format("{} {} after {} {}", sim::word(seen.what), sim::word(seen.direction),
                      standing.before, surroundings(standing)));
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

std::string ReachedStates::surroundings(const Standing& standing) const {
    return fmt::format("{} {} {} {} {}", standing.connected, roughly(standing.to_it.size()),
                       roughly(standing.from_it.size()), last_fault_, roughly(in_force_.size()));
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
        if (law.held > 0) reach(fmt::format("law {} {}", law.id, roughly(law.held)));
        if (!law.violations.empty()) reach("violated " + law.id);
    }
}

void ReachedStates::reach(const std::string& state) { reached_.insert(digest(state)); }

}  // namespace breakwire::scenarios
