#include "devices/firmware/testing/node_bench.hpp"

#include <algorithm>

#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/framer.hpp"

namespace breakwire::firmware {
namespace {

NodeBench& bench(void* owner) { return *static_cast<NodeBench*>(owner); }

Board board_of(NodeBench& owner) {
    Board board{};
    board.owner = &owner;
    board.name = "bench";
    board.print = [](void* me, const char* text) { bench(me).console += text; };
    board.reset = [](void* me, ResetCause cause) { bench(me).resets.push_back(cause); };
    board.crash = [](void* me) { bench(me).calls.emplace_back("crash"); };
    board.hang = [](void* me) { bench(me).calls.emplace_back("hang"); };
    board.keep = [](void* me, const Settings* settings) { bench(me).kept.push_back(*settings); };
    board.save = [](void* me, const Settings* settings) {
        bench(me).saved.push_back(*settings);
        return bench(me).flash_ok;
    };
    return board;
}

}  // namespace

NodeBench::NodeBench() {
    settings_defaults(&settings);
    settings_set(&settings, "id", "node-7");
}

void NodeBench::boot(const Life& life) {
    MqttWire wire{};
    wire.owner = this;
    wire.open = [](void* me) {
        bench(me).calls.emplace_back("open");
        if (bench(me).line) node_opened(&bench(me).node, bench(me).now_ms);
    };
    wire.close = [](void* me) { bench(me).calls.emplace_back("close"); };
    wire.send = [](void* me, const std::uint8_t* data, std::size_t size) {
        bench(me).octets_.append(reinterpret_cast<const char*>(data), size);
    };
    const Board board = board_of(*this);
    const Boot how{life.count, life.cause, life.settings_known, life.seed};
    node_boot(&node, &board, &wire, &settings, &how, now_ms);
}

void NodeBench::run(std::uint32_t ms) {
    while (ms > 0) {
        const std::uint32_t step = std::clamp(node_next_ms(&node, now_ms), 1u, ms);
        now_ms += step;
        ms -= step;
        node_tick(&node, now_ms);
    }
}

void NodeBench::type(const std::string& command) {
    console.clear();
    for (const char octet : command + "\r\n") node_type(&node, octet, now_ms);
}

// --- The broker's end ---------------------------------------------------------------------------

void NodeBench::answer_bytes(const std::string& octets) {
    node_receive(&node, reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size(),
                 now_ms);
}

void NodeBench::answer(const mqtt::Packet& packet) {
    answer_bytes(to_text(mqtt::encode(packet, mqtt::Version::v3_1_1)));
}

void NodeBench::close(const char* why) { node_closed(&node, why, now_ms); }

void NodeBench::open() { node_opened(&node, now_ms); }

std::vector<mqtt::Packet> NodeBench::sent() {
    mqtt::Framer framer;
    framer.feed(to_bytes(std::string_view(octets_)));
    octets_.clear();
    std::vector<mqtt::Packet> packets;
    while (auto octets = framer.next()) {
        auto packet = mqtt::decode(octets->value(), mqtt::Version::v3_1_1);
        packets.push_back(std::move(packet.value()));
    }
    return packets;
}

void NodeBench::acknowledge(const std::vector<mqtt::Packet>& packets) {
    for (const mqtt::Packet& packet : packets) {
        const auto* publish = std::get_if<mqtt::Publish>(&packet);
        const auto* subscribe = std::get_if<mqtt::Subscribe>(&packet);
        if (publish != nullptr && publish->packet_id != 0) answer(mqtt::Puback{publish->packet_id});
        if (subscribe != nullptr) answer(mqtt::Suback{subscribe->packet_id, {}, {1}});
    }
}

void NodeBench::connect(bool session_present) {
    boot();
    accept(session_present);
    acknowledge(sent());
    run(1);
    acknowledge(sent());
}

}  // namespace breakwire::firmware
