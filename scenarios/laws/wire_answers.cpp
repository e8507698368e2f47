#include "scenarios/laws/wire_answers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace breakwire::scenarios {

namespace {

using mqtt::Qos;

std::uint32_t key_of(Awaits what, std::uint16_t id) {
    return static_cast<std::uint32_t>(what) << 16U | id;
}

Awaits awaited(std::uint32_t key) { return static_cast<Awaits>(key >> 16U); }

struct Wait {
    WireRule answered;
    WireRule matches;  ///< broken by an answer that nobody asked for
    const char* request;
    const char* answer;
};

/// In the order of `Awaits`.
constexpr Wait waits[] = {
    {WireRule::connect_answered, WireRule::connack_once, "CONNECT", "CONNACK"},
    {WireRule::puback, WireRule::ack_matches, "PUBLISH at QoS 1", "PUBACK"},
    {WireRule::pubrec, WireRule::ack_matches, "PUBLISH at QoS 2", "PUBREC"},
    {WireRule::pubrel, WireRule::pubrel, "PUBREC", "PUBREL"},
    {WireRule::pubcomp, WireRule::ack_matches, "PUBREL", "PUBCOMP"},
    {WireRule::suback, WireRule::answer_matches, "SUBSCRIBE", "SUBACK"},
    {WireRule::unsuback, WireRule::answer_matches, "UNSUBSCRIBE", "UNSUBACK"},
    {WireRule::pingresp, WireRule::pingresp_asked, "PINGREQ", "PINGRESP"},
};

const Wait& wait_for(Awaits what) { return waits[static_cast<std::size_t>(what)]; }

bool contains(const std::deque<std::uint64_t>& events, std::uint64_t event) {
    return std::find(events.begin(), events.end(), event) != events.end();
}

std::string with_id(const char* packet, std::uint16_t id) {
    return id == 0 ? std::string(packet) : fmt::format("{} with packet id {}", packet, id);
}

}  // namespace

void WireAnswers::run_before(Instant now) {
    while (!dues_.empty() && dues_.front().when < now) {
        overdue(dues_.front());
        dues_.pop_front();
    }
}

void WireAnswers::overdue(const Due& due) {
    WireConnection* connection = case_.find(due.connection);
    if (connection == nullptr) return;
    // It stays open: an answer that comes late is late, and no answer to nothing.
    const auto open = connection->open.find(due.key);
    if (open == connection->open.end() || !contains(open->second, due.event)) return;
    const Awaits what = awaited(due.key);
    const bool in_force = connection->accepted || what == Awaits::connack;
    const Instant then = due.when - case_.traits.promptness;
    if (!in_force || !connection->healthy() || !case_.unhindered(*connection, then)) return;
    const Wait& wait = wait_for(what);
    case_.rules.violated(
        wait.answered, connection->version,
        fmt::format("{} got no {} in answer to its {}", connection->name(), wait.answer,
                    with_id(wait.request, static_cast<std::uint16_t>(due.key & 0xFFFFU))),
        due.when, {due.event});
}

void WireAnswers::asked(WireConnection& connection, Awaits what, std::uint16_t id,
                        const sim::Event& event) {
    connection.open[key_of(what, id)].push_back(event.number);
    if (connection.open.size() >= case_.inflight) connection.crowded_at = event.at;
    dues_.push_back(
        {event.at + case_.traits.promptness, connection.id, key_of(what, id), event.number});
}

std::uint64_t WireAnswers::take(WireConnection& connection, Awaits what, std::uint16_t id) {
    const auto open = connection.open.find(key_of(what, id));
    if (open == connection.open.end()) return 0;
    const std::uint64_t event = open->second.front();
    open->second.pop_front();
    if (open->second.empty()) connection.open.erase(open);
    return event;
}

