#include "scenarios/laws/acl_law.hpp"

#include <algorithm>

#include "scenarios/laws/inflight.hpp"

namespace breakwire::scenarios {

namespace {

constexpr auto may_read = "BW-ACL-1";
constexpr auto may_write = "BW-ACL-2";
constexpr auto withdrawn = "BW-ACL-7";

std::string who(const Connection& connection) {
    const std::string client = "'" + connection.identity.client_id.value_or("") + "'";
    return connection.identity.user ? client + " (user " + *connection.identity.user + ")"
                                    : client + " (anonymous)";
}

}  // namespace

AclLaw::AclLaw(const LawContext& context)
    : promptness_(context.traits.promptness),
      book_(3 * promptness_, inflight_limit(context.broker.limits)),
      rights_(context.broker.acl, promptness_),
      findings_({{may_read, "whoever gets a message may read its topic"},
                 {may_write, "a message whose author may not write its topic reaches nobody"},
                 {withdrawn, "a right that is withdrawn ends for those who had it"}}) {}

void AclLaw::see(const sim::Event& event) {
    agenda_.run_before(event.at);
    Connection* connection = book_.see(event);
    if (connection == nullptr || !rights_.exercised()) return;
    const auto* seen = event.as<sim::PacketSeen>();
    if (seen == nullptr) {
        may_be_out(*connection, event.at);
        return;
    }
    const bool up = seen->direction == sim::Direction::up;
    if (const auto* publish = seen->as<mqtt::Publish>(); publish && !connection->topic.empty()) {
        up ? sent(*connection, *publish, event) : delivered(*connection, *publish, event);
    } else if (connection->connect_event == event.number && connection->connect.will) {
        willed(*connection, event);
    } else if (seen->as<mqtt::Disconnect>() != nullptr || seen->packet == nullptr) {
        may_be_out(*connection, event.at);
    }
}

void AclLaw::sent(Connection& author, const mqtt::Publish& publish, const sim::Event& event) {
    const MessageKey key = message_key(author.topic, publish.payload);
    Origin& origin = origins_[key];
    if (!origin.first_at) origin.first_at = event.at;
    note({key, author.identity, author.topic, event.at, event.number,
          publish.qos == mqtt::Qos::exactly_once});
    expect_withheld(author.topic, key, event.at);
}

/// Whoever could read the topic before the list changed, and would get the message, gets nothing.
void AclLaw::expect_withheld(const std::string& topic, MessageKey key, Instant at) {
    if (!rights_.changed()) return;
    for (const Connection* reader : book_.readers(topic)) {
        const bool lost =
            rights_.of(reader->identity, Access::read, topic, at) == Permission::denied &&
            rights_.ever(reader->identity, Access::read, topic) == Permission::unclear;
        if (!lost) continue;
        const auto whom = std::pair(reader->id, key);
        withheld_.insert(whom);
        agenda_.add(at + promptness_, [this, whom] {
            if (withheld_.erase(whom) > 0) findings_.held(withdrawn);
        });
    }
}

void AclLaw::willed(const Connection& author, const sim::Event& event) {
    const mqtt::Will& will = *author.connect.will;
    note({message_key(will.topic, will.payload), author.identity, will.topic, event.at,
          event.number, true});
}

void AclLaw::note(Denied origin) {
    const Permission write = rights_.of(origin.author, Access::write, origin.topic, origin.at);
    Origin& known = origins_[origin.key];
    if (write != Permission::denied) {
        known.permitted = true;
    } else if (!known.permitted) {
        note_denied(std::move(origin));
    }
}

void AclLaw::note_denied(Denied origin) {
    origin.watched = watched(origin.topic, origin.at);
    const auto [it, fresh] = denied_.try_emplace(origin.key, origin);
    if (fresh) return;
    Denied& known = it->second;
    known.several = known.several || !(known.author == origin.author);
    known.later = known.later || origin.later;
    known.watched = known.watched || origin.watched;
    known.at = origin.at;
}

void AclLaw::may_be_out(const Connection& author, Instant now) {
    if (!author.connect.will) return;
    const mqtt::Will& will = *author.connect.will;
    const auto it = origins_.find(message_key(will.topic, will.payload));
    if (it != origins_.end() && !it->second.first_at) it->second.first_at = now;
}

bool AclLaw::watched(const std::string& topic, Instant at) {
    const auto readers = book_.readers(topic);
    return std::any_of(readers.begin(), readers.end(), [&](const Connection* reader) {
        return rights_.of(reader->identity, Access::read, topic, at) == Permission::allowed;
    });
}

void AclLaw::delivered(Connection& reader, const mqtt::Publish& publish, const sim::Event& event) {
    const MessageKey key = message_key(reader.topic, publish.payload);
    const auto origin = origins_.find(key);
    withheld_.erase({reader.id, key});
    judge_reader(reader, publish, origin == origins_.end() ? nullptr : &origin->second, event);
    judge_author(reader, key, event);
}

void AclLaw::judge_reader(const Connection& reader, const mqtt::Publish& publish,
                          const Origin* origin, const sim::Event& event) {
    std::optional<Instant> since = asked_for_at(reader, publish);
    if (!since && origin != nullptr) since = origin->first_at;
    const Permission read = read_permission(reader.identity, reader.topic, since, event.at);
    if (read == Permission::allowed) findings_.held(may_read);
    if (read != Permission::denied) return;
    const bool had_it = rights_.ever(reader.identity, Access::read, reader.topic) !=
                        Permission::denied;  // under another list of the case
    Violation violation{
        had_it ? withdrawn : may_read,
        who(reader) + " got a message on " + reader.topic + " and may not read that topic",
        event.at,
        {reader.connect_event, event.number}};
    agenda_.add(event.at + promptness_,
                [this, since, reader_is = reader.identity, topic = reader.topic, violation] {
                    const Permission then = read_permission(reader_is, topic, since, violation.at);
                    if (then == Permission::denied) findings_.violated(violation);
                });
}

/// A message may have waited since its origin, under the rules of that time. Of one without a known
/// origin nobody can say how long.
Permission AclLaw::read_permission(const Identity& who, const std::string& topic,
                                   std::optional<Instant> since, Instant at) const {
    return since ? rights_.of(who, Access::read, topic, *since, at)
                 : rights_.ever(who, Access::read, topic);
}

std::optional<Instant> AclLaw::asked_for_at(const Connection& reader,
                                            const mqtt::Publish& publish) const {
    // Only a stored message sent because of a new subscription: it was looked up then.
    if (!publish.retain || reader.resumed || !reader.asked.empty()) return std::nullopt;
    std::optional<Instant> first;
    for (const Standing* each : matching(*reader.session, reader.topic)) {
        if (each->retain_as_published) return std::nullopt;
        first = first ? std::min(*first, each->since) : each->since;
    }
    if (!first) return std::nullopt;
    return std::max(*first - promptness_, reader.connect_at);
}

void AclLaw::judge_author(const Connection& reader, MessageKey key, const sim::Event& event) {
    const auto it = denied_.find(key);
    if (it == denied_.end() || origins_[key].permitted) return;
    it->second.delivered = true;
    Violation violation{may_write,
                        "a message on " + it->second.topic + " reached " + who(reader) +
                            ", though its author '" + it->second.author.client_id.value_or("") +
                            "' may not write there",
                        event.at,
                        {it->second.event, event.number}};
    agenda_.add(event.at + promptness_, [this, key, violation] {
        if (!origins_[key].permitted) findings_.violated(violation);
    });
}

void AclLaw::acl_changed(const std::vector<AclRule>& rules, Instant at) {
    rights_.change(rules, at);
    for (auto& [key, denied] : denied_) {
        const bool under_way = denied.later || denied.at + promptness_ >= at;
        if (!under_way) continue;
        const Permission now = rights_.of(denied.author, Access::write, denied.topic, at);
        if (denied.several || now != Permission::denied) origins_[key].permitted = true;
    }
}

std::vector<LawFinding> AclLaw::finish(Instant end) {
    agenda_.run_before(Instant::max());  // no new ACL can come any more
    for (const auto& [key, denied] : denied_) {
        const bool withheld = !denied.delivered && !origins_[key].permitted;
        if (withheld && denied.watched && denied.at + promptness_ < end) findings_.held(may_write);
    }
    return findings_.all();
}

}  // namespace breakwire::scenarios
