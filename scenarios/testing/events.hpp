#pragma once

#include "sim/record/event.hpp"

/// Events as the network would record them.
namespace breakwire::scenarios {

inline sim::PacketSeen packet(const std::string& device, sim::Direction direction, sim::Tap tap,
                              mqtt::Packet content, mqtt::Version version = mqtt::Version::v3_1_1) {
    sim::PacketSeen seen;
    seen.device = device;
    seen.connection = 1;
    seen.direction = direction;
    seen.tap = tap;
    seen.version = version;
    seen.packet = std::make_shared<const mqtt::Packet>(std::move(content));
    return seen;
}

/// `device` gets a packet.
inline sim::PacketSeen gets(const std::string& device, mqtt::Packet content,
                            mqtt::Version version = mqtt::Version::v3_1_1) {
    return packet(device, sim::Direction::down, sim::Tap::client, std::move(content), version);
}

/// `device` sends a packet.
inline sim::PacketSeen sends(const std::string& device, mqtt::Packet content,
                             mqtt::Version version = mqtt::Version::v3_1_1) {
    return packet(device, sim::Direction::up, sim::Tap::client, std::move(content), version);
}

/// The broker reads a packet of `device`.
inline sim::PacketSeen broker_reads(const std::string& device, mqtt::Packet content) {
    return packet(device, sim::Direction::up, sim::Tap::broker, std::move(content));
}

inline mqtt::Publish publish(const std::string& topic, std::string_view payload,
                             mqtt::Qos qos = mqtt::Qos::at_most_once, bool retain = false) {
    mqtt::Publish out;
    out.topic = topic;
    out.payload = to_bytes(payload);
    out.qos = qos;
    out.retain = retain;
    out.packet_id = qos == mqtt::Qos::at_most_once ? 0 : 1;
    return out;
}

inline sim::ConnectionSeen transport(const std::string& device, sim::Transport what,
                                     sim::Direction direction = sim::Direction::down) {
    return {device, 1, direction, sim::Tap::client, what, ""};
}

inline sim::DeviceEvent says(const std::string& device, sim::DeviceState state,
                             const std::string& detail = "") {
    return {device, state, detail, std::nullopt};
}

}  // namespace breakwire::scenarios
