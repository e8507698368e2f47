#include "scenarios/laws/will_debts.hpp"

#include <algorithm>

#include "scenarios/laws/will_sentences.hpp"

namespace breakwire::scenarios {

void WillDebts::settle(const std::shared_ptr<WillRecord>& will, bool judge, Instant now) {
    const bool owed = judge && judge_author(*will, now);
    if (owed) judge_readers(*will, now);
    Account& account = case_.ledger.account_of(*will);
    for (const auto& [id, _] : will->seen_by) {
        const Connection* reader = case_.book.find(id);
        const bool needed = owed && reader != nullptr && must_see(*will, *reader, now);
        if (!needed) pass_on(account, *will, id);
    }
    case_.ledger.decide(*will, WillEnd::published, will->cause_event, now);
    retained_.decided(*will, owed, now);
}

/// Whether the author was allowed to write all the time.
bool WillDebts::judge_author(const WillRecord& will, Instant now) {
    const Permission write =
        case_.rights.of(will.author, Access::write, will.content.topic, will.connect_at, now);
    if (write == Permission::denied && will.seen_by.empty() && case_.watched(will.content.topic)) {
        case_.findings.held(will_sentences::permitted);
    }
    return write == Permission::allowed;
}

void WillDebts::judge_readers(WillRecord& will, Instant now) {
    Account& account = case_.ledger.account_of(will);
    bool complete = true;
    for (const Connection* reader : case_.book.readers(will.content.topic)) {
        if (will.seen_by.contains(reader->id) || reclaim(account, will, reader->id)) continue;
        const Permission read = case_.rights.of(reader->identity, Access::read, will.content.topic,
                                                *will.may_from, now);
        if (read == Permission::denied) case_.findings.held(will_sentences::permitted);
        if (!must_see(will, *reader, now)) continue;
        missing(will, *reader, now);
        complete = false;
    }
    // An ordinary message of the same content could be what was seen.
    const bool unclear = case_.ledger.ordinary(will.key).count > 0;
    if (will.seen_by.empty() || !complete || unclear) return;
    case_.findings.held(will_sentences::published(will.terms.version));
    case_.findings.held(will_sentences::removed(will.terms.version));
    if (will.despite_disconnect) case_.findings.held(will_sentences::asked_for);
}

bool WillDebts::must_see(const WillRecord& will, const Connection& reader, Instant now) const {
    // Brokers keep topics that start with `$` to themselves.
    if (will.content.topic.starts_with('$') || !subscribed(will, reader)) return false;
    const bool held_up = reader.backed_up() || reader.full_since(*will.may_from);
    return !held_up && fits(will, reader) &&
           case_.rights.of(reader.identity, Access::read, will.content.topic, *will.may_from,
                           now) == Permission::allowed;
}

/// Whether neither its size nor its age keeps the will from the reader.
bool WillDebts::fits(const WillRecord& will, const Connection& reader) {
    constexpr std::uint32_t short_lived = 2;  // seconds
    const auto expiry =
        will.content.properties.get<std::uint32_t>(mqtt::PropertyId::message_expiry_interval);
    return (!expiry || *expiry > short_lived) &&
           reader.takes(will.content.topic.size() + will.content.payload.size());
}

bool WillDebts::subscribed(const WillRecord& will, const Connection& reader) {
    const bool own = reader.identity.client_id == will.author.client_id;
    const auto standing = matching(*reader.session, will.content.topic);
    return std::any_of(standing.begin(), standing.end(), [&](const Standing* each) {
        return each->since < *will.may_from && !(own && each->no_local);
    });
}

void WillDebts::missing(const WillRecord& will, const Connection& reader, Instant now) {
    const auto garbled = will.garbled.find(reader.id);
    const bool other = garbled != will.garbled.end();
    Violation violation;
    violation.id = will.despite_disconnect ? will_sentences::asked_for
                                           : will_sentences::published(will.terms.version);
    violation.at = now;
    violation.text = WillCase::name(will) + " did not reach " + reader.name() + " by " +
                     to_seconds_text(now.time_since_epoch()) + " (" + will.cause + ")";
    if (other) violation.text += "; a payload that nobody sent came in its place";
    violation.evidence = {will.connect_event};
    if (will.cause_event != 0) violation.evidence.push_back(will.cause_event);
    if (other) violation.evidence.push_back(garbled->second);
    case_.findings.violated(std::move(violation));
}

}  // namespace breakwire::scenarios
