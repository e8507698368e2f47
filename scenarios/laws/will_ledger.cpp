#include "scenarios/laws/will_ledger.hpp"

#include <algorithm>

namespace breakwire::scenarios {

std::shared_ptr<WillRecord> WillLedger::offer(const Connection& connection) {
    auto will = std::make_shared<WillRecord>();
    will->content = *connection.connect.will;
    will->key = message_key(will->content.topic, will->content.payload);
    will->connection = connection.id;
    will->connect_event = connection.connect_event;
    will->connect_at = connection.connect_at;

    const auto [it, fresh] = accounts_.try_emplace(will->key);
    Account& account = it->second;
    if (fresh) {
        account.key = will->key;
        account.topic = will->content.topic;
        account.content = will->content;
        keys_of_topic_[account.topic].push_back(will->key);
    }
    account.uniform = account.uniform && account.content.qos == will->content.qos &&
                      account.content.retain == will->content.retain;
    account.retained = account.retained || will->content.retain;
    account.wills.push_back(will);
    by_connection_[connection.id] = will;
    accept(*will, connection);
    return will;
}

void WillLedger::accept(WillRecord& will, const Connection& connection) {
    will.author = connection.identity;
    will.terms = will_terms(connection);
    if (will.author.client_id) by_client_[*will.author.client_id].insert(will.connection);
}

void WillLedger::tally(MessageKey key, bool retain) {
    Tally& tally = tallies_[key];
    ++tally.count;
    tally.retained = tally.retained || retain;
}

std::shared_ptr<WillRecord> WillLedger::of(sim::ConnectionId connection) const {
    const auto it = by_connection_.find(connection);
    return it == by_connection_.end() ? nullptr : it->second;
}

Account* WillLedger::account(MessageKey key) {
    const auto it = accounts_.find(key);
    return it == accounts_.end() ? nullptr : &it->second;
}

Tally WillLedger::ordinary(MessageKey key) const {
    const auto it = tallies_.find(key);
    return it == tallies_.end() ? Tally{} : it->second;
}

std::vector<std::shared_ptr<WillRecord>> WillLedger::on_topic(const std::string& topic) {
    std::vector<std::shared_ptr<WillRecord>> found;
    const auto keys = keys_of_topic_.find(topic);
    if (keys == keys_of_topic_.end()) return found;
    for (const MessageKey key : keys->second) {
        const auto& wills = accounts_[key].wills;
        found.insert(found.end(), wills.begin(), wills.end());
    }
    return found;
}

std::vector<std::shared_ptr<WillRecord>> WillLedger::undecided() const {
    std::vector<std::shared_ptr<WillRecord>> found;
    for (const auto& [_, will] : by_connection_) found.push_back(will);
    return found;
}

std::vector<std::shared_ptr<WillRecord>> WillLedger::undecided_of(
    const std::string& client_id) const {
    std::vector<std::shared_ptr<WillRecord>> found;
    const auto connections = by_client_.find(client_id);
    if (connections == by_client_.end()) return found;
    for (const sim::ConnectionId id : connections->second) found.push_back(of(id));
    return found;
}

Account* WillLedger::former_of(const std::string& client_id) {
    const auto it = former_.find(client_id);
    return it == former_.end() ? nullptr : account(it->second);
}

void WillLedger::decide(const WillRecord& will, WillEnd how, std::uint64_t event, Instant at) {
    Account& account = account_of(will);
    if (how == WillEnd::published) account.published.push_back(at);
    account.last_version = will.terms.version;
    account.last_client = will.author.client_id;
    account.last_end = how;
    account.last_event = event;
    account.last_at = at;
    std::erase_if(account.wills, [&](const auto& each) { return each.get() == &will; });
    by_connection_.erase(will.connection);
    if (!will.author.client_id) return;
    former_[*will.author.client_id] = will.key;
    const auto connections = by_client_.find(*will.author.client_id);
    if (connections == by_client_.end()) return;
    connections->second.erase(will.connection);
    if (connections->second.empty()) by_client_.erase(connections);
}

void WillLedger::broker_died(Instant at) {
    for (auto& [_, account] : accounts_) {
        // A cancelled will may come back with an old database, too.
        account.published.insert(account.published.end(), account.wills.size() + 1, at);
        account.wills.clear();
    }
    by_connection_.clear();
    by_client_.clear();
    former_.clear();
}

std::uint64_t messages_allowed(const Account& account, const Tally& ordinary,
                               const Connection& reader, Instant now) {
    const auto open = std::count_if(account.wills.begin(), account.wills.end(),
                                    [now](const auto& will) { return will->open(now); });
    // What was over before a fresh session began can only come as a stored message.
    const Instant since = reader.resumed ? Instant::min() : reader.connect_at;
    const auto published = std::count_if(account.published.begin(), account.published.end(),
                                         [since](Instant at) { return at >= since; });
    return ordinary.count + static_cast<std::uint64_t>(open + published);
}

std::shared_ptr<WillRecord> awaited(const Account& account, sim::ConnectionId reader, Instant now) {
    std::shared_ptr<WillRecord> first;
    for (const auto& will : account.wills) {
        if (will->doubtful || !will->open(now) || will->seen_by.contains(reader)) continue;
        const bool sooner =
            !first || !first->due_by || (will->due_by && *will->due_by < *first->due_by);
        if (sooner) first = will;
    }
    return first;
}

bool reclaim(Account& account, WillRecord& will, sim::ConnectionId reader) {
    WillRecord* donor = nullptr;
    for (const auto& each : account.wills) {
        const auto laid = each->seen_by.find(reader);
        const bool fits =
            each.get() != &will && laid != each->seen_by.end() && laid->second.at >= *will.may_from;
        if (!fits || (each->due_by && will.due_by && *each->due_by < *will.due_by)) continue;
        const bool later =
            donor == nullptr || !each->due_by || (donor->due_by && *donor->due_by < *each->due_by);
        if (later) donor = each.get();
    }
    if (donor == nullptr) return false;
    will.seen_by.insert(donor->seen_by.extract(reader));
    return true;
}

void pass_on(Account& account, const WillRecord& will, sim::ConnectionId reader) {
    const auto laid = will.seen_by.find(reader);
    if (laid == will.seen_by.end()) return;
    const auto heir = awaited(account, reader, laid->second.at);
    if (heir && heir.get() != &will) heir->seen_by.insert(*laid);
}

}  // namespace breakwire::scenarios
