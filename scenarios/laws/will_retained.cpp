#include "scenarios/laws/will_retained.hpp"

#include <algorithm>

#include "scenarios/laws/will_sentences.hpp"

namespace breakwire::scenarios {

void WillRetained::stored(const std::string& topic, Instant at) {
    watched_.erase(topic);
    last_stored_[topic] = at;
}

void WillRetained::decided(const WillRecord& will, bool owed, Instant now) {
    const mqtt::Will& content = will.content;
    const auto last = last_stored_.find(content.topic);
    const bool overtaken =
        last != last_stored_.end() && last->second + case_.traits.promptness >= *will.may_from;
    if (content.retain) stored(content.topic, now);
    const bool lasting = content.qos != mqtt::Qos::at_most_once && !content.payload.empty() &&
                         !content.properties.has(mqtt::PropertyId::message_expiry_interval);
    const bool ambiguous = case_.ledger.ordinary(will.key).count > 0;
    if (!owed || will.seen_by.empty() || overtaken || ambiguous || in_motion(content.topic, now)) {
        return;
    }
    if (content.retain ? !lasting : watched_.contains(content.topic)) return;
    watched_[content.topic] = {will.key, will.terms.version, content.retain,
                               content.topic.size() + content.payload.size(), will.cause_event};
}

/// Whether another will on the topic may be changing what is stored.
bool WillRetained::in_motion(const std::string& topic, Instant now) {
    const auto wills = case_.ledger.on_topic(topic);
    return std::any_of(wills.begin(), wills.end(),
                       [now](const auto& will) { return will->content.retain && will->open(now); });
}

void WillRetained::flagged(const Connection& reader, const Account& account, Instant at) {
    constexpr std::size_t worth_a_look = 1'024;
    if (!watched_.contains(account.topic)) return;
    if (arrivals_.size() >= worth_a_look) {
        const Instant recent = at - 4 * case_.traits.promptness;
        std::erase_if(arrivals_, [recent](const auto& each) { return each.second < recent; });
    }
    arrivals_[{reader.id, account.key}] = at;
}

void WillRetained::arrived(const Connection& reader, const Account& account,
                           const sim::Event& event) {
    const bool retained = account.retained || case_.ledger.ordinary(account.key).retained;
    if (retained || account.published.empty()) return;
    case_.findings.violated({will_sentences::not_stored(account.last_version),
                             "a will with retain 0 on " + account.topic + " came to " +
                                 reader.name() + " as a retained message",
                             event.at,
                             {account.last_event, event.number}});
}

void WillRetained::granted(const Connection& reader, Instant at) {
    for (const auto& [topic, watched] : watched_) {
        const auto standing = matching(*reader.session, topic);
        const bool asks = std::any_of(standing.begin(), standing.end(), [at](const Standing* each) {
            return each->since == at && !each->resumed && each->retain_handling == 0;
        });
        if (!asks) continue;
        const Instant when = at + 2 * case_.traits.promptness;
        case_.agenda.add(when, [this, id = reader.id, text = topic, event = watched.event, at] {
            verdict(id, text, event, at);
        });
    }
}

void WillRetained::verdict(sim::ConnectionId id, const std::string& topic, std::uint64_t event,
                           Instant asked) {
    const auto it = watched_.find(topic);
    const Connection* reader = case_.book.find(id);
    const Instant now = asked + 2 * case_.traits.promptness;
    if (it == watched_.end() || it->second.event != event || reader == nullptr) return;
    const Watched& watched = it->second;
    const auto arrival = arrivals_.find({id, watched.key});
    // It may come before the SUBACK.
    const bool came =
        arrival != arrivals_.end() && arrival->second + case_.traits.promptness >= asked;
    if (in_motion(topic, now) || !judgeable(*reader, topic, watched, asked, now)) return;
    if (came == watched.retain) {
        case_.findings.held(watched.retain ? will_sentences::stored(watched.version)
                                           : will_sentences::not_stored(watched.version));
    } else if (watched.retain) {
        case_.findings.violated({will_sentences::stored(watched.version),
                                 "a will with retain 1 on " + topic + " did not come to " +
                                     reader->name() + ", who subscribed after it was published",
                                 now,
                                 {watched.event}});
    }
}

bool WillRetained::judgeable(const Connection& reader, const std::string& topic,
                             const Watched& watched, Instant asked, Instant now) const {
    const bool held_up = reader.backed_up() || reader.full_since(asked);
    return reader.healthy() && !held_up && reader.takes(watched.size) && !topic.starts_with('$') &&
           case_.rights.of(reader.identity, Access::read, topic, asked - case_.traits.promptness,
                           now) == Permission::allowed;
}

void WillRetained::forget() {
    watched_.clear();
    arrivals_.clear();
}

}  // namespace breakwire::scenarios
