#include "harness/wiring/latency_watch.hpp"

#include <limits>

namespace breakwire::harness {

namespace {

std::size_t key_of(const mqtt::Publish& publish) {
    const std::hash<std::string_view> hash;
    const std::string_view payload(reinterpret_cast<const char*>(publish.payload.data()),
                                   publish.payload.size());
    constexpr std::size_t odd = 0x9e3779b97f4a7c15;  // so that the two cannot change places
    return hash(publish.topic) * odd ^ hash(payload);
}

bool is_end(sim::Transport what) {
    return what == sim::Transport::fin || what == sim::Transport::rst ||
           what == sim::Transport::vanished || what == sim::Transport::timed_out;
}

}  // namespace

void LatencyWatch::see(const sim::Event& event) {
    if (const auto* said = event.as<sim::DeviceEvent>()) return see(*said, event.at);
    const auto* seen = event.as<sim::PacketSeen>();
    if (seen != nullptr && seen->tap == sim::Tap::client) return see(*seen, event.at);
    const auto* connection = event.as<sim::ConnectionSeen>();
    const bool gone = connection != nullptr && connection->tap == sim::Tap::client;
    if (gone && is_end(connection->what)) forget(connection->connection);
}

void LatencyWatch::see(const sim::DeviceEvent& said, Instant at) {
    if (said.state == sim::DeviceState::connecting) {
        connecting_[said.device] = at;
    } else if (said.state == sim::DeviceState::connected) {
        const auto began = connecting_.find(said.device);
        if (began == connecting_.end()) return;
        connect_.add(at - began->second);
        connecting_.erase(began);
    } else if (said.state == sim::DeviceState::connect_failed) {
        connecting_.erase(said.device);
    }
}

void LatencyWatch::see(const sim::PacketSeen& seen, Instant at) {
    const bool up = seen.direction == sim::Direction::up;
    if (const auto* publish = seen.as<mqtt::Publish>()) {
        if (up) return sent(seen, *publish, at);
        if (!publish->retain && !publish->dup) arrived(*publish, at);
    }
    if (up) return;
    const auto* puback = seen.as<mqtt::Puback>();
    if (puback != nullptr) acknowledged({seen.connection, puback->packet_id}, at);
    const auto* pubcomp = seen.as<mqtt::Pubcomp>();
    if (pubcomp != nullptr) acknowledged({seen.connection, pubcomp->packet_id}, at);
}

void LatencyWatch::sent(const sim::PacketSeen& seen, const mqtt::Publish& publish, Instant at) {
    if (publish.dup) return;
    if (publish.qos != mqtt::Qos::at_most_once) {
        unacknowledged_[{seen.connection, publish.packet_id}] = at;
    }
    if (publish.topic.empty()) return;  // an alias stands for it
    const std::size_t key = key_of(publish);
    published_[key] = at;
    order_.emplace_back(key, at);
    if (order_.size() <= remembered) return;
    const auto oldest = published_.find(order_.front().first);
    const bool since = oldest == published_.end() || oldest->second != order_.front().second;
    if (!since) published_.erase(oldest);
    order_.pop_front();
}

void LatencyWatch::arrived(const mqtt::Publish& publish, Instant at) {
    const auto began = published_.find(key_of(publish));
    if (began != published_.end()) deliver_.add(at - began->second);
}

void LatencyWatch::acknowledged(const Exchange& exchange, Instant at) {
    const auto began = unacknowledged_.find(exchange);
    if (began == unacknowledged_.end()) return;
    acknowledge_.add(at - began->second);
    unacknowledged_.erase(began);
}

/// What is sent again on another connection is not measured.
void LatencyWatch::forget(sim::ConnectionId connection) {
    constexpr std::uint16_t last = std::numeric_limits<std::uint16_t>::max();
    unacknowledged_.erase(unacknowledged_.lower_bound({connection, 0}),
                          unacknowledged_.upper_bound({connection, last}));
}

std::vector<reports::Latency> LatencyWatch::summary() const {
    std::vector<reports::Latency> out;
    const auto add = [&out](const reports::LatencyHistogram& histogram, const char* what) {
        if (auto summary = histogram.summary(what)) out.push_back(std::move(*summary));
    };
    add(connect_, "connect");
    add(acknowledge_, "acknowledge");
    add(deliver_, "deliver");
    return out;
}

}  // namespace breakwire::harness
