#include "scenarios/laws/shared_law.hpp"

#include <algorithm>

#include "scenarios/laws/inflight.hpp"

namespace breakwire::scenarios {

using mqtt::PropertyId;
using mqtt::Qos;
using mqtt::Version;
using sim::Direction;

SharedLaw::SharedLaw(const LawContext& context)
    : traits_(context.traits),
      book_(3 * context.traits.promptness, inflight_limit(context.broker.limits)),
      rights_(context.broker.acl, context.traits.promptness),
      rules_(shared_rules()) {}

void SharedLaw::see(const sim::Event& event) {
    agenda_.run_before(event.at);
    calm_.see(event);
    if (const auto* broker = event.as<sim::BrokerEvent>()) {
        const bool died =
            broker->state == sim::BrokerState::exited || broker->state == sim::BrokerState::crashed;
        if (died) groups_.forget();
    }
    Connection* connection = book_.see(event);
    if (connection == nullptr) return;
    if (const auto* seen = event.as<sim::PacketSeen>()) {
        seen->direction == Direction::up ? up(*connection, *seen, event)
                                         : down(*connection, *seen, event);
    } else if (connection->gone) {
        groups_.gone(*connection, event.at);
    }
}

void SharedLaw::up(Connection& connection, const sim::PacketSeen& seen, const sim::Event& event) {
    if (connection.connect_event == event.number) {
        const auto& will = connection.connect.will;
        if (will) willed_.insert(message_key(will->topic, will->payload));
        if (will && will->retain) retained_.insert(will->topic);
    } else if (const auto* publish = seen.as<mqtt::Publish>()) {
        if (!connection.topic.empty()) published(connection, *publish, event);
    } else if (const auto* subscribe = seen.as<mqtt::Subscribe>()) {
        const auto& all = subscribe->subscriptions;
        any_ = any_ || std::any_of(all.begin(), all.end(), [](const auto& each) {
                   return each.filter.starts_with("$share/");
               });
        groups_.asked(connection, *subscribe, event.at);
    } else if (const auto* unsubscribe = seen.as<mqtt::Unsubscribe>()) {
        groups_.gave_up(connection, *unsubscribe, event.at);
    } else if (const auto* puback = seen.as<mqtt::Puback>()) {
        refused(connection, puback->packet_id, puback->reason);
    } else if (const auto* pubrec = seen.as<mqtt::Pubrec>()) {
        refused(connection, pubrec->packet_id, pubrec->reason);
    }
}

void SharedLaw::down(Connection& connection, const sim::PacketSeen& seen, const sim::Event& event) {
    if (const auto* publish = seen.as<mqtt::Publish>()) {
        delivered(connection, *publish, event);
    } else if (const auto* puback = seen.as<mqtt::Puback>()) {
        acknowledged(connection, puback->packet_id, puback->reason, event.at);
    } else if (const auto* pubcomp = seen.as<mqtt::Pubcomp>()) {
        acknowledged(connection, pubcomp->packet_id, pubcomp->reason, event.at);
    } else if (const auto* connack = seen.as<mqtt::Connack>(); connack && connack->reason == 0) {
        groups_.arrived(connection, event.at);
    } else if (const auto* suback = seen.as<mqtt::Suback>()) {
        for (const std::string& name : groups_.answered(connection, *suback, event.at)) {
            joined(connection, name, event);
        }
    }
}

void SharedLaw::published(const Connection& author, const mqtt::Publish& publish,
                          const sim::Event& event) {
    if (publish.retain && !publish.payload.empty()) retained_.insert(author.topic);
    if (publish.retain && publish.payload.empty()) retained_.erase(author.topic);
    if (!any_) return;
    const MessageKey key = message_key(author.topic, publish.payload);
    const bool may_expire = publish.properties.has(PropertyId::message_expiry_interval);
    const auto [it, fresh] =
        sent_.try_emplace(key, Sent{true, event.number, event.at, publish.qos, may_expire});
    if (!fresh || publish.dup) it->second.unique = false;
    if (publish.qos == Qos::at_most_once || author.refused) return;
    const bool permitted =
        rights_.ever(author.identity, Access::write, author.topic) == Permission::allowed;
    if (permitted) attempts_[{author.id, publish.packet_id}] = {key, author.topic};
}

void SharedLaw::acknowledged(const Connection& author, std::uint16_t packet_id, std::uint8_t reason,
                             Instant at) {
    const auto attempt = attempts_.extract({author.id, packet_id});
    if (attempt.empty() || reason >= 0x80) return;
    const auto& [key, topic] = attempt.mapped();
    const auto sent = sent_.find(key);
    const bool judged = sent != sent_.end() && sent->second.unique && !willed_.contains(key) &&
                        !sent->second.may_expire && !topic.starts_with('$') && groups_.whole();
    if (!judged) return;
    for (const auto& [name, group] : groups_.all()) {
        if (!group.filter.matches(topic)) continue;
        if (!everybody_there(group, topic, sent->second.at)) continue;
        agenda_.add(at + 2 * traits_.promptness,
                    [this, name = name, key = key, at] { expect_copy(name, key, at); });
    }
}

/// Whether the group is as it was well before `since`, and any member can take a message.
bool SharedLaw::everybody_there(const SharedGroup& group, const std::string& topic, Instant since) {
    if (group.members.empty() || group.changed + traits_.promptness >= since) return false;
    return std::all_of(group.members.begin(), group.members.end(), [&](const auto& each) {
        const SharedMember& member = each.second;
        const Connection* connection = book_.find(member.connection);
        if (connection == nullptr || !connection->healthy() || connection->backed_up())
            return false;
        const bool idle = !connection->full_since(since);
        const bool limited = connection->connect.properties.has(PropertyId::maximum_packet_size);
        return idle && !limited && member.granted != Qos::at_most_once &&
               rights_.ever(connection->identity, Access::read, topic) == Permission::allowed;
    });
}

void SharedLaw::expect_copy(const std::string& name, MessageKey key, Instant at) {
    const auto it = sent_.find(key);
    const SharedGroup* group = groups_.find(name);
    if (it == sent_.end() || !it->second.unique || group == nullptr) return;
    const Sent& sent = it->second;
    if (sent.copies.contains(name)) return rules_.held(SharedRule::some_member, Version::v5_0);
    const bool still = groups_.whole() && group->changed < sent.at && calm_.ever_since(sent.at);
    const bool free = std::all_of(group->members.begin(), group->members.end(), [&](auto& each) {
        const Connection* connection = book_.find(each.second.connection);
        return connection != nullptr && connection->healthy() && !connection->backed_up() &&
               !connection->full_since(sent.at);
    });
    if (!still || !free || sent.came_otherwise) return;
    violated(SharedRule::some_member, "no member of " + name + " got a message for it",
             at + 2 * traits_.promptness, {sent.event});
}

void SharedLaw::refused(const Connection& reader, std::uint16_t packet_id, std::uint8_t reason) {
    const auto open = unanswered_.extract({reader.id, packet_id});
    if (open.empty() || reason < 0x80) return;
    const auto sent = sent_.find(open.mapped().first);
    if (sent == sent_.end()) return;
    for (Copy& copy : sent->second.copies[open.mapped().second]) {
        if (copy.connection == reader.id) copy.refused = true;
    }
}

/// Nothing that is retained may come for it.
void SharedLaw::joined(const Connection& reader, const std::string& name, const sim::Event& event) {
    const SharedGroup& group = *groups_.find(name);
    const bool tempted = std::any_of(retained_.begin(), retained_.end(), [&](const auto& topic) {
        return group.filter.matches(topic);
    });
    if (!tempted) return;
    agenda_.add(event.at + 2 * traits_.promptness, [this, id = reader.id, at = event.at] {
        const Connection* connection = book_.find(id);
        const auto last = flagged_.find(id);
        const bool none = last == flagged_.end() || last->second < at;
        const bool there = connection != nullptr && connection->healthy();
        if (there && none) rules_.held(SharedRule::no_retained, Version::v5_0);
    });
}

/// The shared subscription that a message came for, if there is only one that it can be.
std::optional<std::string> SharedLaw::only_group(const Connection& reader) const {
    std::optional<std::string> only;
    for (const auto& [text, _] : reader.session->wanted) {
        const auto filter = TopicFilter::parse(text);
        if (!filter || !filter->matches(reader.topic)) continue;
        if (only || !filter->is_shared()) return std::nullopt;
        only = text;
    }
    return only;
}

void SharedLaw::delivered(const Connection& reader, const mqtt::Publish& publish,
                          const sim::Event& event) {
    if (publish.retain) flagged_[reader.id] = event.at;
    if (!any_ || reader.topic.empty()) return;
    const MessageKey key = message_key(reader.topic, publish.payload);
    const auto sent = sent_.find(key);
    // In 3.1.1 there are no shared subscriptions, though some brokers have them there as well.
    const bool whole = reader.session->whole && !reader.crossed && !publish.dup && reader.v5();
    const auto name = whole ? only_group(reader) : std::nullopt;
    if (!name) {
        if (sent != sent_.end()) sent->second.came_otherwise = true;
        return;
    }
    const SharedGroup* group = groups_.find(*name);
    const auto client = reader.identity.client_id.value_or("");
    const bool member = group != nullptr && group->members.contains(client);
    if (publish.retain && member && !group->members.at(client).retain_as_published) {
        violated(SharedRule::no_retained,
                 reader.name() + " got a retained message on " + reader.topic + " for " + *name,
                 event.at, {reader.connect_event, event.number});
    }
    if (sent == sent_.end()) return;
    if (publish.retain) {
        sent->second.came_otherwise = true;  // with flags as published
        return;
    }
    const Copy copy{reader.id, client, publish.qos, publish.packet_id, event.number};
    judge_copy(reader, *name, key, sent->second, copy, event.at);
}

void SharedLaw::judge_copy(const Connection& reader, const std::string& name, MessageKey key,
                           Sent& sent, const Copy& copy, Instant at) {
    auto& copies = sent.copies[name];
    const bool judged = sent.unique && !willed_.contains(key);
    const SharedGroup* group = groups_.find(name);
    if (judged && group != nullptr) judge_quality(reader, *group, sent, copy, at);
    if (judged && !copies.empty() && copies.front().client != copy.client) {
        judge_second(reader, key, copies.front(), copy, at);
    }
    if (copy.qos != Qos::at_most_once) unanswered_[{reader.id, copy.packet_id}] = {key, name};
    copies.push_back(copy);
    if (copies.size() > 1) return;
    agenda_.add(at + 2 * traits_.promptness, [this, name, key] { settle(name, key); });
}

/// No other member has got it.
void SharedLaw::settle(const std::string& name, MessageKey key) {
    const auto it = sent_.find(key);
    if (it == sent_.end() || !it->second.unique || it->second.copies[name].size() != 1) return;
    const Copy& only = it->second.copies[name].front();
    const Connection* reader = book_.find(only.connection);
    const bool left = reader == nullptr || !reader->healthy();
    rules_.held(SharedRule::one_member, Version::v5_0);
    if (only.refused) rules_.held(SharedRule::refused_goes_nowhere, Version::v5_0);
    if (left && only.qos == Qos::exactly_once) {
        rules_.held(SharedRule::stays_with_its_member, Version::v5_0);
    }
}

void SharedLaw::judge_quality(const Connection& reader, const SharedGroup& group, const Sent& sent,
                              const Copy& copy, Instant at) {
    const auto member = group.members.find(copy.client);
    if (member == group.members.end() || member->second.since >= sent.at) return;
    if (copy.qos <= std::min(sent.qos, member->second.granted)) {
        return rules_.held(SharedRule::quality, Version::v5_0);
    }
    violated(SharedRule::quality,
             reader.name() + " got a message on " + reader.topic + " above the QoS granted to it",
             at, {sent.event, copy.event});
}

/// Another member gets it as well: right where the first one's connection has ended before it
/// could acknowledge, but never after a refusal, nor at QoS 2.
void SharedLaw::judge_second(const Connection& reader, MessageKey key, const Copy& first,
                             const Copy& second, Instant at) {
    const std::string text = reader.name() + " got a message on " + reader.topic + " that '" +
                             first.client + "' of the same shared subscription ";
    const std::vector<std::uint64_t> events{first.event, second.event};
    if (first.refused) {
        return violated(SharedRule::refused_goes_nowhere, text + "had refused", at, events);
    }
    agenda_.add(at + traits_.promptness, [this, key, first, text, at, events] {
        const auto sent = sent_.find(key);
        if (sent == sent_.end() || !sent->second.unique) return;
        const Connection* other = book_.find(first.connection);
        if (other != nullptr && other->healthy()) {
            return violated(SharedRule::one_member, text + "had got", at, events);
        }
        if (first.qos != Qos::exactly_once || !calm_.ever_since(sent->second.at)) return;
        violated(SharedRule::stays_with_its_member, text + "had not finished", at, events);
    });
}

void SharedLaw::violated(SharedRule rule, std::string text, Instant at,
                         std::vector<std::uint64_t> events) {
    rules_.violated(rule, Version::v5_0, std::move(text), at, std::move(events));
}

std::vector<LawFinding> SharedLaw::finish(Instant end) {
    agenda_.run_before(end);
    return rules_.all();
}

}  // namespace breakwire::scenarios
