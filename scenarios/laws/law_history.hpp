#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scenarios/laws/law.hpp"

/// Records made by hand, for tests of laws: what the broker tap would have shown.
namespace breakwire::scenarios {

class History {
public:
    explicit History(mqtt::Version version = mqtt::Version::v3_1_1) : version_(version) {}

    /// A broker that answers within half a second, drops silent clients 0 to 5 s after 1.5 x keep
    /// alive, and is up to a second late with delayed matters.
    static LawContext context();
    static mqtt::Will will(std::string topic = "plant/1/state", std::string payload = "offline",
                           mqtt::Qos qos = mqtt::Qos::at_least_once, bool retain = false);

    History& wait(Duration duration);
    History& up(sim::ConnectionId id, mqtt::Packet packet);
    History& down(sim::ConnectionId id, mqtt::Packet packet);
    History& malformed_up(sim::ConnectionId id,
                          mqtt::Malformed why = mqtt::Malformed::flags_reserved);
    History& malformed_down(sim::ConnectionId id, mqtt::Malformed why, std::string_view rule = {});
    /// Octets of the client's of which no packet can be made.
    History& stray_up(sim::ConnectionId id);
    /// These octets of the broker's, well-formed or not.
    History& raw_down(sim::ConnectionId id, Bytes octets);
    /// A PUBLISH of that many octets from the broker, which reaches no device.
    History& octets_down(sim::ConnectionId id, std::size_t size);
    History& fault(std::string target, sim::Phase phase, bool lie = false);
    History& end(sim::ConnectionId id, sim::Transport what, sim::Direction direction);
    History& fin(sim::ConnectionId id) { return end(id, sim::Transport::fin, sim::Direction::up); }
    History& rst(sim::ConnectionId id) { return end(id, sim::Transport::rst, sim::Direction::up); }
    /// The broker hangs up.
    History& close(sim::ConnectionId id) {
        return end(id, sim::Transport::fin, sim::Direction::down);
    }
    History& broker(sim::BrokerState state);

    /// CONNECT and CONNACK 0 of `who`, who is also the user.
    History& connect(sim::ConnectionId id, const std::string& who,
                     std::optional<mqtt::Will> will = std::nullopt, std::uint16_t keep_alive = 0);
    History& connect(sim::ConnectionId id, mqtt::Connect packet, bool session_present = false);
    mqtt::Connect connect_packet(const std::string& who) const;
    /// SUBSCRIBE and a SUBACK that grants what was asked for.
    History& subscribe(sim::ConnectionId id, mqtt::Subscription subscription);
    History& disconnect(sim::ConnectionId id, std::uint8_t reason = 0);
    History& publish(sim::ConnectionId id, std::string topic, std::string payload,
                     bool retain = false);
    /// The broker sends it.
    History& deliver(sim::ConnectionId id, std::string topic = "plant/1/state",
                     std::string payload = "offline", mqtt::Qos qos = mqtt::Qos::at_most_once,
                     bool retain = false);

    mqtt::Version version() const { return version_; }
    Instant now() const { return now_; }
    std::vector<sim::Event>& events() { return events_; }

    /// What the laws about wills and access make of it; these histories tell what concerns them
    /// and leave out the rest of the protocol.
    std::vector<LawFinding> judge(const LawContext& by = context()) const;
    /// What one law makes of it.
    template <class OneLaw>
    std::vector<LawFinding> judge_by(const LawContext& by = context()) const {
        OneLaw law(by);
        for (const sim::Event& event : events_) law.see(event);
        return law.finish(now_);
    }

private:
    History& add(sim::EventBody body);
    sim::PacketSeen seen(sim::ConnectionId id, sim::Direction direction) const;
    History& packet(sim::ConnectionId id, sim::Direction direction, mqtt::Packet packet);
    History& malformed(sim::ConnectionId id, sim::Direction direction, mqtt::DecodeError error);

    mqtt::Version version_;
    Instant now_{};
    std::vector<sim::Event> events_;
    std::uint16_t packet_id_ = 0;
};

/// What all laws make of `events`, the case being over at `end`.
std::vector<LawFinding> judge(const std::vector<sim::Event>& events, const LawContext& by,
                              Instant end);

/// The ids of all breaches, in order, each as often as it was broken.
std::vector<std::string> breaches(const std::vector<LawFinding>& findings);
std::uint64_t held(const std::vector<LawFinding>& findings, const std::string& id);
/// All breaches in words, for the message of a failed test.
std::string explain(const std::vector<LawFinding>& findings);

}  // namespace breakwire::scenarios