void WireAnswers::up(WireConnection& connection, const mqtt::Packet& packet,
                     const sim::Event& event) {
    if (const auto* publish = std::get_if<mqtt::Publish>(&packet)) {
        published(connection, *publish, event);
    } else if (const auto* puback = std::get_if<mqtt::Puback>(&packet)) {
        acknowledged(connection, puback->packet_id, Qos::at_least_once);
    } else if (const auto* pubrec = std::get_if<mqtt::Pubrec>(&packet)) {
        received(connection, *pubrec, event);
    } else if (const auto* pubrel = std::get_if<mqtt::Pubrel>(&packet)) {
        asked(connection, Awaits::pubcomp, pubrel->packet_id, event);
    } else if (const auto* pubcomp = std::get_if<mqtt::Pubcomp>(&packet)) {
        acknowledged(connection, pubcomp->packet_id, Qos::exactly_once);
    } else if (const auto* subscribe = std::get_if<mqtt::Subscribe>(&packet)) {
        asked(connection, Awaits::suback, subscribe->packet_id, event);
        auto& wanted = connection.asked[event.number];
        for (const mqtt::Subscription& each : subscribe->subscriptions) wanted.push_back(each.qos);
    } else if (const auto* unsubscribe = std::get_if<mqtt::Unsubscribe>(&packet)) {
        asked(connection, Awaits::unsuback, unsubscribe->packet_id, event);
        connection.given_up[event.number] = unsubscribe->filters.size();
    } else if (std::holds_alternative<mqtt::Pingreq>(packet)) {
        asked(connection, Awaits::ping, 0, event);
    }
}

void WireAnswers::published(WireConnection& connection, const mqtt::Publish& publish,
                            const sim::Event& event) {
    if (publish.qos == Qos::at_most_once) return;
    const bool twice = publish.qos == Qos::exactly_once;
    asked(connection, twice ? Awaits::pubrec : Awaits::puback, publish.packet_id, event);
    if (!twice) return;
    connection.unreleased.insert(publish.packet_id);
    if (connection.unreleased.size() >= case_.inflight) connection.crowded_at = event.at;
}

void WireAnswers::acknowledged(WireConnection& connection, std::uint16_t id, Qos qos) {
    const auto it = connection.under_way.find(id);
    // What a broker does about an acknowledgement out of place is its own affair.
    if (it == connection.under_way.end() || it->second.qos != qos) return;
    connection.under_way.erase(it);
    if (connection.quota_used > 0) --connection.quota_used;
}

void WireAnswers::received(WireConnection& connection, const mqtt::Pubrec& pubrec,
                           const sim::Event& event) {
    if (pubrec.reason >= 0x80) return acknowledged(connection, pubrec.packet_id, Qos::exactly_once);
    const auto it = connection.under_way.find(pubrec.packet_id);
    if (it == connection.under_way.end() || it->second.qos != Qos::exactly_once) return;
    if (!it->second.received) it->second.received = event.at;
    asked(connection, Awaits::pubrel, pubrec.packet_id, event);
}

void WireAnswers::down(WireConnection& connection, const mqtt::Packet& packet,
                       const sim::Event& event) {
    if (const auto* puback = std::get_if<mqtt::Puback>(&packet)) {
        answer(connection, Awaits::puback, puback->packet_id, event);
    } else if (const auto* pubrec = std::get_if<mqtt::Pubrec>(&packet)) {
        answer(connection, Awaits::pubrec, pubrec->packet_id, event);
        if (pubrec->reason >= 0x80) connection.unreleased.erase(pubrec->packet_id);
    } else if (const auto* pubrel = std::get_if<mqtt::Pubrel>(&packet)) {
        release(connection, pubrel->packet_id, event);
    } else if (const auto* pubcomp = std::get_if<mqtt::Pubcomp>(&packet)) {
        answer(connection, Awaits::pubcomp, pubcomp->packet_id, event);
        connection.unreleased.erase(pubcomp->packet_id);
    } else if (const auto* suback = std::get_if<mqtt::Suback>(&packet)) {
        granted(connection, *suback, event);
    } else if (const auto* unsuback = std::get_if<mqtt::Unsuback>(&packet)) {
        released(connection, *unsuback, event);
    } else if (std::holds_alternative<mqtt::Pingresp>(packet)) {
        answer(connection, Awaits::ping, 0, event);
    } else if (std::holds_alternative<mqtt::Connack>(packet)) {
        if (take(connection, Awaits::connack, 0) != 0) {
            case_.rules.held(WireRule::connect_answered, connection.version);
        }
    } else if (std::holds_alternative<mqtt::Auth>(packet)) {
        take(connection, Awaits::connack, 0);  // the CONNACK waits for the client's next AUTH
    }
}

