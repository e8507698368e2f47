#include "scenarios/laws/device_law.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace breakwire::scenarios {

namespace {

using mqtt::PropertyId;
using mqtt::Qos;
using sim::DeviceState;
using sim::Direction;
using sim::Transport;

/// The standard names no time in which a device answers; after this there is no excuse left.
constexpr Duration answer_time{60s};

/// Clients count in whole seconds, and look now and then.
Duration with_grace(Duration keep_alive) {
    return keep_alive + std::max<Duration>(2s, keep_alive / 4);
}

bool same_message(const SentMessage& before, const mqtt::Publish& publish) {
    return before.topic == publish.topic && before.payload == publish.payload;
}

DeviceRule keep_alive_rule(const DeviceConnection& connection) {
    return connection.keep_alive_from_server ? DeviceRule::server_keep_alive
                                             : DeviceRule::keep_alive;
}

/// Whether what a device knew of its session may be gone.
bool loses_memory(DeviceState state) {
    return state == DeviceState::powered_off || state == DeviceState::started ||
           state == DeviceState::stopped || state == DeviceState::exited ||
           state == DeviceState::booted || state == DeviceState::sleeping;
}

}  // namespace

DeviceLaw::DeviceLaw(const LawContext& context)
    : puppets_(context.puppets.begin(), context.puppets.end()),
      behind_links_(context.behind_links.begin(), context.behind_links.end()),
      rules_(device_rules()) {}

void DeviceLaw::see(const sim::Event& event) {
    agenda_.run_before(event.at);
    if (const auto* seen = event.as<sim::PacketSeen>()) {
        if (seen->tap == sim::Tap::client) packet(*seen, event);
    } else if (const auto* connection = event.as<sim::ConnectionSeen>()) {
        if (connection->tap == sim::Tap::client) transport(*connection, event);
    } else if (const auto* device = event.as<sim::DeviceEvent>()) {
        if (loses_memory(device->state)) started_anew(device->device);
    }
}

std::vector<LawFinding> DeviceLaw::finish(Instant end) {
    agenda_.run_before(end);
    return rules_.all();
}

// --- Connections --------------------------------------------------------------------------------

DeviceConnection* DeviceLaw::find(sim::ConnectionId id) {
    const auto it = connections_.find(id);
    return it == connections_.end() ? nullptr : &it->second;
}

void DeviceLaw::packet(const sim::PacketSeen& seen, const sim::Event& event) {
    if (seen.packet == nullptr || puppets_.contains(seen.device)) return;
    const auto* connect = seen.as<mqtt::Connect>();
    DeviceConnection* connection = find(seen.connection);
    if (connection == nullptr && connect != nullptr && seen.direction == Direction::up) {
        connection = &connections_[seen.connection];
        connection->id = seen.connection;
        connection->device = seen.device;
        connection->behind_link = behind_links_.contains(seen.device);
        connection->version = connect->version;
        greets(*connection, *connect, event);
    } else if (connection != nullptr && seen.direction == Direction::up) {
        up(*connection, *seen.packet, event);
    } else if (connection != nullptr) {
        down(*connection, *seen.packet, event);
    }
}

/// Who dials has given up what it had, whether the record shows that or not.
void DeviceLaw::dials(const std::string& device) {
    const bool behind_link = behind_links_.contains(device);
    if (behind_link) memories_[device].more_than_seen = true;
    for (auto& [id, connection] : connections_) {
        if (connection.device != device) continue;
        connection.overdue.reset();
        connection.keep_alive = Duration{};
        connection.given_up = behind_link;
    }
}

void DeviceLaw::transport(const sim::ConnectionSeen& seen, const sim::Event& event) {
    if (seen.what == Transport::dialing) return dials(seen.device);
    DeviceConnection* connection = find(seen.connection);
    if (connection == nullptr || seen.what == Transport::established) return;
    if (connection->goodbye != 0) rules_.held(DeviceRule::disconnect_closes, connection->version);
    const bool by_the_other_side =
        seen.direction == Direction::down && seen.what != Transport::vanished;
    if (by_the_other_side) blame_for_silence(*connection, event);
    DeviceMemory& memory = memories_[connection->device];
    memory.left_over.clear();
    // What it wrote in the meantime never got as far as the tap.
    if (connection->goodbye == 0) memory.more_than_seen = true;
    if (by_the_other_side && connection->accepted && !connection->given_up) {
        memory.left_over = std::move(connection->left_over);
        for (auto& [id, message] : connection->sent) {
            memory.left_over.insert_or_assign(id, std::move(message));
        }
    }
    connections_.erase(seen.connection);
}

