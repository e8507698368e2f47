#include "scenarios/laws/retained_readers.hpp"

#include <algorithm>

namespace breakwire::scenarios {

namespace {

bool flags_as_published(const RetainedAsk* ask) { return ask->options.retain_as_published; }

}  // namespace

void RetainedReaders::arrived(const Connection& connection) {
    if (connection.gone) return;
    Reader& reader = readers_[connection.id];
    reader.fresh = !connection.resumed;
    reader.vague = connection.crossed || !connection.session->whole;
    if (reader.fresh) return;
    // What it asked for before this CONNACK may have been there before, or not.
    reader.vague = reader.vague || !reader.asks.all().empty();
    if (!reader.vague) reader.asks = RetainedAsks(*connection.session);
}

void RetainedReaders::asked(const Connection& connection, const mqtt::Subscribe& subscribe,
                            const sim::Event& event) {
    if (connection.gone) return;
    readers_[connection.id].asks.asked(subscribe, event);
    const auto& all = subscribe.subscriptions;
    const bool as_published = std::any_of(
        all.begin(), all.end(), [](const auto& each) { return each.retain_as_published; });
    if (as_published) case_.store.remember_all_plain();
}

void RetainedReaders::answered(const Connection& connection, const mqtt::Suback& suback,
                               Instant at) {
    const auto reader = readers_.find(connection.id);
    if (reader == readers_.end()) return;
    for (const std::size_t place : reader->second.asks.answered(suback, at)) {
        case_.agenda.add(at + 2 * case_.traits.promptness,
                         [this, id = connection.id, place] { look(id, place); });
    }
}

void RetainedReaders::gave_up(const Connection& connection, const mqtt::Unsubscribe& unsubscribe) {
    const auto reader = readers_.find(connection.id);
    if (reader != readers_.end()) reader->second.asks.gave_up(unsubscribe);
}

void RetainedReaders::released(const Connection& connection, const mqtt::Unsuback& unsuback) {
    const auto reader = readers_.find(connection.id);
    if (reader != readers_.end()) reader->second.asks.released(unsuback);
}

void RetainedReaders::look(sim::ConnectionId id, std::size_t place) {
    constexpr std::size_t below_all_queues = 100;
    const auto reader = readers_.find(id);
    const Connection* connection = case_.book.find(id);
    if (reader == readers_.end() || connection == nullptr || reader->second.vague) return;
    const RetainedAsk& ask = reader->second.asks.all()[place];
    const bool held_up = connection->backed_up() || connection->full_since(ask.asked_at) ||
                         !case_.calm.ever_since(ask.asked_at);
    if (ask.replaced || !connection->healthy() || held_up) return;
    std::vector<const std::pair<const std::string, RetainedTopic>*> due;
    for (const auto& each : case_.store.topics()) {
        if (ask.filter.matches(each.first) && !each.first.starts_with('$')) due.push_back(&each);
    }
    if (due.size() > below_all_queues) return;
    for (const auto* each : due) {
        look_at(*connection, reader->second, ask, each->first, each->second);
    }
}

void RetainedReaders::look_at(const Connection& connection, const Reader& reader,
                              const RetainedAsk& ask, const std::string& text,
                              const RetainedTopic& topic) {
    if (topic.changed() >= ask.asked_at - case_.traits.promptness) return;
    if (case_.rights.ever(connection.identity, Access::read, text) != Permission::allowed) return;
    const RetainedWrite* last = topic.last();
    const auto arrivals = reader.arrivals.find(text);
    bool came = false;
    bool other_came = false;
    if (arrivals != reader.arrivals.end()) {
        for (const Arrival& each : arrivals->second) {
            if (each.at < ask.asked_at) continue;
            const bool same = last != nullptr && each.key == last->key;
            (same ? came : other_came) = true;
        }
    }
    judge_held(connection, ask, text, topic, came, other_came);
}

void RetainedReaders::judge_held(const Connection& connection, const RetainedAsk& ask,
                                 const std::string& text, const RetainedTopic& topic, bool came,
                                 bool other_came) {
    const mqtt::Version version = connection.connect.version;
    const RetainedWrite* last = topic.last();
    if (other_came || last == nullptr) return;  // what came is judged by itself
    if (topic.empty() && !came) {
        case_.rules.held(RetainedRule::cleared, version);
        case_.rules.held(RetainedRule::empty_not_stored, version);
        return;
    }
    const bool own = last->author.client_id == connection.identity.client_id;
    if (last->empty || !connection.takes(last->size) || (ask.options.no_local && own)) return;
    if (!ask.must_bring()) {
        const RetainedRule rule = ask.options.retain_handling == 2 ? RetainedRule::never_asked_for
                                                                   : RetainedRule::only_if_new;
        if (!came && !ask.may_bring() && !ask.shared) case_.rules.held(rule, version);
        return;
    }
    if (!came && !last->lasting) return;
    const bool if_new = ask.options.retain_handling == 1;
    case_.judge(
        came, if_new ? RetainedRule::only_if_new : RetainedRule::replayed, connection,
        "subscribed to " + ask.options.filter + " and did not get what is retained on " + text,
        *ask.answered_at + 2 * case_.traits.promptness, {last->event, ask.event});
    if (!came) return;
    if (topic.size() > 1) case_.rules.held(RetainedRule::stored, version);
    if (topic.was_passed_by()) case_.rules.held(RetainedRule::plain_not_stored, version);
}

void RetainedReaders::delivered(const Connection& connection, const mqtt::Publish& publish,
                                const sim::Event& event) {
    const auto it = readers_.find(connection.id);
    const std::string& topic = connection.topic;
    if (it == readers_.end() || topic.empty()) return;
    const MessageKey key = message_key(topic, publish.payload);
    Reader& reader = it->second;
    if (publish.retain) reader.arrivals[topic].push_back({key, event.at});
    const Delivery delivery{
        connection, publish, event, key, case_.store.find(topic), reader.asks.for_topic(topic)};
    const bool shared = std::any_of(delivery.asks.begin(), delivery.asks.end(),
                                    [](auto* ask) { return ask->shared; });
    const bool judged = reader.fresh && !reader.vague && !shared && !delivery.asks.empty();
    if (publish.dup || !judged || topic.starts_with('$')) return;
    publish.retain ? flagged(delivery) : unflagged(delivery);
}

bool RetainedReaders::hindered(const Connection& connection, Instant at) const {
    const Instant since = at - 2 * case_.traits.promptness;
    return connection.backed_up() || connection.full_since(since) || !case_.calm.ever_since(since);
}

/// The subscriptions that may have brought it just now.
RetainedReaders::Asks RetainedReaders::recent(const Delivery& delivery) const {
    if (hindered(delivery.connection, delivery.event.at)) return delivery.asks;
    const Instant since = delivery.event.at - 2 * case_.traits.promptness;
    Asks found;
    std::copy_if(delivery.asks.begin(), delivery.asks.end(), std::back_inserter(found),
                 [since](auto* ask) { return ask->answered_at.value_or(Instant::max()) >= since; });
    return found;
}

/// Whether all of `asks` were granted well before `since` and still stand.
bool RetainedReaders::stood_before(const Asks& asks, Instant since) const {
    return std::all_of(asks.begin(), asks.end(), [&](const RetainedAsk* ask) {
        return ask->granted && !ask->replaced &&
               *ask->answered_at + case_.traits.promptness < since;
    });
}

void RetainedReaders::judge(bool obeyed, RetainedRule rule, const Delivery& delivery,
                            const std::string& text, std::uint64_t cause) {
    std::vector<std::uint64_t> evidence;
    if (cause != 0) evidence.push_back(cause);
    evidence.push_back(delivery.event.number);
    case_.judge(obeyed, rule, delivery.connection, text, delivery.event.at, std::move(evidence));
}

void RetainedReaders::flagged(const Delivery& delivery) {
    Asks causes = recent(delivery);
    std::erase_if(causes, [](const RetainedAsk* ask) { return !ask->may_bring(); });
    if (!case_.store.ever_written(delivery.key) && !case_.willed.contains(delivery.key)) {
        if (case_.all_known) never_retained(delivery, !causes.empty());
        return;
    }
    const auto as_published =
        std::count_if(delivery.asks.begin(), delivery.asks.end(), flags_as_published);
    if (as_published > 0) {
        const bool all = as_published == static_cast<std::ptrdiff_t>(delivery.asks.size());
        if (all && causes.empty()) judge(true, RetainedRule::as_published, delivery, "", 0);
    } else if (causes.empty()) {
        unasked(delivery);
    } else {
        brought(delivery, causes);
    }
}

void RetainedReaders::never_retained(const Delivery& delivery, bool brought) {
    const bool as_published =
        std::all_of(delivery.asks.begin(), delivery.asks.end(), flags_as_published);
    RetainedRule rule = RetainedRule::plain_not_stored;
    if (!brought) rule = as_published ? RetainedRule::as_published : RetainedRule::flag_clear;
    judge(false, rule, delivery,
          "got a message on " + delivery.connection.topic +
              " with the retain flag, and it was sent without",
          0);
}

/// No subscription can have brought it, so it came to a standing one, or to one that wanted none.
void RetainedReaders::unasked(const Delivery& delivery) {
    const std::string& topic = delivery.connection.topic;
    const Asks near = recent(delivery);
    if (near.empty()) {
        return judge(false, RetainedRule::flag_clear, delivery,
                     "got a message on " + topic +
                         " with the retain flag, and had not subscribed just before",
                     0);
    }
    const bool never = near.back()->options.retain_handling == 2;
    judge(false, never ? RetainedRule::never_asked_for : RetainedRule::only_if_new, delivery,
          "got a retained message on " + topic + " against its Retain Handling",
          near.back()->event);
}

void RetainedReaders::brought(const Delivery& delivery, const Asks& causes) {
    const std::string& topic = delivery.connection.topic;
    if (delivery.publish.payload.empty()) {
        return judge(false, RetainedRule::empty_not_stored, delivery,
                     "got an empty message on " + topic + " as a retained one", 0);
    }
    if (delivery.topic == nullptr) return;
    const auto writes = delivery.topic->with(delivery.key);
    if (writes.empty()) return;
    Instant looked_up = Instant::max();
    for (const RetainedAsk* ask : causes) looked_up = std::min(looked_up, ask->asked_at);
    const Instant settled_by = looked_up - case_.traits.promptness;
    for (const RetainedWrite* write : writes) {
        const RetainedWrite* next = delivery.topic->successor(*write);
        if (next != nullptr && next->to < settled_by) continue;
        if (write->to < settled_by) {
            judge(true, RetainedRule::flag_set, delivery, "", 0);
        }
        if (writes.size() == 1) judge_quality(delivery, *write);
        return;
    }
    const RetainedWrite* next = delivery.topic->successor(*writes.back());
    judge(false, next->empty ? RetainedRule::cleared : RetainedRule::stored, delivery,
          "got what was retained on " + topic +
              (next->empty ? " before it was cleared" : " before the last message"),
          next->event);
}

void RetainedReaders::judge_quality(const Delivery& delivery, const RetainedWrite& write) {
    const bool known = std::all_of(delivery.asks.begin(), delivery.asks.end(),
                                   [](auto* ask) { return ask->answered_at.has_value(); });
    if (!known || case_.willed.contains(delivery.key)) return;
    const bool right = std::any_of(delivery.asks.begin(), delivery.asks.end(), [&](auto* ask) {
        return ask->granted && delivery.publish.qos == std::min(write.qos, *ask->granted);
    });
    judge(right, RetainedRule::quality, delivery,
          "got the retained message of " + delivery.connection.topic + " at QoS " +
              std::to_string(static_cast<int>(delivery.publish.qos)) + ", stored at QoS " +
              std::to_string(static_cast<int>(write.qos)),
          write.event);
}

void RetainedReaders::unflagged(const Delivery& delivery) {
    if (delivery.topic == nullptr || case_.store.was_plain(delivery.key) ||
        case_.willed.contains(delivery.key)) {
        return;
    }
    const auto writes = delivery.topic->with(delivery.key);
    if (writes.size() != 1) return;
    const RetainedWrite& write = *writes.front();
    const std::string& topic = delivery.connection.topic;
    const bool later = std::all_of(delivery.asks.begin(), delivery.asks.end(), [&](auto* ask) {
        return write.to != Instant::max() && ask->asked_at > write.to + case_.traits.promptness;
    });
    if (later) {
        if (!case_.calm.ever_since(write.from)) return;
        return judge(false, RetainedRule::flag_set, delivery,
                     "subscribed and got what is retained on " + topic + " without the retain flag",
                     write.event);
    }
    if (!stood_before(delivery.asks, write.from)) return;
    const auto as_published =
        std::count_if(delivery.asks.begin(), delivery.asks.end(), flags_as_published);
    if (as_published == 0) {
        judge(true, RetainedRule::flag_clear, delivery, "", 0);
    } else if (as_published == static_cast<std::ptrdiff_t>(delivery.asks.size())) {
        judge(false, RetainedRule::as_published, delivery,
              "asked for flags as published and got a message on " + topic +
                  " without the retain flag it was sent with",
              write.event);
    }
}

}  // namespace breakwire::scenarios
