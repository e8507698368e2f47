#include "scenarios/laws/retained_writers.hpp"

namespace breakwire::scenarios {

using mqtt::PropertyId;
using mqtt::Qos;

void RetainedWriters::greeted(const Connection& connection, const sim::Event& event) {
    const auto& will = connection.connect.will;
    if (!will || !will->retain) return;
    Willed willed;
    willed.topic = will->topic;
    willed.write.key = message_key(will->topic, will->payload);
    willed.write.event = event.number;
    willed.write.empty = will->payload.empty();
    willed.write.will = true;
    willed.write.qos = will->qos;
    willed.write.author = connection.identity;
    willed.delay = std::chrono::seconds(
        will->properties.get<std::uint32_t>(PropertyId::will_delay_interval).value_or(0));
    willed.last_up = event.at;
    wills_[connection.id] = std::move(willed);
}

void RetainedWriters::published(const Connection& connection, const mqtt::Publish& publish,
                                const sim::Event& event) {
    const std::string& topic = connection.topic;
    const MessageKey key = message_key(topic, publish.payload);
    if (!publish.retain) return case_.store.plain(topic, key);
    const Permission write = case_.rights.ever(connection.identity, Access::write, topic);
    if (write == Permission::denied || connection.refused) return;
    RetainedWrite change;
    change.key = key;
    change.event = event.number;
    change.empty = publish.payload.empty();
    // [MQTT-3.3.1-7] of 3.1.1: what came at QoS 0 may be dropped at any time.
    const bool kept = publish.qos != Qos::at_most_once || connection.v5();
    change.lasting = kept && !publish.properties.has(PropertyId::message_expiry_interval) &&
                     write == Permission::allowed;
    change.qos = publish.qos;
    change.size = topic.size() + publish.payload.size();
    change.author = connection.identity;
    change.from = event.at;
    case_.store.begin(topic, change);
    if (publish.qos == Qos::at_most_once) return stored_at_qos_0(connection, topic, change);
    pending_[connection.id][publish.packet_id] = {topic, event.number, publish.qos};
}

void RetainedWriters::stored_at_qos_0(const Connection& author, const std::string& topic,
                                      const RetainedWrite& write) {
    const Instant when = write.from + case_.traits.promptness;
    case_.agenda.add(when, [this, id = author.id, topic, write, when] {
        if (!case_.calm.ever_since(write.from)) return;
        const Connection* still = case_.book.find(id);
        const bool taken =
            still != nullptr && still->healthy() &&
            case_.rights.ever(write.author, Access::write, topic) == Permission::allowed;
        settle({topic, write.event, Qos::at_most_once}, when, taken);
    });
}

void RetainedWriters::settle(const Pending& pending, Instant to, bool certain) {
    if (RetainedTopic* topic = case_.store.find(pending.topic)) {
        topic->settle(pending.event, to, certain);
    }
}

void RetainedWriters::acknowledged(const Connection& connection, std::uint16_t packet_id,
                                   std::uint8_t reason, bool last, Instant at) {
    const auto mine = pending_.find(connection.id);
    if (mine == pending_.end()) return;
    const auto it = mine->second.find(packet_id);
    const bool refused = reason >= 0x80;
    if (it == mine->second.end() || (!last && !refused)) return;
    const Pending done = std::move(it->second);
    mine->second.erase(it);
    if (refused) {
        if (RetainedTopic* topic = case_.store.find(done.topic)) topic->withdraw(done.event);
        return;
    }
    const bool permitted =
        case_.rights.ever(connection.identity, Access::write, done.topic) == Permission::allowed;
    settle(done, at, permitted);
}

void RetainedWriters::heard(const Connection& connection, const sim::PacketSeen& seen, Instant at) {
    const auto it = wills_.find(connection.id);
    if (it == wills_.end()) return;
    const auto* disconnect = seen.as<mqtt::Disconnect>();
    if (disconnect != nullptr && says_goodbye_in_time(connection, it->second, *disconnect, at)) {
        wills_.erase(it);
        return;
    }
    it->second.last_up = at;
    if (disconnect != nullptr || seen.packet == nullptr) ending(connection, at);
}

/// Whether the broker deletes the will now, and cannot have published it just before.
bool RetainedWriters::says_goodbye_in_time(const Connection& connection, const Willed& willed,
                                           const mqtt::Disconnect& disconnect, Instant at) {
    const bool alive =
        connection.keep_alive == Duration{} || at - willed.last_up < connection.keep_alive;
    const Connection* latest = case_.book.latest_of(connection.identity.client_id.value_or(""));
    const bool alone = latest != nullptr && latest->id == connection.id;
    return disconnect.reason == 0 && connection.accepted && !willed.under_way && alive && alone;
}

void RetainedWriters::ending(const Connection& connection, Instant at) {
    const auto it = wills_.find(connection.id);
    if (it == wills_.end() || it->second.under_way) return;
    it->second.under_way = true;
    it->second.write.from = at - case_.traits.promptness;
    case_.store.begin(it->second.topic, it->second.write);
}

void RetainedWriters::gone(const Connection& connection, Instant at) {
    ending(connection, at);
    if (const auto will = wills_.extract(connection.id)) {
        const Willed& willed = will.mapped();
        const bool delayed = willed.delay > Duration{};
        const Duration waits = delayed ? case_.traits.delay_window(willed.delay).to : Duration{};
        const Instant when = at + waits + case_.traits.promptness;
        case_.agenda.add(when, [this, at, when, done = Pending{willed.topic, willed.write.event}] {
            if (case_.calm.ever_since(at)) settle(done, when, false);
        });
    }
    const auto open = pending_.extract(connection.id);
    if (open.empty()) return;
    const Instant when = at + case_.traits.promptness;
    for (const auto& [_, each] : open.mapped()) {
        if (each.qos != Qos::at_least_once) continue;
        case_.agenda.add(when, [this, at, when, each = each] {
            if (case_.calm.ever_since(at)) settle(each, when, false);
        });
    }
}

void RetainedWriters::broker_died(Instant at) {
    case_.agenda.clear();
    case_.store.forget();
    pending_.clear();
    // A broker that saves wills may publish them whenever it is back.
    for (auto& [_, willed] : wills_) {
        willed.write.from = at;
        case_.store.begin(willed.topic, willed.write);
    }
    wills_.clear();
}

}  // namespace breakwire::scenarios
