#include "sim/record/event_examples.hpp"

#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/raw.hpp"

namespace breakwire::sim::examples {

namespace {

PacketSeen decoded(PacketSeen seen) {
    auto result = mqtt::decode(seen.bytes, seen.version);
    if (result) seen.packet = std::make_shared<const mqtt::Packet>(std::move(*result));
    if (!result) seen.error = result.error();
    return seen;
}

std::vector<EventBody> bodies() {
    const Place at{"a.yaml", 12, 5};
    const mqtt::Publish publish{false, mqtt::Qos::at_least_once, false, "plant/1/level", 7,
                                {},    to_bytes("0.5")};
    return {
        packet(publish),
        packet(mqtt::Puback{7, 0x87}, Direction::down, mqtt::Version::v5_0),
        packet(mqtt::Raw().u16(0).packet(0x40)),
        BytesSeen{"pump", 1, Direction::down, Tap::broker, to_bytes("\xff\x01")},
        ConnectionSeen{"pump", 1, Direction::up, Tap::client, Transport::dialing, "127.0.9.1"},
        ConnectionSeen{"pump", 1, Direction::down, Tap::broker, Transport::rst, ""},
        FaultEvent{3, "rst", "pump, valve", Phase::hit, "2 connections", true},
        StepEvent{"3.2", "fault rst pump", at, Phase::begin},
        BrokerEvent{BrokerState::exited, "exit status 0"},
        BrokerLog{"1700000000: New connection from \"pump\"\twith a tab"},
        DeviceEvent{"pump", DeviceState::published, "plant/1/level", 0.1},
        DeviceEvent{"pump", DeviceState::connect_failed, "refused", std::nullopt},
        CheckEvent{"4", "pump receives \"x\" within 1 s", "nothing", false, {1, 2}, at},
        Lateness{1ms, 20ms, 1500ms},
        SealedSeen{"pump", 1, Direction::up, Tap::client, to_bytes("\x16\x03\x01")},
        TlsSeen{"pump", 1, TlsPart::client, TlsState::failed, "alert from the peer: unknown CA"},
        LookupSeen{"pump", "broker.example", LookupResult::found, "127.0.0.1"},
        LookupSeen{"pump", "broker.example", LookupResult::nxdomain, ""},
        ConsoleSeen{"pump", "console", ConsoleVoice::harness, "reboot"},
        ConsoleSeen{"pump", "console", ConsoleVoice::board, "*** node 1.2.0 reset=soft"},
    };
}

}  // namespace

PacketSeen packet(const mqtt::Packet& packet, Direction direction, mqtt::Version version) {
    return decoded({"pump", 1, direction, Tap::client, version, mqtt::encode(packet, version),
                    nullptr, std::nullopt});
}

PacketSeen packet(Bytes bytes) {
    return decoded({"pump", 1, Direction::up, Tap::client, mqtt::Version::v3_1_1, std::move(bytes),
                    nullptr, std::nullopt});
}

std::vector<Event> events() {
    std::vector<Event> out;
    for (EventBody& body : bodies()) {
        const std::uint64_t number = out.size() + 1;
        out.push_back({number, Instant{number * 1ms}, std::move(body)});
    }
    return out;
}

}  // namespace breakwire::sim::examples
