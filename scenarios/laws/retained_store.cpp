#include "scenarios/laws/retained_store.hpp"

#include <algorithm>

namespace breakwire::scenarios {

namespace {

bool was_made(const RetainedWrite& write) { return write.certain && write.to != Instant::max(); }

}  // namespace

void RetainedTopic::begin(RetainedWrite write) {
    forget_old();
    writes_.push_back(std::move(write));
}

/// Enough of the past to name what a stale message should have been.
void RetainedTopic::forget_old() {
    constexpr std::size_t remembered = 32;
    if (writes_.size() < remembered) return;
    const auto old = std::find_if(writes_.begin(), writes_.end(),
                                  [&](const auto& each) { return successor(each) != nullptr; });
    if (old != writes_.end()) writes_.erase(old);
}

void RetainedTopic::settle(std::uint64_t event, Instant to, bool certain) {
    for (RetainedWrite& each : writes_) {
        if (each.event != event || each.to != Instant::max()) continue;
        each.to = to;
        each.certain = certain;
    }
}

void RetainedTopic::withdraw(std::uint64_t event) {
    std::erase_if(writes_, [event](const RetainedWrite& each) { return each.event == event; });
}

void RetainedTopic::forget() {
    empty_at_first_ = false;
    passed_by_ = false;
    std::erase_if(writes_, [](const RetainedWrite& each) { return each.to != Instant::max(); });
}

const RetainedWrite* RetainedTopic::successor(const RetainedWrite& write) const {
    const auto it = std::find_if(writes_.begin(), writes_.end(), [&](const RetainedWrite& each) {
        return was_made(each) && each.from > write.to;
    });
    return it == writes_.end() ? nullptr : &*it;
}

const RetainedWrite* RetainedTopic::last() const {
    const RetainedWrite* only = nullptr;
    for (const RetainedWrite& each : writes_) {
        if (successor(each) != nullptr) continue;
        if (only != nullptr) return nullptr;
        only = &each;
    }
    return only != nullptr && was_made(*only) ? only : nullptr;
}

bool RetainedTopic::empty() const {
    const bool as_at_first = std::none_of(writes_.begin(), writes_.end(), was_made);
    if (as_at_first && !empty_at_first_) return false;
    return std::all_of(writes_.begin(), writes_.end(), [this](const RetainedWrite& each) {
        return each.empty || successor(each) != nullptr;
    });
}

std::vector<const RetainedWrite*> RetainedTopic::with(MessageKey key) const {
    std::vector<const RetainedWrite*> found;
    for (const RetainedWrite& each : writes_) {
        if (each.key == key) found.push_back(&each);
    }
    return found;
}

Instant RetainedTopic::changed() const {
    Instant latest = Instant::min();
    for (const RetainedWrite& each : writes_) latest = std::max(latest, each.to);
    return latest;
}

void RetainedStore::forget() {
    for (auto& [_, topic] : topics_) topic.forget();
    empty_at_first_ = false;
}

void RetainedStore::begin(const std::string& topic, RetainedWrite write) {
    written_.insert(write.key);
    topics_.try_emplace(topic, empty_at_first_).first->second.begin(std::move(write));
}

void RetainedStore::plain(const std::string& topic, MessageKey key) {
    RetainedTopic* known = find(topic);
    if (known != nullptr) known->passed_by();
    if (known != nullptr || all_plain_) plain_.insert(key);
}

RetainedTopic* RetainedStore::find(const std::string& topic) {
    const auto it = topics_.find(topic);
    return it == topics_.end() ? nullptr : &it->second;
}

}  // namespace breakwire::scenarios