void WireAnswers::answer(WireConnection& connection, Awaits what, std::uint16_t id,
                         const sim::Event& event) {
    const Wait& wait = wait_for(what);
    if (const std::uint64_t request = take(connection, what, id); request != 0) {
        case_.rules.held(wait.answered, connection.version);
        case_.rules.held(wait.matches, connection.version);
        return;
    }
    // A broker may go on with what the same session began on an earlier connection.
    if (connection.resumed || connection.bad_event != 0) return;
    case_.judge(false, wait.matches, connection,
                fmt::format("got {} and sent no {} that this answers", with_id(wait.answer, id),
                            wait.request),
                event);
}

void WireAnswers::release(WireConnection& connection, std::uint16_t id, const sim::Event& event) {
    if (take(connection, Awaits::pubrel, id) != 0) {
        case_.rules.held(WireRule::pubrel, connection.version);
        return;
    }
    const auto it = connection.under_way.find(id);
    const bool again = it != connection.under_way.end() && it->second.received;
    if (again) {
        case_.judge(false, WireRule::not_resent, connection,
                    "got " + with_id("PUBREL", id) + " again on the same connection", event,
                    it->second.event);
    } else if (!connection.resumed && connection.bad_event == 0) {
        case_.judge(false, WireRule::pubrel, connection,
                    "got " + with_id("PUBREL", id) + " without having sent a PUBREC for it", event);
    }
}

void WireAnswers::granted(WireConnection& connection, const mqtt::Suback& suback,
                          const sim::Event& event) {
    const std::uint64_t request = take(connection, Awaits::suback, suback.packet_id);
    if (request == 0) return answer(connection, Awaits::suback, suback.packet_id, event);
    case_.rules.held(WireRule::suback, connection.version);
    case_.rules.held(WireRule::answer_matches, connection.version);
    const auto asked = connection.asked.extract(request);
    if (asked.empty()) return;
    const std::vector<Qos>& wanted = asked.mapped();
    case_.judge(suback.reasons.size() == wanted.size(), WireRule::suback_complete, connection,
                fmt::format("asked for {} filters and got a SUBACK with {} codes", wanted.size(),
                            suback.reasons.size()),
                event, request);
    for (std::size_t i = 0; i < std::min(wanted.size(), suback.reasons.size()); ++i) {
        const auto most = static_cast<std::uint8_t>(wanted[i]);
        const bool fits = suback.reasons[i] <= most || suback.reasons[i] >= 0x80;
        case_.judge(fits, WireRule::granted_as_asked, connection,
                    fmt::format("asked for QoS {} and was granted QoS {}", most, suback.reasons[i]),
                    event, request);
    }
}

void WireAnswers::released(WireConnection& connection, const mqtt::Unsuback& unsuback,
                           const sim::Event& event) {
    const std::uint64_t request = take(connection, Awaits::unsuback, unsuback.packet_id);
    if (request == 0) return answer(connection, Awaits::unsuback, unsuback.packet_id, event);
    case_.rules.held(WireRule::unsuback, connection.version);
    case_.rules.held(WireRule::answer_matches, connection.version);
    const auto given_up = connection.given_up.extract(request);
    if (given_up.empty()) return;
    case_.judge(unsuback.reasons.size() == given_up.mapped(), WireRule::unsuback_complete,
                connection,
                fmt::format("gave up {} filters and got an UNSUBACK with {} codes",
                            given_up.mapped(), unsuback.reasons.size()),
                event, request);
}

}  // namespace breakwire::scenarios
