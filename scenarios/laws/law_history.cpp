#include "scenarios/laws/law_history.hpp"

#include "scenarios/laws/acl_law.hpp"
#include "scenarios/laws/will_law.hpp"
#include "sim/mqtt/decode.hpp"

namespace breakwire::scenarios {

using sim::Direction;

namespace {

Window keep_alive_window(Duration keep_alive) {
    return {keep_alive * 3 / 2, keep_alive * 3 / 2 + 5s};
}

Window delay_window(Duration delay) { return {delay, delay + 1s}; }

}  // namespace

LawContext History::context() {
    LawContext context;
    context.traits.name = "paper";
    context.traits.keep_alive_window = keep_alive_window;
    context.traits.delay_window = delay_window;
    context.traits.promptness = 500ms;
    return context;
}

mqtt::Will History::will(std::string topic, std::string payload, mqtt::Qos qos, bool retain) {
    mqtt::Will made;
    made.topic = std::move(topic);
    made.payload = to_bytes(payload);
    made.qos = qos;
    made.retain = retain;
    return made;
}

History& History::wait(Duration duration) {
    now_ += duration;
    return *this;
}

History& History::add(sim::EventBody body) {
    events_.push_back({events_.size() + 1, now_, std::move(body)});
    return *this;
}

sim::PacketSeen History::seen(sim::ConnectionId id, Direction direction) const {
    sim::PacketSeen made;
    made.device = "device-" + std::to_string(id);
    made.connection = id;
    made.direction = direction;
    made.tap = sim::Tap::broker;
    made.version = version_;
    return made;
}

History& History::packet(sim::ConnectionId id, Direction direction, mqtt::Packet packet) {
    sim::PacketSeen made = seen(id, direction);
    made.packet = std::make_shared<const mqtt::Packet>(std::move(packet));
    return add(std::move(made));
}

History& History::malformed(sim::ConnectionId id, Direction direction, mqtt::DecodeError error) {
    sim::PacketSeen made = seen(id, direction);
    made.error = error;
    return add(std::move(made));
}

History& History::up(sim::ConnectionId id, mqtt::Packet sent) {
    return packet(id, Direction::up, std::move(sent));
}

History& History::down(sim::ConnectionId id, mqtt::Packet sent) {
    return packet(id, Direction::down, std::move(sent));
}

History& History::malformed_up(sim::ConnectionId id, mqtt::Malformed why) {
    return malformed(id, Direction::up, {why, 0, mqtt::rule_of(why, version_)});
}

History& History::malformed_down(sim::ConnectionId id, mqtt::Malformed why, std::string_view rule) {
    const std::string_view broken = rule.empty() ? mqtt::rule_of(why, version_) : rule;
    return malformed(id, Direction::down, {why, 0, broken});
}

History& History::stray_up(sim::ConnectionId id) {
    sim::BytesSeen made;
    made.connection = id;
    made.direction = Direction::up;
    made.tap = sim::Tap::broker;
    made.bytes.resize(1);
    return add(std::move(made));
}

History& History::raw_down(sim::ConnectionId id, Bytes octets) {
    sim::PacketSeen made = seen(id, Direction::down);
    const auto decoded = mqtt::decode(octets, version_);
    made.bytes = std::move(octets);
    if (decoded.has_error()) {
        made.error = decoded.error();
    } else {
        made.packet = std::make_shared<const mqtt::Packet>(*decoded);
    }
    return add(std::move(made));
}

History& History::octets_down(sim::ConnectionId id, std::size_t size) {
    sim::PacketSeen made = seen(id, Direction::down);
    mqtt::Publish publish;
    publish.topic = "plant/long";
    made.packet = std::make_shared<const mqtt::Packet>(std::move(publish));
    made.bytes.resize(size);
    return add(std::move(made));
}

History& History::fault(std::string target, sim::Phase phase, bool lie) {
    return add(sim::FaultEvent{1, "pause", std::move(target), phase, "", lie});
}

History& History::end(sim::ConnectionId id, sim::Transport what, Direction direction) {
    sim::ConnectionSeen seen;
    seen.connection = id;
    seen.direction = direction;
    seen.tap = sim::Tap::broker;
    seen.what = what;
    return add(std::move(seen));
}

History& History::broker(sim::BrokerState state) { return add(sim::BrokerEvent{state, ""}); }

mqtt::Connect History::connect_packet(const std::string& who) const {
    mqtt::Connect connect;
    connect.version = version_;
    connect.client_id = who;
    connect.user_name = who;
    return connect;
}

History& History::connect(sim::ConnectionId id, const std::string& who,
                          std::optional<mqtt::Will> will, std::uint16_t keep_alive) {
    mqtt::Connect packet = connect_packet(who);
    packet.will = std::move(will);
    packet.keep_alive = keep_alive;
    return connect(id, std::move(packet));
}

History& History::connect(sim::ConnectionId id, mqtt::Connect packet, bool session_present) {
    up(id, std::move(packet));
    wait(1ms);
    mqtt::Connack connack;
    connack.session_present = session_present;
    down(id, connack);
    return wait(1ms);
}

History& History::subscribe(sim::ConnectionId id, mqtt::Subscription subscription) {
    mqtt::Subscribe subscribe;
    subscribe.packet_id = ++packet_id_;
    mqtt::Suback suback;
    suback.packet_id = packet_id_;
    suback.reasons = {static_cast<std::uint8_t>(subscription.qos)};
    subscribe.subscriptions = {std::move(subscription)};
    up(id, subscribe);
    wait(1ms);
    down(id, suback);
    return wait(1ms);
}

History& History::disconnect(sim::ConnectionId id, std::uint8_t reason) {
    mqtt::Disconnect packet;
    packet.reason = reason;
    return up(id, packet);
}

History& History::publish(sim::ConnectionId id, std::string topic, std::string payload,
                          bool retain) {
    mqtt::Publish packet;
    packet.topic = std::move(topic);
    packet.payload = to_bytes(payload);
    packet.retain = retain;
    return up(id, packet);
}

History& History::deliver(sim::ConnectionId id, std::string topic, std::string payload,
                          mqtt::Qos qos, bool retain) {
    mqtt::Publish packet;
    packet.topic = std::move(topic);
    packet.payload = to_bytes(payload);
    packet.qos = qos;
    packet.retain = retain;
    if (qos != mqtt::Qos::at_most_once) packet.packet_id = ++packet_id_;
    down(id, packet);
    if (qos == mqtt::Qos::at_least_once) {
        mqtt::Puback puback;
        puback.packet_id = packet.packet_id;
        up(id, puback);
    }
    return *this;
}

std::vector<LawFinding> History::judge(const LawContext& by) const {
    std::vector<LawFinding> all = judge_by<WillLaw>(by);
    for (LawFinding& finding : judge_by<AclLaw>(by)) all.push_back(std::move(finding));
    return all;
}

std::vector<LawFinding> judge(const std::vector<sim::Event>& events, const LawContext& by,
                              Instant end) {
    const auto laws = make_laws(by);
    for (const auto& law : laws) {
        for (const sim::Event& event : events) law->see(event);
    }
    return finish_laws(laws, end);
}

std::vector<std::string> breaches(const std::vector<LawFinding>& findings) {
    std::vector<std::string> ids;
    for (const LawFinding& finding : findings) {
        for (const Violation& each : finding.violations) ids.push_back(each.id);
    }
    return ids;
}

std::uint64_t held(const std::vector<LawFinding>& findings, const std::string& id) {
    std::uint64_t count = 0;
    for (const LawFinding& finding : findings) count += finding.id == id ? finding.held : 0;
    return count;
}

std::string explain(const std::vector<LawFinding>& findings) {
    std::string text;
    for (const LawFinding& finding : findings) {
        for (const Violation& each : finding.violations) {
            text += each.id + " at " + to_seconds_text(each.at.time_since_epoch()) + ": " +
                    each.text + " [";
            for (const std::uint64_t number : each.evidence) text += ' ' + std::to_string(number);
            text += " ]\n";
        }
    }
    return text;
}

}  // namespace breakwire::scenarios
