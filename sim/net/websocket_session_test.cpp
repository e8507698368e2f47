#include "sim/net/websocket_session.hpp"

#include <gmock/gmock.h>

#include "sim/net/layered_door.hpp"
#include "sim/net/network_bench.hpp"
#include "sim/websocket/websocket_server.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

/// A broker whose only listener is one of WebSockets.
class WebSocketBroker final : public Server, public SocketEvents {
public:
    void on_connect(std::unique_ptr<Incoming> incoming) override {
        port = incoming->port();
        socket = incoming->accept(*this);
    }
    void on_data(ByteView bytes) override {
        if (const Bytes answer = peer.take(bytes); !answer.empty()) socket->send(answer);
    }
    void on_fin() override { ended = "fin"; }
    void on_reset() override { ended = "reset"; }

    WebSocketServer peer;
    std::unique_ptr<Socket> socket;
    std::optional<std::uint16_t> port;
    std::string ended;
};

/// The pump behind 20 ms, and a broker that it reaches through a WebSocket.
class WebSocketSessions : public testing::Test {
protected:
    void connect() {
        world.bench.network.serve(door);
        world.connect(1s);
    }
    void say(std::string_view hex) {
        world.pump->socket->send(*from_hex(hex));
        advance();
    }
    void advance() { world.run_until(world.timers.now().time_since_epoch() + 1s); }
    std::vector<std::string> notes() const {
        std::vector<std::string> out;
        for (const Event& event : world.bench.recorder.events()) {
            const auto* seen = event.as<DeviceEvent>();
            if (seen != nullptr && seen->state == DeviceState::note) out.push_back(seen->detail);
        }
        return out;
    }

    OneDevice world{link_with_delay(20ms)};
    WebSocketBroker broker;
    WebSocketProfile profile;
    LayeredDoor door{{world.timers, world.bench.recorder, world.bench.faults},
                     Luck(5),
                     broker,
                     [this](const std::string&) {
                         return DoorPlan{8083, std::nullopt, profile};
                     }};
};

TEST_F(WebSocketSessions, CarryPlainOctetsAcrossTheNetworkAndFramesToTheBroker) {
    connect();
    EXPECT_EQ(broker.port, 8083);
    say("c000");
    EXPECT_THAT(broker.peer.frames, ElementsAre(StartsWith("2 \xc0")));
    broker.socket->send(broker.peer.frame(Opcode::binary, "answer"));
    advance();
    EXPECT_EQ(world.pump->received, "answer");
    EXPECT_THAT(notes(), ElementsAre("WebSocket open, subprotocol mqtt"));
}

TEST_F(WebSocketSessions, CloseWithAFrameWhereTheDeviceHasSaidGoodbye) {
    connect();
    say("e000");
    world.pump->socket->finish();
    advance();
    EXPECT_THAT(broker.peer.frames, ElementsAre(StartsWith("2 "), std::string("8 \x03\xe8")));
    EXPECT_EQ(broker.ended, "fin");
}

TEST_F(WebSocketSessions, EndWithABareFinWhereTheDeviceHasNot) {
    connect();
    say("c000");
    world.pump->socket->finish();
    advance();
    EXPECT_EQ(broker.peer.frames.size(), 1U);
    EXPECT_EQ(broker.ended, "fin");
}

TEST_F(WebSocketSessions, EndByAResetWhereTheDeviceDoes) {
    connect();
    world.pump->socket->reset();
    advance();
    EXPECT_EQ(broker.ended, "reset");
    EXPECT_THAT(broker.peer.frames, IsEmpty());
}

TEST_F(WebSocketSessions, TellWhatTheBrokerSaysInClosing) {
    connect();
    broker.socket->send(broker.peer.frame(Opcode::close,
                                          "\x03\xea"
                                          "no text"));
    advance();
    EXPECT_THAT(notes(), ElementsAre("WebSocket open, subprotocol mqtt",
                                     "WebSocket closed by the broker: 1002 no text"));
    EXPECT_THAT(world.pump->heard, testing::Contains(testing::EndsWith(" fin")));
}

TEST_F(WebSocketSessions, TellWhyTheBrokerDoesNotOpenOne) {
    broker.peer = WebSocketServer("chat");
    connect();
    EXPECT_THAT(notes(), ElementsAre("WebSocket failed: the subprotocol chat was chosen, and not "
                                     "offered"));
    EXPECT_THAT(world.pump->heard, testing::Contains(testing::EndsWith(" fin")));
}

TEST_F(WebSocketSessions, GatherWhatIsSaidWithinATime) {
    profile.gather = 100ms;
    connect();
    world.pump->socket->send(*from_hex("c000"));
    world.run_until(world.timers.now().time_since_epoch() + 50ms);
    say("c000");
    EXPECT_EQ(broker.peer.frames.size(), 1U);
    EXPECT_EQ(broker.peer.frames[0].size(), 6U);  // "2 " and two PINGREQs
}

}  // namespace
}  // namespace breakwire::sim
