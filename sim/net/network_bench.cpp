#include "sim/net/network_bench.hpp"

#include "sim/record/jsonl.hpp"
#include "sim/record/words.hpp"

namespace breakwire::sim {
namespace {

std::string place(Tap tap, Direction direction) {
    return std::string(word(tap)) + " " + std::string(word(direction)) + " ";
}

}  // namespace

std::vector<std::string> NetworkBench::story(const std::string& device) const {
    std::vector<std::string> told;
    for (const Event& event : recorder.events()) {
        if (const auto* seen = event.as<ConnectionSeen>(); seen && seen->device == device) {
            told.push_back(place(seen->tap, seen->direction) + std::string(word(seen->what)));
        } else if (const auto* packet = event.as<PacketSeen>();
                   packet && packet->device == device) {
            const std::string kind = packet->packet
                                         ? std::string(mqtt::name(mqtt::type_of(*packet->packet)))
                                         : "malformed";
            told.push_back(place(packet->tap, packet->direction) + kind);
        } else if (const auto* bytes = event.as<BytesSeen>(); bytes && bytes->device == device) {
            told.push_back(place(bytes->tap, bytes->direction) + to_hex(bytes->bytes));
        }
    }
    return told;
}

std::vector<std::string> NetworkBench::lines(const std::string& device) const {
    std::vector<std::string> found;
    for (Event event : recorder.events()) {
        event.number = 0;
        std::visit(
            [](auto& body) {
                if constexpr (requires { body.connection; }) body.connection = 0;
            },
            event.body);
        const std::string line = to_line(event);
        if (line.find("\"" + device + "\"") != line.npos) found.push_back(line);
    }
    return found;
}

std::string pattern(std::size_t size) {
    std::string text;
    for (std::size_t i = 0; text.size() < size; ++i) text += std::to_string(i) + ",";
    text.resize(size);
    return text;
}

void converse(OneDevice& world) {
    world.connect(200s);
    ASSERT_EQ(world.bench.server.peers.size(), 1U);
    const std::string up = pattern(60'000);
    const std::string down = pattern(90'000);
    world.pump->send(up);
    world.broker().send(down);
    world.pump->socket->finish();
    world.broker().socket->finish();
    world.run_to_rest();
    EXPECT_EQ(world.broker().received, up);
    EXPECT_EQ(world.pump->received, down);
    EXPECT_EQ(world.bench.network.live_connections(), 0U);
}

}  // namespace breakwire::sim
