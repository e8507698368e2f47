#include "scenarios/laws/will_deliveries.hpp"

#include <algorithm>

#include "scenarios/laws/will_sentences.hpp"

namespace breakwire::scenarios {

using mqtt::Qos;

namespace {

std::string quality(Qos qos) { return "QoS " + std::to_string(static_cast<int>(qos)); }

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
    const auto will = awaited(*account, reader.id, event.at);
    if (publish.dup) {
        // The sender says that this one was sent before: it proves nothing but that it was.
        if (will) will->seen_by.emplace(reader.id, event.number);
        return;
    }
    if (from_retained_store(reader, publish, *account, event.at)) {
        judge_retained(reader, *account, key, event);
        return;
    }
    const bool excused = excused_repetition(*account, reader, publish, key, event.at);
    const std::uint64_t ordinal = count(*account, reader, publish, event.at);
    if (will) {
        take(*will, reader, publish, event);
        return;
    }
    if (excused) --account->received[reader.id].count;
    const Delivery delivery{reader.id, reader.connect.version, key, event.number, ordinal, event.at,
                            excused};
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
    if (!settled_subscriptions(reader, since)) return true;
    // With Retain As Published the flag does not tell a stored message from a new one; without it,
    // only a will that is due explains a message that no new subscription asked for.
    return will == nullptr && !asks_retain(matching(*reader.session, account.topic));
}

void WillDeliveries::judge_retained(const Connection& reader, const Account& account,
                                    MessageKey key, const sim::Event& event) {
    if (account.retained || case_.ledger.ordinary(key).count > 0) return;
    if (account.published == 0) return;  // not yet known whose it is
    const std::string id = will_sentences::not_stored(account.last_version);
    case_.findings.violated({id,
                             "a will with retain 0 on " + account.topic + " came to '" +
                                 reader.identity.client_id.value_or("") + "' as a retained message",
                             event.at,
                             {account.last_event, event.number}});
}

bool WillDeliveries::excused_repetition(const Account& account, const Connection& reader,
                                        const mqtt::Publish& publish, MessageKey key,
                                        Instant now) const {
    // At least once: QoS 1 may come twice, and so may QoS 1 granted at QoS 0 ([MQTT-3.8.4-6] in
    // 3.1.1). Once it was acknowledged and some time is past, nothing has reason to repeat it.
    const auto it = account.received.find(reader.id);
    if (it == account.received.end() || it->second.count == 0) return false;
    const bool at_least_once = publish.qos == Qos::at_least_once || !account.uniform ||
                               account.content.qos == Qos::at_least_once ||
                               case_.ledger.ordinary(key).count > 0;
    const bool recent = now <= it->second.last_at + case_.traits.promptness;
    const bool pending = publish.qos == Qos::at_least_once &&
                         publish.packet_id != it->second.last_packet_id &&
                         reader.unacknowledged.contains(it->second.last_packet_id);
    return at_least_once && (recent || pending);
}

std::uint64_t WillDeliveries::count(Account& account, const Connection& reader,
                                    const mqtt::Publish& publish, Instant now) {
    constexpr std::size_t worth_a_look = 64;
    if (account.received.size() >= worth_a_look && !account.received.contains(reader.id)) {
        std::erase_if(account.received,
                      [this](const auto& each) { return case_.book.find(each.first) == nullptr; });
    }
    Received& received = account.received[reader.id];
    received.last_at = now;
    received.last_packet_id = publish.packet_id;
    return ++received.count;
}

void WillDeliveries::take(WillRecord& will, Connection& reader, const mqtt::Publish& publish,
                          const sim::Event& event) {
    will.seen_by.emplace(reader.id, event.number);
    const Account& account = case_.ledger.account_of(will);
    // Another origin of the same message could have made any delivery of it.
    if (case_.ledger.ordinary(will.key).count > 0) return;
    check_rights(will, reader, event);
    if (account.uniform) check_content(will, reader, publish, event);
}

void WillDeliveries::check_rights(const WillRecord& will, const Connection& reader,
                                  const sim::Event& event) {
    const std::string& topic = will.content.topic;
    const auto others = case_.ledger.account(will.key);
    const bool only_origin = others->wills.size() == 1 && others->published == 0;
    const bool unwritable = case_.rights.of(will.author, Access::write, topic, will.connect_at,
                                            event.at) == Permission::denied;
    const bool unreadable = case_.rights.of(reader.identity, Access::read, topic, *will.may_from,
                                            event.at) == Permission::denied;
    const std::string to = " came to '" + reader.identity.client_id.value_or("") + "'";
    if (unwritable && only_origin) {
        case_.findings.violated(
            {will_sentences::permitted,
             WillCase::name(will) + to + ", though its author may not write there",
             event.at,
             {will.connect_event, event.number}});
    }
    if (unreadable) {
        case_.findings.violated({will_sentences::permitted,
                                 WillCase::name(will) + to + ", who may not read it",
                                 event.at,
                                 {will.connect_event, event.number}});
    }
}

bool WillDeliveries::settled_subscriptions(const Connection& reader, Instant since) const {
    // Some brokers fetch stored messages only after the SUBACK.
    return reader.session->whole && reader.asked.empty() && reader.unsubscribing.empty() &&
           reader.subscriptions_changed + case_.traits.promptness < since;
}

void WillDeliveries::check_content(const WillRecord& will, const Connection& reader,
                                   const mqtt::Publish& publish, const sim::Event& event) {
    if (!settled_subscriptions(reader, *will.may_from)) return;
    const auto standing = matching(*reader.session, will.content.topic);
    if (standing.empty()) return;
    check_qos(will, reader, publish, standing, event);
    check_retain(will, reader, publish, standing, event);
}

void WillDeliveries::check_qos(const WillRecord& will, const Connection& reader,
                               const mqtt::Publish& publish,
                               const std::vector<const Standing*>& standing,
                               const sim::Event& event) {
    const std::string id = will_sentences::granted_qos(reader.connect.version);
    const bool right = std::any_of(standing.begin(), standing.end(), [&](const Standing* each) {
        return publish.qos == std::min(will.content.qos, each->granted);
    });
    if (right) {
        case_.findings.held(id);
        return;
    }
    case_.findings.violated({id,
                             WillCase::name(will) + ", willed at " + quality(will.content.qos) +
                                 ", came at " + quality(publish.qos) + " to '" +
                                 reader.identity.client_id.value_or("") + "', granted " +
                                 quality(standing.front()->granted),
                             event.at,
                             {will.connect_event, event.number}});
}

void WillDeliveries::check_retain(const WillRecord& will, const Connection& reader,
                                  const mqtt::Publish& publish,
                                  const std::vector<const Standing*>& standing,
                                  const sim::Event& event) {
    const auto asking = std::count_if(standing.begin(), standing.end(), [](const Standing* each) {
        return each->retain_as_published;
    });
    const bool all = asking == static_cast<std::ptrdiff_t>(standing.size());
    if (asking > 0 && !all) return;  // either flag is right for one of the subscriptions
    const bool wanted = all && will.content.retain;
    const std::string id =
        all ? will_sentences::retain_kept : will_sentences::retain_cleared(reader.connect.version);
    if (publish.retain == wanted) {
        case_.findings.held(id);
        return;
    }
    case_.findings.violated({id,
                             WillCase::name(will) + " came with retain " +
                                 (publish.retain ? "1" : "0") + " to a standing subscription of '" +
                                 reader.identity.client_id.value_or("") + "'",
                             event.at,
                             {will.connect_event, event.number}});
}

void WillDeliveries::look_again(const Delivery& delivery) {
    Account& account = *case_.ledger.account(delivery.key);
    const Instant now = delivery.at + case_.traits.promptness;
    if (const auto will = awaited(account, delivery.reader, now)) {
        will->seen_by.emplace(delivery.reader, delivery.event);
        return;
    }
    const Connection* reader = case_.book.find(delivery.reader);
    if (delivery.excused || reader == nullptr || !reader->session->whole) return;
    const Tally ordinary = case_.ledger.ordinary(delivery.key);
    if (delivery.ordinal > allowed(account, ordinary, *reader->session, now)) {
        one_too_many(account, delivery);
    }
}

void WillDeliveries::one_too_many(Account& account, const Delivery& delivery) {
    Violation violation = accuse(account, delivery);
    violation.at = delivery.at;
    violation.evidence.push_back(delivery.event);
    case_.findings.violated(std::move(violation));
    ++account.breaches;
    Received& received = account.received[delivery.reader];
    if (received.count > 0) --received.count;
}

Violation WillDeliveries::accuse(Account& account, const Delivery& delivery) {
    const std::string about = " on " + account.topic;
    for (const auto& will : account.wills) {
        if (will->seen_by.contains(delivery.reader)) continue;
        will->doubtful = true;  // it may be out already: do not ask for it a second time
        if (account.published == 0) return accuse_of_haste(*will, delivery);
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

void WillDeliveries::settle(const std::shared_ptr<WillRecord>& will, bool judge, Instant now) {
    const bool denied = judge && judge_denied(*will, now);
    if (judge && !denied) judge_readers(*will, now);
    case_.ledger.decide(*will, WillEnd::published, will->cause_event, now);
}

bool WillDeliveries::judge_denied(const WillRecord& will, Instant now) {
    const Permission write =
        case_.rights.of(will.author, Access::write, will.content.topic, will.connect_at, now);
    if (write == Permission::denied && will.seen_by.empty() && case_.watched(will)) {
        case_.findings.held(will_sentences::permitted);
    }
    return write != Permission::allowed;
}

void WillDeliveries::judge_readers(const WillRecord& will, Instant now) {
    bool seen = !will.seen_by.empty();
    bool complete = true;
    for (const Connection* reader : case_.book.readers(will.content.topic)) {
        const bool has = will.seen_by.contains(reader->id);
        if (!has && must_see(will, *reader, now)) {
            missing(will, *reader, now);
            complete = false;
        }
        const Permission read = case_.rights.of(reader->identity, Access::read, will.content.topic,
                                                *will.may_from, now);
        if (!has && read == Permission::denied) case_.findings.held(will_sentences::permitted);
    }
    // An ordinary message of the same content could be what was seen.
    if (!seen || !complete || case_.ledger.ordinary(will.key).count > 0) return;
    case_.findings.held(will_sentences::published(will.terms.version));
    case_.findings.held(will_sentences::removed(will.terms.version));
    if (will.despite_disconnect) case_.findings.held(will_sentences::asked_for);
}

bool WillDeliveries::must_see(const WillRecord& will, const Connection& reader, Instant now) const {
    constexpr std::uint32_t short_lived = 2;    // seconds
    constexpr std::int64_t backed_up = 16'384;  // octets a small receive window may hold back
    constexpr std::size_t header_at_most = 1'024;
    const mqtt::Will& content = will.content;
    if (content.topic.starts_with('$')) return false;  // brokers keep such topics to themselves
    const auto expiry =
        content.properties.get<std::uint32_t>(mqtt::PropertyId::message_expiry_interval);
    if (expiry && *expiry <= short_lived) return false;
    const auto largest =
        reader.connect.properties.get<std::uint32_t>(mqtt::PropertyId::maximum_packet_size);
    if (largest && *largest < content.topic.size() + content.payload.size() + header_at_most) {
        return false;
    }
    if (reader.backlog > backed_up || (reader.busy_at && *reader.busy_at >= *will.may_from)) {
        return false;
    }
    const bool own = reader.identity.client_id == will.author.client_id;
    const auto standing = matching(*reader.session, content.topic);
    const bool subscribed =
        std::any_of(standing.begin(), standing.end(), [&](const Standing* each) {
            return each->since < *will.may_from && !(own && each->no_local);
        });
    return subscribed && case_.rights.of(reader.identity, Access::read, content.topic,
                                         *will.may_from, now) == Permission::allowed;
}

void WillDeliveries::missing(const WillRecord& will, const Connection& reader, Instant now) {
    const auto garbled = will.garbled.find(reader.id);
    const bool other = garbled != will.garbled.end();
    Violation violation;
    violation.id = will.despite_disconnect ? will_sentences::asked_for
                                           : will_sentences::published(will.terms.version);
    violation.at = now;
    violation.text = WillCase::name(will) + " did not reach '" +
                     reader.identity.client_id.value_or("") + "' by " +
                     to_seconds_text(now.time_since_epoch()) + " (" + will.cause + ")";
    if (other) violation.text += "; a payload that nobody sent came in its place";
    violation.evidence = {will.connect_event};
    if (will.cause_event != 0) violation.evidence.push_back(will.cause_event);
    if (other) violation.evidence.push_back(garbled->second);
    case_.findings.violated(std::move(violation));
}

}  // namespace breakwire::scenarios
