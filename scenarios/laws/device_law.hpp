#pragma once

#include <set>
#include <unordered_map>

#include "scenarios/laws/agenda.hpp"
#include "scenarios/laws/device_connection.hpp"
#include "scenarios/laws/device_rules.hpp"

namespace breakwire::scenarios {

/// What a device owes the broker, judged at the device's own tap, before anything on the way has
/// touched it. It validates firmware as the other laws validate brokers.
///
/// Devices that do what a scenario tells them, right or wrong, are left out (`LawContext`). What a
/// device may have lost with its memory is unknown: a session's messages count as left over only if
/// the connection was ended by the other side and the device has not started anew since. A minute
/// is time enough for an answer; the standard names no time. A device that has let its keep alive
/// pass is to blame if it still had the connection: it goes on there, or the other side ends it.
///
/// For a device behind its link, a rule that leans on when it spoke or closed is not judged. Two
/// things are unknown besides: what it said that never came through, and of a connection that was
/// still open when it dialled anew, who had ended that.
/// Source: the statements that bind clients in chapters 2 to 4 of 3.1.1 and 5.0.
class DeviceLaw final : public Law {
public:
    explicit DeviceLaw(const LawContext& context);

    void see(const sim::Event& event) override;
    std::vector<LawFinding> finish(Instant end) override;

private:
    void packet(const sim::PacketSeen& seen, const sim::Event& event);
    void up(DeviceConnection& connection, const mqtt::Packet& packet, const sim::Event& event);
    void down(DeviceConnection& connection, const mqtt::Packet& packet, const sim::Event& event);
    void transport(const sim::ConnectionSeen& seen, const sim::Event& event);
    void dials(const std::string& device);
    void started_anew(const std::string& device);

    void greets(DeviceConnection& connection, const mqtt::Connect& connect,
                const sim::Event& event);
    void greeted(DeviceConnection& connection, const mqtt::Connack& connack, Instant at);
    void publishes(DeviceConnection& connection, const mqtt::Publish& publish,
                   const sim::Event& event);
    void resends(DeviceConnection& connection, const mqtt::Publish& publish,
                 const sim::Event& event);
    void sends_new(DeviceConnection& connection, const mqtt::Publish& publish,
                   const sim::Event& event);
    void uses_alias(const DeviceConnection& connection, const mqtt::Publish& publish,
                    const sim::Event& event);
    void asks(DeviceConnection& connection, std::uint16_t id, const sim::Event& event);
    void settles(std::deque<Debt>& debts, DeviceRule order, DeviceConnection& connection,
                 std::uint16_t id, const sim::Event& event);
    void leaves(DeviceConnection& connection, const sim::Event& event);
    void owes(std::deque<Debt> DeviceConnection::*debts, DeviceConnection& connection,
              std::uint16_t id, const sim::Event& event);

    void watch_keep_alive(const DeviceConnection& connection);
    void look_at_keep_alive(sim::ConnectionId id, Instant due);
    void blame_for_silence(DeviceConnection& connection, const sim::Event& event);
    void look_at_debt(std::deque<Debt> DeviceConnection::*debts, sim::ConnectionId id,
                      std::uint64_t event, Instant came);

    DeviceConnection* find(sim::ConnectionId id);
    void judge(bool obeyed, DeviceRule rule, const DeviceConnection& connection,
               const std::string& text, const sim::Event& event, std::uint64_t cause = 0);
    void violated(DeviceRule rule, const DeviceConnection& connection, const std::string& text,
                  Instant at, std::vector<std::uint64_t> evidence);

    std::set<std::string> puppets_;
    std::set<std::string> behind_links_;
    RuleBook<DeviceRule> rules_;
    Agenda agenda_;
    std::unordered_map<sim::ConnectionId, DeviceConnection> connections_;
    std::unordered_map<std::string, DeviceMemory> memories_;  ///< by device
};

}  // namespace breakwire::scenarios
