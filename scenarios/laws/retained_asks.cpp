#include "scenarios/laws/retained_asks.hpp"

#include <algorithm>

namespace breakwire::scenarios {

bool RetainedAsk::may_bring() const {
    return !shared && (options.retain_handling == 0 ||
                       (options.retain_handling == 1 && before != Before::yes));
}

bool RetainedAsk::must_bring() const {
    return !shared &&
           (options.retain_handling == 0 || (options.retain_handling == 1 && before == Before::no));
}

RetainedAsks::RetainedAsks(const SessionSeen& session) {
    for (const Standing& each : session.standing) standing_.insert(each.filter.text());
    for (const auto& [filter, until] : session.wanted) {
        if (until == Instant::max() && !standing_.contains(filter)) vague_.insert(filter);
    }
}

RetainedAsk::Before RetainedAsks::before(const std::string& filter) const {
    if (vague_.contains(filter)) return RetainedAsk::Before::perhaps;
    return standing_.contains(filter) ? RetainedAsk::Before::yes : RetainedAsk::Before::no;
}

void RetainedAsks::replace(const std::string& filter) {
    for (RetainedAsk& each : all_) {
        each.replaced = each.replaced || each.options.filter == filter;
    }
}

void RetainedAsks::asked(const mqtt::Subscribe& subscribe, const sim::Event& event) {
    for (const mqtt::Subscription& each : subscribe.subscriptions) {
        const auto whole = TopicFilter::parse(each.filter);
        const auto filter = whole ? TopicFilter::parse(whole->unshared()) : std::nullopt;
        if (!filter) {
            pending_[subscribe.packet_id].push_back(all_.size());
            all_.emplace_back();
            all_.back().shared = all_.back().replaced = true;  // brings nothing
            continue;
        }
        RetainedAsk ask;
        ask.filter = *filter;
        ask.options = each;
        ask.shared = whole->is_shared();
        ask.before = before(each.filter);
        ask.asked_at = event.at;
        ask.event = event.number;
        replace(each.filter);
        vague_.insert(each.filter);
        pending_[subscribe.packet_id].push_back(all_.size());
        all_.push_back(std::move(ask));
    }
}

std::vector<std::size_t> RetainedAsks::answered(const mqtt::Suback& suback, Instant at) {
    std::vector<std::size_t> granted;
    const auto asked = pending_.extract(suback.packet_id);
    if (asked.empty()) return granted;
    const std::size_t count = std::min(asked.mapped().size(), suback.reasons.size());
    for (std::size_t i = 0; i < count; ++i) {
        RetainedAsk& ask = all_[asked.mapped()[i]];
        ask.answered_at = at;
        if (suback.reasons[i] > 2) continue;
        ask.granted = static_cast<mqtt::Qos>(suback.reasons[i]);
        if (ask.replaced) continue;
        standing_.insert(ask.options.filter);
        vague_.erase(ask.options.filter);
        granted.push_back(asked.mapped()[i]);
    }
    return granted;
}

void RetainedAsks::gave_up(const mqtt::Unsubscribe& unsubscribe) {
    giving_up_[unsubscribe.packet_id] = unsubscribe.filters;
    for (const std::string& filter : unsubscribe.filters) {
        replace(filter);
        vague_.insert(filter);
    }
}

void RetainedAsks::released(const mqtt::Unsuback& unsuback) {
    const auto given_up = giving_up_.extract(unsuback.packet_id);
    // A filter may have been asked for again meanwhile.
    if (given_up.empty() || !pending_.empty() || !giving_up_.empty()) return;
    for (const std::string& filter : given_up.mapped()) {
        standing_.erase(filter);
        vague_.erase(filter);
    }
}

std::vector<const RetainedAsk*> RetainedAsks::for_topic(const std::string& topic) const {
    std::vector<const RetainedAsk*> found;
    for (const RetainedAsk& each : all_) {
        if (each.event != 0 && each.filter.matches(topic)) found.push_back(&each);
    }
    return found;
}

}  // namespace breakwire::scenarios