void DeviceLaw::started_anew(const std::string& device) {
    const auto memory = memories_.find(device);
    if (memory == memories_.end()) return;
    memory->second.left_over.clear();
    memory->second.more_than_seen = true;
    std::erase_if(connections_,
                  [&device](const auto& each) { return each.second.device == device; });
}

void DeviceLaw::greets(DeviceConnection& connection, const mqtt::Connect& connect,
                       const sim::Event& event) {
    connection.connect_event = event.number;
    connection.client_id = connect.client_id.empty() ? connection.device : connect.client_id;
    connection.clean = connect.clean_start;
    connection.keep_alive = std::chrono::seconds(connect.keep_alive);
    connection.last_up = event.at;
    connection.last_up_event = event.number;
    DeviceMemory& memory = memories_[connection.device];
    if (std::exchange(memory.client_id, connection.client_id) != connection.client_id) {
        memory.left_over.clear();
    }
    if (!connect.client_id.empty()) return;
    judge(connect.clean_start, DeviceRule::empty_id_clean, connection,
          "has no client id, and wants a session all the same", event);
}

void DeviceLaw::greeted(DeviceConnection& connection, const mqtt::Connack& connack, Instant at) {
    if (connack.reason != 0 || connection.accepted) return;
    connection.accepted = true;
    connection.resumed = connack.session_present && !connection.clean;
    DeviceMemory& memory = memories_[connection.device];
    if (connection.resumed) connection.left_over = std::move(memory.left_over);
    memory.left_over.clear();
    const auto& has = connack.properties;
    const auto keep_alive = has.get<std::uint16_t>(PropertyId::server_keep_alive);
    connection.keep_alive_from_server = keep_alive.has_value();
    if (keep_alive) connection.keep_alive = std::chrono::seconds(*keep_alive);
    connection.receive_maximum =
        has.get<std::uint16_t>(PropertyId::receive_maximum).value_or(std::uint16_t{0xffff});
    connection.alias_maximum =
        has.get<std::uint16_t>(PropertyId::topic_alias_maximum).value_or(std::uint16_t{0});
    connection.last_up = at;
    watch_keep_alive(connection);
}

// --- What the device sends ----------------------------------------------------------------------

void DeviceLaw::up(DeviceConnection& connection, const mqtt::Packet& packet,
                   const sim::Event& event) {
    if (connection.goodbye != 0) {
        return judge(false, DeviceRule::disconnect_is_last, connection,
                     "sends a packet after its DISCONNECT", event, connection.goodbye);
    }
    blame_for_silence(connection, event);
    connection.last_up = event.at;
    connection.last_up_event = event.number;
    if (const auto* publish = std::get_if<mqtt::Publish>(&packet)) {
        publishes(connection, *publish, event);
    } else if (const auto* subscribe = std::get_if<mqtt::Subscribe>(&packet)) {
        asks(connection, subscribe->packet_id, event);
    } else if (const auto* unsubscribe = std::get_if<mqtt::Unsubscribe>(&packet)) {
        asks(connection, unsubscribe->packet_id, event);
    } else if (const auto* puback = std::get_if<mqtt::Puback>(&packet)) {
        settles(connection.pubacks, DeviceRule::puback_order, connection, puback->packet_id, event);
    } else if (const auto* pubrec = std::get_if<mqtt::Pubrec>(&packet)) {
        settles(connection.pubrecs, DeviceRule::pubrec_order, connection, pubrec->packet_id, event);
    } else if (const auto* pubrel = std::get_if<mqtt::Pubrel>(&packet)) {
        settles(connection.pubrels, DeviceRule::pubrel_order, connection, pubrel->packet_id, event);
    } else if (std::get_if<mqtt::Disconnect>(&packet) != nullptr) {
        leaves(connection, event);
    }
}

void DeviceLaw::publishes(DeviceConnection& connection, const mqtt::Publish& publish,
                          const sim::Event& event) {
    uses_alias(connection, publish, event);
    if (publish.qos == Qos::at_most_once) return;
    publish.dup ? resends(connection, publish, event) : sends_new(connection, publish, event);
    const SentMessage message{publish.topic, publish.payload, event.number, false};
    memories_[connection.device].ever_sent.insert_or_assign(publish.packet_id, message);
    connection.left_over.erase(publish.packet_id);
    connection.sent.insert_or_assign(publish.packet_id, message);
    if (!connection.accepted) return;
    judge(connection.sent.size() <= connection.receive_maximum, DeviceRule::receive_maximum,
          connection, fmt::format("has {} messages under way", connection.sent.size()), event);
}

