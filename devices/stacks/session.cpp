#include "devices/stacks/session.hpp"

#include <algorithm>

#include "devices/stacks/reasons.hpp"
#include "sim/mqtt/reason_code.hpp"

namespace breakwire::devices {

using mqtt::PacketType;
using mqtt::PropertyId;
using session::Actions;
using session::Request;

Actions Session::open(Instant now) {
    now_ = now;
    state_ = State::opening;
    pinged_.reset();
    keep_alive_ = std::chrono::seconds(settings_.connect.keep_alive);
    receive_maximum_ = 65'535;
    requests_.clear();
    if (settings_.auto_connect) send(settings_.connect);
    return take();
}

Actions Session::receive(const mqtt::Packet& packet, Instant now) {
    now_ = now;
    std::visit([this](const auto& known) { on(known); }, packet);
    return take();
}

/// The server may take as long for PINGRESP as the client may be silent: 5.0 section 3.1.2.10 says
/// "a reasonable amount of time".
Actions Session::tick(Instant now) {
    now_ = now;
    const auto due = next_deadline();
    if (!due || *due > now) return {};
    if (pinged_) {
        state_ = State::closed;
        actions_.push_back(session::Ended{reasons::lost(reasons::no_pingresp)});
    } else {
        pinged_ = now;
        send(mqtt::Pingreq{});
    }
    return take();
}

std::optional<Instant> Session::next_deadline() const {
    const bool pings = settings_.auto_ping && keep_alive_ > Duration{};
    if (state_ != State::open || !pings) return std::nullopt;
    return pinged_.value_or(last_sent_) + keep_alive_;
}

void Session::forget() {
    close();
    outbox_.clear();
    half_received_.clear();
    requests_.clear();
}

Request Session::publish(const Message& message, Instant now) {
    now_ = now;
    if (message.qos == mqtt::Qos::at_most_once) {
        send(mqtt::Publish{
            false, message.qos, message.retain, message.topic, 0, {}, message.payload});
        actions_.push_back(session::Published{0});
        return {0, take()};
    }
    const std::uint16_t id = next_id();
    outbox_.add(id, message);
    send_ready();
    return {id, take()};
}

Request Session::subscribe(const mqtt::Subscription& subscription, Instant now) {
    now_ = now;
    const std::uint16_t id = next_id();
    requests_.insert(id);
    send(mqtt::Subscribe{id, {}, {subscription}});
    return {id, take()};
}

Request Session::unsubscribe(const std::string& filter, Instant now) {
    now_ = now;
    const std::uint16_t id = next_id();
    requests_.insert(id);
    send(mqtt::Unsubscribe{id, {}, {filter}});
    return {id, take()};
}

Actions Session::disconnect(std::uint8_t reason) {
    send(mqtt::Disconnect{reason});
    state_ = State::closed;
    actions_.push_back(session::Ended{reasons::by_us});
    return take();
}

void Session::on(const mqtt::Connack& packet) {
    if (state_ != State::opening) return;
    if (packet.reason != 0) {
        state_ = State::closed;
        actions_.push_back(session::Refused{
            "CONNACK " + mqtt::reason_text(PacketType::connack, version(), packet.reason)});
        return;
    }
    state_ = State::open;
    take_limits(packet.properties);
    actions_.push_back(session::Connected{packet.session_present});
    if (packet.session_present) {
        for (mqtt::Packet& each : outbox_.again()) send(std::move(each));
        send_ready();
    } else {
        // The server knows nothing of them, so nor may the client ([MQTT-3.2.2-5]; 3.1.1 section
        // 3.2.2.2).
        outbox_.clear();
        half_received_.clear();
    }
}

void Session::take_limits(const mqtt::Properties& properties) {
    if (const auto seconds = properties.get<std::uint16_t>(PropertyId::server_keep_alive)) {
        keep_alive_ = std::chrono::seconds(*seconds);
    }
    if (const auto limit = properties.get<std::uint16_t>(PropertyId::receive_maximum)) {
        receive_maximum_ = *limit;
    }
}

void Session::on(const mqtt::Publish& packet) {
    bool fresh = true;
    if (packet.qos == mqtt::Qos::at_least_once) acknowledge(mqtt::Puback{packet.packet_id});
    if (packet.qos == mqtt::Qos::exactly_once) {
        fresh = half_received_.insert(packet.packet_id).second;
        acknowledge(mqtt::Pubrec{packet.packet_id});
    }
    if (!fresh) return;
    actions_.push_back(
        session::Arrived{{packet.topic, packet.payload, packet.qos, packet.retain, packet.dup}});
}

void Session::on(const mqtt::Puback& packet) { finished(packet.packet_id); }

void Session::on(const mqtt::Pubrec& packet) {
    if (packet.reason >= 0x80) {
        finished(packet.packet_id);
    } else if (outbox_.received(packet.packet_id)) {
        acknowledge(mqtt::Pubrel{packet.packet_id});
    } else {
        constexpr std::uint8_t packet_identifier_not_found = 0x92;
        acknowledge(mqtt::Pubrel{packet.packet_id, packet_identifier_not_found});
    }
}

void Session::on(const mqtt::Pubrel& packet) {
    half_received_.erase(packet.packet_id);
    acknowledge(mqtt::Pubcomp{packet.packet_id});
}

void Session::on(const mqtt::Pubcomp& packet) { finished(packet.packet_id); }

void Session::on(const mqtt::Suback& packet) {
    if (requests_.erase(packet.packet_id) == 0) return;
    actions_.push_back(session::Subscribed{packet.packet_id, packet.reasons});
}

void Session::on(const mqtt::Unsuback& packet) { requests_.erase(packet.packet_id); }

void Session::on(const mqtt::Pingresp&) { pinged_.reset(); }

void Session::on(const mqtt::Disconnect& packet) {
    state_ = State::closed;
    actions_.push_back(session::Ended{
        "DISCONNECT " + mqtt::reason_text(PacketType::disconnect, version(), packet.reason)});
}

void Session::send(mqtt::Packet packet) {
    last_sent_ = now_;
    actions_.push_back(session::Send{std::move(packet)});
}

void Session::send_ready() {
    for (mqtt::Packet& each : outbox_.ready(receive_maximum_)) send(std::move(each));
}

void Session::acknowledge(mqtt::Packet packet) {
    if (settings_.auto_ack) send(std::move(packet));
}

void Session::finished(std::uint16_t id) {
    if (!outbox_.finish(id)) return;
    actions_.push_back(session::Published{id});
    send_ready();
}

/// The next number that nothing under way has ([MQTT-2.2.1-3]; 3.1.1 [MQTT-2.3.1-2]). There are
/// more than anybody keeps under way.
std::uint16_t Session::next_id() {
    do {
        last_id_ = last_id_ == 65'535 ? std::uint16_t{1} : static_cast<std::uint16_t>(last_id_ + 1);
    } while (outbox_.holds(last_id_) || requests_.contains(last_id_));
    return last_id_;
}

}  // namespace breakwire::devices
