#include "sim/net/tap_point.hpp"

#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/varint.hpp"

namespace breakwire::sim {
namespace {

bool is_connect(ByteView packet) {
    return std::to_integer<unsigned>(packet[0]) >> 4 ==
           static_cast<unsigned>(mqtt::PacketType::connect);
}

/// The version that a CONNECT asks for, known even if the rest of it is malformed: the octet after
/// the protocol name (MQTT 3.1.1 and 5.0 section 3.1.2.2).
mqtt::Version version_of(ByteView connect) {
    constexpr std::size_t name_size = 6;
    const auto length = mqtt::read_varint(connect.subspan(1));
    if (length.has_error()) return mqtt::Version::v3_1_1;
    const std::size_t level = 1 + length->size + name_size;
    const bool is_5 = level < connect.size() && std::to_integer<int>(connect[level]) == 5;
    return is_5 ? mqtt::Version::v5_0 : mqtt::Version::v3_1_1;
}

}  // namespace

PacketSeen TapPoint::look(Bytes packet, Direction direction) {
    if (direction == Direction::up && is_connect(packet)) version = version_of(packet);
    auto decoded = mqtt::decode(packet, version);
    PacketSeen seen{device, connection, direction, tap, version, std::move(packet), {}, {}};
    if (decoded.has_error()) {
        seen.error = decoded.error();
    } else {
        learn(*decoded);
        seen.packet = std::make_shared<const mqtt::Packet>(std::move(*decoded));
    }
    return seen;
}

void TapPoint::learn(const mqtt::Packet& packet) {
    if (const auto* connect = std::get_if<mqtt::Connect>(&packet)) {
        facts.client_id = connect->client_id;
        facts.clean = connect->clean_start;
    }
    if (const auto* connack = std::get_if<mqtt::Connack>(&packet)) {
        facts.resumed = connack->session_present;
        auto assigned =
            connack->properties.get<std::string>(mqtt::PropertyId::assigned_client_identifier);
        if (assigned) facts.client_id = std::move(*assigned);
    }
}

void TapPoint::record(Bytes packet, Direction direction) {
    if (!side.recorder.forgets()) {
        side.recorder.add(look(std::move(packet), direction));
    } else if (direction == Direction::up && is_connect(packet)) {
        version = version_of(packet);
    }
}

void TapPoint::record(Transport what, Direction direction, std::string address) {
    side.recorder.add(ConnectionSeen{device, connection, direction, tap, what, std::move(address)});
}

void TapPoint::record_bytes(ByteView bytes, Direction direction) {
    if (bytes.empty()) return;
    if (sealed) {
        side.recorder.add(SealedSeen{device, connection, direction, tap, to_bytes(bytes)});
        return;
    }
    side.recorder.add(BytesSeen{device, connection, direction, tap, to_bytes(bytes)});
}

}  // namespace breakwire::sim