void DeviceLaw::resends(DeviceConnection& connection, const mqtt::Publish& publish,
                        const sim::Event& event) {
    const DeviceMemory& memory = memories_[connection.device];
    const auto before = memory.ever_sent.find(publish.packet_id);
    const bool again = before != memory.ever_sent.end() && same_message(before->second, publish);
    if (!again && memory.more_than_seen) return;
    judge(again, DeviceRule::same_id, connection,
          fmt::format("sends id {} with DUP, which it has never sent as this message",
                      publish.packet_id),
          event, before != memory.ever_sent.end() ? before->second.event : 0);
    if (again) rules_.held(DeviceRule::resent_dup, connection.version);
}

void DeviceLaw::sends_new(DeviceConnection& connection, const mqtt::Publish& publish,
                          const sim::Event& event) {
    const auto left = connection.left_over.find(publish.packet_id);
    if (left != connection.left_over.end() && same_message(left->second, publish)) {
        return judge(false, DeviceRule::resent_dup, connection,
                     fmt::format("sends id {} again without DUP", publish.packet_id), event,
                     left->second.event);
    }
    const auto used = connection.sent.find(publish.packet_id);
    const auto asked = connection.requests.find(publish.packet_id);
    const bool free = used == connection.sent.end() && asked == connection.requests.end();
    const std::uint64_t cause = free                            ? 0
                                : used != connection.sent.end() ? used->second.event
                                                                : asked->second;
    judge(free, DeviceRule::id_unused, connection,
          fmt::format("uses id {}, which is in use", publish.packet_id), event, cause);
}

void DeviceLaw::asks(DeviceConnection& connection, std::uint16_t id, const sim::Event& event) {
    const bool free = !connection.sent.contains(id) && !connection.requests.contains(id);
    judge(free, DeviceRule::id_unused, connection, fmt::format("uses id {}, which is in use", id),
          event);
    connection.requests[id] = event.number;
}

void DeviceLaw::uses_alias(const DeviceConnection& connection, const mqtt::Publish& publish,
                           const sim::Event& event) {
    const auto alias = publish.properties.get<std::uint16_t>(PropertyId::topic_alias);
    if (!alias || !connection.accepted) return;
    const bool allowed = *alias <= connection.alias_maximum;
    const std::string text =
        fmt::format("uses topic alias {} of {}", *alias, connection.alias_maximum);
    const bool none = connection.alias_maximum == 0;
    judge(allowed, none ? DeviceRule::alias_unwanted : DeviceRule::alias_range, connection, text,
          event);
    judge(allowed, DeviceRule::alias_allowed, connection, text, event);
}

/// A device may answer late, but not the later message first. A copy of a message that came twice
/// is owed twice; an answer to nothing is no matter of order.
void DeviceLaw::settles(std::deque<Debt>& debts, DeviceRule order, DeviceConnection& connection,
                        std::uint16_t id, const sim::Event& event) {
    const auto owed =
        std::find_if(debts.begin(), debts.end(), [id](const Debt& debt) { return debt.id == id; });
    if (owed == debts.end()) return;
    rules_.held(DeviceRule::acknowledges, connection.version);
    judge(owed == debts.begin(), order, connection,
          fmt::format("answers id {} before id {}, which came earlier", id, debts.front().id),
          event, debts.front().event);
    debts.erase(owed);
}

void DeviceLaw::leaves(DeviceConnection& connection, const sim::Event& event) {
    connection.goodbye = event.number;
    rules_.held(DeviceRule::disconnect_is_last, connection.version);
    if (connection.behind_link) return;
    agenda_.add(event.at + answer_time, [this, id = connection.id, at = event.at + answer_time] {
        const DeviceConnection* open = find(id);
        if (open == nullptr) return;
        violated(DeviceRule::disconnect_closes, *open,
                 "leaves its connection open after DISCONNECT", at, {open->goodbye});
    });
}

// --- What it gets -------------------------------------------------------------------------------

