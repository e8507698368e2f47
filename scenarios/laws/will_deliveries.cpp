#include "scenarios/laws/will_deliveries.hpp"

#include <algorithm>

#include "scenarios/laws/will_sentences.hpp"

namespace breakwire::scenarios {

using mqtt::Qos;

namespace {

bool asks_retain(const std::vector<const Standing*>& standing) {
    return std::any_of(standing.begin(), standing.end(),
                       [](const Standing* each) { return each->retain_as_published; });
}

}  // namespace

void WillDeliveries::delivered(Connection& reader, const mqtt::Publish& publish,
                               const sim::Event& event) {
    if (reader.topic.empty()) return;
    const MessageKey key = message_key(reader.topic, publish.payload);
    Account* account = case_.ledger.account(key);
    if (account == nullptr) {
        if (!case_.ledger.known(key)) stranger(reader, event);
        return;
    }
    Delivery delivery;
    delivery.reader = reader.id;
    delivery.version = reader.connect.version;
    delivery.key = key;
    delivery.event = event.number;
    delivery.at = event.at;
    const bool stored = from_retained_store(reader, publish, *account, event.at);
    if (publish.retain) retained_.flagged(reader, *account, event.at);
    if (stored) retained_.arrived(reader, *account, event);
    if (stored || publish.dup) {
        // One that may have been there before proves nothing, but it may be the will all the same.
        delivery.excused = true;
    } else {
        // To one that is about to go, what was sent for its successor's session may still come.
        delivery.excused =
            reader.leaving || excused_repetition(*account, reader, publish, key, event.at);
        count(delivery, *account, reader, publish);
    }
    lay_to_a_will(delivery, *account, reader, publish, event);
}

void WillDeliveries::lay_to_a_will(const Delivery& delivery, Account& account, Connection& reader,
                                   const mqtt::Publish& publish, const sim::Event& event) {
    const bool counted = delivery.messages > 0;
    if (counted && delivery.excused) account.received[reader.id].messages -= delivery.share;
    if (const auto will = awaited(account, reader.id, event.at)) {
        will->seen_by.emplace(reader.id, Laid{event.number, event.at});
        if (counted) content_.check(*will, reader, publish, event);
        return;
    }
    case_.agenda.add(event.at + case_.traits.promptness,
                     [this, delivery] { look_again(delivery); });
}

void WillDeliveries::stranger(const Connection& reader, const sim::Event& event) {
    for (const auto& will : case_.ledger.on_topic(reader.topic)) {
        will->garbled.emplace(reader.id, event.number);
    }
}

bool WillDeliveries::from_retained_store(const Connection& reader, const mqtt::Publish& publish,
                                         const Account& account, Instant now) const {
    if (!publish.retain) return false;
    const auto will = awaited(account, reader.id, Instant::max());
    const Instant since = will ? std::min(*will->may_from, now) : now;
    if (!subscriptions_settled(case_, reader, since)) return true;
    // With Retain As Published the flag does not tell a stored message from a new one; without it,
    // only a will that is due explains a message that no new subscription asked for.
    return will == nullptr && !asks_retain(matching(*reader.session, account.topic));
}

bool WillDeliveries::excused_repetition(const Account& account, const Connection& reader,
                                        const mqtt::Publish& publish, MessageKey key,
                                        Instant now) const {
    // At least once: QoS 1 may come twice, and so may QoS 1 granted at QoS 0 ([MQTT-3.8.4-6] in
    // 3.1.1). Once it was acknowledged and some time is past, nothing has reason to repeat it.
    const auto it = account.received.find(reader.id);
    if (it == account.received.end() || it->second.messages == 0) return false;
    const bool at_least_once = publish.qos == Qos::at_least_once || !account.uniform ||
                               account.content.qos == Qos::at_least_once ||
                               case_.ledger.ordinary(key).count > 0;
    const bool recent = now <= it->second.last_at + case_.traits.promptness;
    const bool pending = publish.qos == Qos::at_least_once &&
                         publish.packet_id != it->second.last_packet_id &&
                         reader.unacknowledged.contains(it->second.last_packet_id);
    return at_least_once && (recent || pending);
}

void WillDeliveries::count(Delivery& delivery, Account& account, const Connection& reader,
                           const mqtt::Publish& publish) {
    constexpr std::size_t worth_a_look = 64;
    if (account.received.size() >= worth_a_look && !account.received.contains(reader.id)) {
        std::erase_if(account.received,
                      [this](const auto& each) { return case_.book.find(each.first) == nullptr; });
    }
    // A copy for a filter that is given up may still be under way.
    const Instant since = delivery.at - 2 * case_.traits.promptness;
    const std::uint64_t copies = copies_allowed(*reader.session, account.topic, since);
    Received& received = account.received[reader.id];
    delivery.share = 1.0 / static_cast<double>(copies);
    received.messages += delivery.share;
    received.last_at = delivery.at;
    received.last_packet_id = publish.packet_id;
    delivery.messages = received.messages;
}

void WillDeliveries::look_again(const Delivery& delivery) {
    Account& account = *case_.ledger.account(delivery.key);
    const Instant now = delivery.at + case_.traits.promptness;
    if (const auto will = awaited(account, delivery.reader, now)) {
        will->seen_by.emplace(delivery.reader, Laid{delivery.event, delivery.at});
        return;
    }
    const Connection* reader = case_.book.find(delivery.reader);
    if (delivery.excused || reader == nullptr || !reader->session->whole) return;
    if (reader->busy_at) return;  // what was held back may be copies for filters long given up
    constexpr double rounding = 1e-6;
    const Tally ordinary = case_.ledger.ordinary(delivery.key);
    const auto most = static_cast<double>(messages_allowed(account, ordinary, *reader, now));
    if (delivery.messages > most + rounding) one_too_many(account, delivery);
}

void WillDeliveries::one_too_many(Account& account, const Delivery& delivery) {
    Violation violation = accuse(account, delivery);
    violation.at = delivery.at;
    violation.evidence.push_back(delivery.event);
    case_.findings.violated(std::move(violation));
    ++account.breaches;
    account.received[delivery.reader].messages -= delivery.share;
}

Violation WillDeliveries::accuse(Account& account, const Delivery& delivery) {
    const std::string about = " on " + account.topic;
    for (const auto& will : account.wills) {
        if (will->seen_by.contains(delivery.reader)) continue;
        will->doubtful = true;  // it may be out already: do not ask for it a second time
        if (account.published.empty()) return accuse_of_haste(*will, delivery);
    }
    if (ended_without_will(account)) {
        return {will_sentences::without_flag,
                "an earlier will" + about + " was published for a connection without one",
                {},
                {account.last_event}};
    }
    switch (account.last_end) {
        case WillEnd::cancelled:
            return {will_sentences::cancelled(account.last_version),
                    "a will" + about + " was published after its DISCONNECT",
                    {},
                    {account.last_event}};
        case WillEnd::withdrawn:
            return {will_sentences::withheld,
                    "a will" + about + " was published though its session was resumed in time",
                    {},
                    {account.last_event}};
        case WillEnd::refused:
            return {will_sentences::published(account.last_version),
                    "a will" + about + " was published though its CONNECT was refused",
                    {},
                    {account.last_event}};
        case WillEnd::none:
        case WillEnd::published:
            break;
    }
    return {will_sentences::removed(delivery.version),
            "a will" + about + " was published more often than connections ended",
            {},
            account.last_event == 0 ? std::vector<std::uint64_t>{}
                                    : std::vector<std::uint64_t>{account.last_event}};
}

Violation WillDeliveries::accuse_of_haste(const WillRecord& will, const Delivery& delivery) {
    if (will.cancelled && will.cause_event < delivery.event) {
        return {will_sentences::cancelled(will.terms.version),
                WillCase::name(will) + " was published after its DISCONNECT",
                {},
                {will.cause_event}};
    }
    return {will_sentences::published(will.terms.version),
            WillCase::name(will) + (will.closed ? " was published before its delay was over"
                                                : " was published while its connection was alive"),
            {},
            {will.closed ? will.cause_event : will.connect_event}};
}

bool WillDeliveries::ended_without_will(const Account& account) {
    if (!account.last_client) return false;
    const Connection* latest = case_.book.latest_of(*account.last_client);
    return latest != nullptr && latest->gone && !latest->v5() && !latest->connect.will &&
           latest->connect_at > account.last_at;
}

}  // namespace breakwire::scenarios
