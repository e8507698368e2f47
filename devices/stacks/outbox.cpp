#include "devices/stacks/outbox.hpp"

#include <algorithm>

namespace breakwire::devices {

void Outbox::add(std::uint16_t id, Message message) {
    entries_.push_back({id, Stage::waiting, std::move(message)});
}

std::vector<mqtt::Packet> Outbox::ready(std::uint16_t receive_maximum) {
    std::vector<mqtt::Packet> packets;
    std::size_t under_way = 0;
    for (Entry& entry : entries_) {
        if (++under_way > receive_maximum) break;
        if (entry.stage != Stage::waiting) continue;
        entry.stage = Stage::published;
        packets.emplace_back(packet(entry, false));
    }
    return packets;
}

std::vector<mqtt::Packet> Outbox::again() {
    std::vector<mqtt::Packet> packets;
    for (const Entry& entry : entries_) {
        if (entry.stage == Stage::published) packets.emplace_back(packet(entry, true));
        if (entry.stage == Stage::received) packets.emplace_back(mqtt::Pubrel{entry.id});
    }
    return packets;
}

bool Outbox::finish(std::uint16_t id) {
    const auto entry = find(id);
    if (entry == entries_.end() || entry->stage == Stage::waiting) return false;
    entries_.erase(entry);
    return true;
}

bool Outbox::received(std::uint16_t id) {
    const auto entry = find(id);
    if (entry == entries_.end() || entry->message.qos != mqtt::Qos::exactly_once) return false;
    if (entry->stage == Stage::waiting) return false;
    entry->stage = Stage::received;
    return true;
}

bool Outbox::holds(std::uint16_t id) const {
    return std::ranges::any_of(entries_, [id](const Entry& each) { return each.id == id; });
}

mqtt::Publish Outbox::packet(const Entry& entry, bool dup) {
    const Message& message = entry.message;
    return {dup, message.qos, message.retain, message.topic, entry.id, {}, message.payload};
}

std::deque<Outbox::Entry>::iterator Outbox::find(std::uint16_t id) {
    return std::ranges::find_if(entries_, [id](const Entry& each) { return each.id == id; });
}

}  // namespace breakwire::devices