void DeviceLaw::down(DeviceConnection& connection, const mqtt::Packet& packet,
                     const sim::Event& event) {
    if (const auto* connack = std::get_if<mqtt::Connack>(&packet)) {
        greeted(connection, *connack, event.at);
    } else if (const auto* publish = std::get_if<mqtt::Publish>(&packet)) {
        if (publish->qos == Qos::at_least_once) {
            owes(&DeviceConnection::pubacks, connection, publish->packet_id, event);
        } else if (publish->qos == Qos::exactly_once) {
            owes(&DeviceConnection::pubrecs, connection, publish->packet_id, event);
        }
    } else if (const auto* puback = std::get_if<mqtt::Puback>(&packet)) {
        connection.sent.erase(puback->packet_id);
    } else if (const auto* pubrec = std::get_if<mqtt::Pubrec>(&packet)) {
        const auto sent = connection.sent.find(pubrec->packet_id);
        if (sent == connection.sent.end()) return;
        if (pubrec->reason >= 0x80) {
            connection.sent.erase(sent);
        } else if (!std::exchange(sent->second.received, true)) {
            owes(&DeviceConnection::pubrels, connection, pubrec->packet_id, event);
        }
    } else if (const auto* pubcomp = std::get_if<mqtt::Pubcomp>(&packet)) {
        connection.sent.erase(pubcomp->packet_id);
    } else if (const auto* suback = std::get_if<mqtt::Suback>(&packet)) {
        connection.requests.erase(suback->packet_id);
    } else if (const auto* unsuback = std::get_if<mqtt::Unsuback>(&packet)) {
        connection.requests.erase(unsuback->packet_id);
    }
}

void DeviceLaw::owes(std::deque<Debt> DeviceConnection::*debts, DeviceConnection& connection,
                     std::uint16_t id, const sim::Event& event) {
    (connection.*debts).push_back({id, event.number});
    if (connection.behind_link) return;
    agenda_.add(event.at + answer_time,
                [this, debts, connection = connection.id, number = event.number, at = event.at] {
                    look_at_debt(debts, connection, number, at);
                });
}

/// A device that has said nothing at all since then may be busy or dead.
void DeviceLaw::look_at_debt(std::deque<Debt> DeviceConnection::*debts, sim::ConnectionId id,
                             std::uint64_t event, Instant came) {
    const DeviceConnection* connection = find(id);
    if (connection == nullptr || connection->goodbye != 0 || connection->last_up <= came) return;
    const auto& open = connection->*debts;
    const auto owed = std::find_if(open.begin(), open.end(),
                                   [event](const Debt& debt) { return debt.event == event; });
    if (owed == open.end()) return;
    violated(DeviceRule::acknowledges, *connection,
             fmt::format("has not answered id {} in a minute, and sent other packets", owed->id),
             came + answer_time, {event, connection->last_up_event});
}

// --- Keeping alive ------------------------------------------------------------------------------

void DeviceLaw::watch_keep_alive(const DeviceConnection& connection) {
    if (connection.keep_alive == Duration{} || connection.behind_link) return;
    const Instant due = connection.last_up + with_grace(connection.keep_alive);
    agenda_.add(due, [this, id = connection.id, due] { look_at_keep_alive(id, due); });
}

void DeviceLaw::look_at_keep_alive(sim::ConnectionId id, Instant due) {
    DeviceConnection* connection = find(id);
    const bool judged =
        connection != nullptr && connection->goodbye == 0 && connection->keep_alive > Duration{};
    if (!judged) return;
    if (connection->last_up + with_grace(connection->keep_alive) <= due) {
        connection->overdue = due;
        return;
    }
    rules_.held(keep_alive_rule(*connection), connection->version);
    watch_keep_alive(*connection);
}

void DeviceLaw::blame_for_silence(DeviceConnection& connection, const sim::Event& event) {
    if (!connection.overdue) return;
    violated(keep_alive_rule(connection), connection,
             fmt::format("has sent nothing for {}, with a keep alive of {}",
                         to_seconds_text(event.at - connection.last_up),
                         to_seconds_text(connection.keep_alive)),
             *connection.overdue, {connection.last_up_event, event.number});
    connection.overdue.reset();
}

// --- Judging ------------------------------------------------------------------------------------

void DeviceLaw::judge(bool obeyed, DeviceRule rule, const DeviceConnection& connection,
                      const std::string& text, const sim::Event& event, std::uint64_t cause) {
    if (obeyed) return rules_.held(rule, connection.version);
    std::vector<std::uint64_t> evidence{cause != 0 ? cause : connection.connect_event};
    evidence.push_back(event.number);
    violated(rule, connection, text, event.at, std::move(evidence));
}

void DeviceLaw::violated(DeviceRule rule, const DeviceConnection& connection,
                         const std::string& text, Instant at, std::vector<std::uint64_t> evidence) {
    rules_.violated(rule, connection.version, connection.name() + ' ' + text, at,
                    std::move(evidence));
}

}  // namespace breakwire::scenarios
