// What the delivery law makes of a delivery, and of one that does not come.
#include <fmt/format.h>

#include <algorithm>

#include "scenarios/laws/delivery_law.hpp"

namespace breakwire::scenarios {

namespace {

/// How many filters that match `topic` the session ever asked for and had not given up by `since`.
std::uint64_t filters_for(const SessionSeen& session, const std::string& topic, Instant since) {
    std::uint64_t count = 0;
    for (const auto& [text, until] : session.wanted) {
        if (until < since) continue;
        const auto filter = TopicFilter::parse(text);
        if (filter && filter->matches(topic)) ++count;
    }
    return count;
}

std::string where(const Connection& connection) { return "a message on " + connection.topic; }

}  // namespace

void DeliveryLaw::delivered(Connection& connection, const mqtt::Publish& publish,
                            const sim::Event& event) {
    DeliveryReader* reader = readers_.of(connection);
    if (reader == nullptr || connection.topic.empty()) return;
    reader->progress = event.at;
    const MessageKey key = message_key(connection.topic, publish.payload);
    DeliveryReader::Tally& tally = reader->tallies[key];
    if (tally.got++ == 0) ++counts_.delivered;
    settle_met(*reader, connection.connect.version);
    Publication* publication = publications_.find(key);
    if (publication == nullptr) {
        if (connection.topic.starts_with('$')) return judge_of_broker(connection, *reader, event);
        const bool provable = start_seen_ && !tainted_;
        if (!provable) return;
        ++counts_.unexpected;
        judge(false, DeliveryRule::published, connection,
              "got " + where(connection) + " that nobody sent", event, 0);
        return;
    }
    rules_.held(DeliveryRule::published, connection.connect.version);
    if (!reader->certain || !reader->session->whole) return;
    const bool asked = filters_for(*reader->session, connection.topic, Instant::min()) > 0;
    judge(asked, DeliveryRule::subscribed, connection,
          "got " + where(connection) + " and never subscribed to it", event, publication->event);
    if (publish.dup || publish.retain || !asked) return;
    judge_new(connection, *reader, publish, *publication, tally, event);
}

/// A message of the broker's own, as under `$SYS`, which no filter that begins with a wildcard
/// matches.
void DeliveryLaw::judge_of_broker(const Connection& connection, const DeliveryReader& reader,
                                  const sim::Event& event) {
    if (!reader.certain || !reader.session->whole) return;
    const bool asked = filters_for(*reader.session, connection.topic, Instant::min()) > 0;
    judge(asked, DeliveryRule::subscribed, connection,
          "got " + where(connection) + " and never subscribed to it by name", event, 0);
}

void DeliveryLaw::judge_new(const Connection& connection, DeliveryReader& reader,
                            const mqtt::Publish& publish, Publication& publication,
                            DeliveryReader::Tally& tally, const sim::Event& event) {
    ++tally.fresh[static_cast<std::size_t>(publish.qos)];
    if (publication.unique()) {
        judge_unique(connection, reader, publish, publication, event);
        const std::uint32_t all = tally.fresh[0] + tally.fresh[1] + tally.fresh[2];
        if (all == 1) judge_turn(connection, reader, publish, publication, event);
    }
    if (publication.vague || publish.qos == mqtt::Qos::at_least_once) return;
    const std::uint64_t allowed =
        publication.count * filters_for(*reader.session, connection.topic, Instant::min());
    const bool twice = publish.qos == mqtt::Qos::exactly_once;
    // A filter brings one copy, at one quality: at QoS 0 and at QoS 2 once more is twice.
    const std::uint32_t copies = tally.fresh[0] + tally.fresh[2];
    if (copies > allowed) ++counts_.duplicated;
    judge(copies <= allowed, twice ? DeliveryRule::exactly_once : DeliveryRule::at_most_once,
          connection,
          fmt::format("got {} copies of {}, and {} were due", copies, where(connection), allowed),
          event, publication.event);
}

void DeliveryLaw::judge_unique(const Connection& connection, const DeliveryReader& reader,
                               const mqtt::Publish& publish, const Publication& publication,
                               const sim::Event& event) {
    const SessionSeen& session = *reader.session;
    const std::uint64_t open = filters_for(session, connection.topic, publication.at);
    judge(open > 0, DeliveryRule::unsubscribed, connection,
          "had given up its subscription and got " + where(connection), event, publication.event);
    judge(publish.qos <= publication.qos, DeliveryRule::quality, connection,
          fmt::format("got {} at QoS {}, which was sent at QoS {}", where(connection),
                      static_cast<int>(publish.qos), static_cast<int>(publication.qos)),
          event, publication.event);
    const auto standing = matching(session, connection.topic);
    const bool settled = standing.size() == open &&
                         std::all_of(standing.begin(), standing.end(), [&](const auto* each) {
                             return each->since < publication.at;
                         });
    if (!settled || standing.empty()) return;
    const auto best = *std::max_element(standing.begin(), standing.end(),
                                        [](auto* a, auto* b) { return a->granted < b->granted; });
    judge(publish.qos <= best->granted, DeliveryRule::quality, connection,
          fmt::format("got {} at QoS {} and was granted QoS {}", where(connection),
                      static_cast<int>(publish.qos), static_cast<int>(best->granted)),
          event, publication.event);
    const bool shy = std::all_of(standing.begin(), standing.end(),
                                 [](const auto* each) { return each->no_local; });
    if (!shy) return;
    const bool own = publication.author_name == Publications::digest(connection);
    judge(!own, DeliveryRule::no_local, connection,
          "asked for No Local and got its own message on " + connection.topic, event,
          publication.event);
}

void DeliveryLaw::judge_turn(const Connection& connection, DeliveryReader& reader,
                             const mqtt::Publish& publish, const Publication& publication,
                             const sim::Event& event) {
    if (publication.released == 0) return;
    const std::uint64_t stream = message_key(connection.topic, {}) + publication.author * 31U +
                                 static_cast<std::uint64_t>(publication.qos) * 3U +
                                 static_cast<std::uint64_t>(publish.qos);
    DeliveryReader::Turn& last = reader.turns[stream];
    // At QoS 2 a broker may go by the PUBLISHes or by the PUBRELs.
    const bool behind = publication.event < last.published && publication.released < last.released;
    judge(!behind, DeliveryRule::in_order, connection,
          "got " + where(connection) + " behind a later one of the same publisher", event,
          publication.event);
    if (publication.event > last.published) last = {publication.event, publication.released};
}

void DeliveryLaw::watch(DeliveryReader& reader, Instant when) {
    if (reader.watched || reader.connection == 0) return;
    reader.watched = true;
    dues_.emplace(when, reader.number);
}

void DeliveryLaw::run_before(Instant now) {
    while (!dues_.empty() && dues_.begin()->first < now) {
        const auto [due, number] = *dues_.begin();
        dues_.erase(dues_.begin());
        DeliveryReader* reader = readers_.find(number);
        if (reader == nullptr) continue;
        reader->watched = false;
        look(*reader, due, now);
    }
}

void DeliveryLaw::look(DeliveryReader& reader, Instant due, Instant now) {
    const Connection* connection = book_.find(reader.connection);
    if (reader.owed.empty() || connection == nullptr || !connection->healthy()) return;
    const bool held_up = connection->full() || connection->backed_up() ||
                         !calm_.ever_since(due - traits_.promptness);
    if (held_up) return watch(reader, now + traits_.promptness);
    const Instant idle_from =
        std::max(reader.progress, connection->busy_at.value_or(Instant::min()));
    if (idle_from + traits_.promptness > due) return watch(reader, idle_from + traits_.promptness);
    lose(reader, *connection, due);
    if (!reader.owed.empty()) watch(reader, reader.owed.front().at + traits_.promptness);
}

/// The broker has had nothing else to send or to wait for, for as long as its promptness.
void DeliveryLaw::lose(DeliveryReader& reader, const Connection& connection, Instant due) {
    std::deque<DeliveryReader::Owed> young;
    for (const DeliveryReader::Owed& each : reader.owed) {
        DeliveryReader::Tally& tally = reader.tallies[each.key];
        if (tally.met(each.need) || !connection.takes(each.size)) continue;
        const bool mortal = each.good_until != Instant::max();
        if (mortal && (each.good_until <= due || !calm_.ever_since(each.at))) {
            tally.expired = true;
            continue;
        }
        if (each.at + traits_.promptness > due) {
            young.push_back(each);
            continue;
        }
        ++counts_.lost;
        const auto rule = each.away ? DeliveryRule::kept_for_later : DeliveryRule::delivered;
        rules_.violated(rule, connection.connect.version,
                        connection.name() + " never got a message that the broker acknowledged",
                        due, {each.event});
    }
    reader.owed = std::move(young);
}

}  // namespace breakwire::scenarios
