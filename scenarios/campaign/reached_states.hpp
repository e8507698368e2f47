#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/laws/law.hpp"
#include "sim/record/event.hpp"

namespace breakwire::scenarios {

/// A hash over the words that describe a state (FNV-1a, folded): the same on every machine, and
/// made without the text, since a campaign describes every packet.
class StateDigest {
public:
    StateDigest& operator<<(std::string_view text);
    /// In decimal digits.
    StateDigest& operator<<(std::size_t number);

    std::uint64_t value() const { return hash_ ^ (hash_ >> 32U); }

private:
    std::uint64_t hash_ = 0xCBF29CE484222325ULL;
};

/// Which states of the protocol a run has reached, as numbers below `most`: a cheap measure of
/// whether a schedule of faults has shown anything that others have not.
///
/// A state is what passes the broker's end of a connection (a kind of packet with its flags, or the
/// connection's own end), what passed there before, where the session stands (new, resumed, how
/// many messages are under way), and which fault was the last and is still in force. Each law that
/// was exercised is a state too, for once, a few times and often. Numbers are digests: two states
/// may share one, which hides one of them, and nothing else.
class ReachedStates {
public:
    static constexpr std::uint32_t most = 1U << 20U;

    void see(const sim::Event& event);
    void add(const std::vector<LawFinding>& laws);

    /// In ascending order.
    std::vector<std::uint32_t> numbers() const { return {reached_.begin(), reached_.end()}; }

private:
    /// What is known of a device's connection.
    struct Standing {
        std::size_t connected =
            0;                   ///< 0: no CONNACK yet; 1: with a new session; 2: with the old one
        std::size_t before = 0;  ///< the kind of the last packet and its direction
        std::set<std::uint16_t> to_it;  ///< packet ids under way to the device
        std::set<std::uint16_t> from_it;
    };

    void see(const sim::PacketSeen& seen);
    void see(const sim::ConnectionSeen& seen);
    void see(const sim::FaultEvent& fault);
    void reach(const StateDigest& state);
    void add_surroundings(const Standing& standing, StateDigest& state) const;
    static void follow(const mqtt::Packet& packet, sim::Direction direction, Standing& standing);

    std::map<std::string, Standing> standings_;  ///< by device
    std::string last_fault_ = "none";
    std::set<std::uint64_t> in_force_;
    std::set<std::uint32_t> reached_;
};

}  // namespace breakwire::scenarios
