#include "scenarios/laws/shared_groups.hpp"

#include <algorithm>

namespace breakwire::scenarios {

void SharedGroups::asked(const Connection& connection, const mqtt::Subscribe& subscribe,
                         Instant at) {
    asked_[{connection.id, subscribe.packet_id}] = subscribe.subscriptions;
    for (const mqtt::Subscription& each : subscribe.subscriptions) {
        const auto group = groups_.find(each.filter);
        if (group != groups_.end()) group->second.changed = at;
    }
}

std::vector<std::string> SharedGroups::answered(const Connection& connection,
                                                const mqtt::Suback& suback, Instant at) {
    std::vector<std::string> joined;
    const auto asked = asked_.extract({connection.id, suback.packet_id});
    if (asked.empty()) return joined;
    const std::size_t count = std::min(asked.mapped().size(), suback.reasons.size());
    for (std::size_t i = 0; i < count; ++i) {
        const mqtt::Subscription& wanted = asked.mapped()[i];
        const auto filter = TopicFilter::parse(wanted.filter);
        if (!filter || !filter->is_shared() || suback.reasons[i] > 2) continue;
        SharedGroup& group = groups_[wanted.filter];
        group.filter = *filter;
        group.changed = at;
        group.members[connection.identity.client_id.value_or("")] = {
            static_cast<mqtt::Qos>(suback.reasons[i]), wanted.retain_as_published, at,
            connection.id};
        joined.push_back(wanted.filter);
    }
    return joined;
}

/// Whether a message still goes to it is the broker's affair until the UNSUBACK; from then on it
/// is no member. That it left is enough for everything that is judged.
void SharedGroups::gave_up(const Connection& connection, const mqtt::Unsubscribe& unsubscribe,
                           Instant at) {
    for (const std::string& filter : unsubscribe.filters) {
        const auto group = groups_.find(filter);
        if (group == groups_.end()) continue;
        group->second.members.erase(connection.identity.client_id.value_or(""));
        group->second.changed = at;
    }
}

void SharedGroups::arrived(const Connection& connection, Instant at) {
    const std::string client = connection.identity.client_id.value_or("");
    const bool sure = connection.resumed && !connection.crossed;
    if (!sure) drop(client, at);
    whole_ = whole_ && !connection.crossed && connection.session->whole;
    for (auto& [_, group] : groups_) {
        const auto member = group.members.find(client);
        if (member != group.members.end()) member->second.connection = connection.id;
    }
    change(client, at);
}

void SharedGroups::gone(const Connection& connection, Instant at) {
    const std::string client = connection.identity.client_id.value_or("");
    change(client, at);
    for (auto& [_, group] : groups_) {
        const auto member = group.members.find(client);
        if (member == group.members.end() || member->second.connection != connection.id) continue;
        member->second.connection = 0;
        if (connection.session_expiry == Duration{}) group.members.erase(member);
    }
}

void SharedGroups::forget() {
    groups_.clear();
    asked_.clear();
    whole_ = false;
}

const SharedGroup* SharedGroups::find(const std::string& name) const {
    const auto it = groups_.find(name);
    return it == groups_.end() ? nullptr : &it->second;
}

void SharedGroups::change(const std::string& client, Instant at) {
    for (auto& [_, group] : groups_) {
        if (group.members.contains(client)) group.changed = at;
    }
}

void SharedGroups::drop(const std::string& client, Instant at) {
    change(client, at);
    for (auto& [_, group] : groups_) group.members.erase(client);
}

}  // namespace breakwire::scenarios
