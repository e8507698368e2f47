#include "devices/boards/mqtt_bridge.hpp"

#include <gmock/gmock.h>

#include "devices/boards/com_port_server.hpp"
#include "devices/boards/far_side.hpp"
#include "devices/boards/line_bench.hpp"
#include "sim/net/network_bench.hpp"

namespace breakwire::devices {
namespace {

using testing::Contains;
using testing::HasSubstr;

/// A CONNECT of 14 octets; `tag` is in its client identifier's place.
std::string connect_packet(char tag = 'a') {
    return std::string("\x10\x0d\0\4MQTT\4\2\0\x3c\0\1", 14) + tag;
}

class MqttBridgeTest : public LineBench {
protected:
    MqttBridgeTest() {
        bench.network.add_device("pump", "127.9.0.1", {});
        settings.serial = board.name;
        settings.carries = Carries::mqtt;
    }
    void open() {
        bridge = std::make_unique<MqttBridge>(
            around, "data", settings, bench.network, "pump",
            MqttBridge::Listener{
                .on_note = [this](const std::string& what) { notes.push_back(what); }});
        bridge->line().open();
        ASSERT_TRUE(until_open(bridge->line()));
    }
    sim::Peer& broker(std::size_t number = 0) { return *bench.server.peers.at(number); }
    bool until_broker_has(const std::string& octets, std::size_t number = 0) {
        return until([&] {
            return bench.server.peers.size() > number && broker(number).received == octets;
        });
    }
    bool until_broker_hears(const std::string& what, std::size_t number = 0) {
        return until([&] {
            return !broker(number).heard.empty() && broker(number).heard.back().ends_with(what);
        });
    }
    /// The board has a connection to the broker.
    void connect_board() {
        board.side.say(connect_packet());
        ASSERT_TRUE(until_broker_has(connect_packet()));
    }

    EmulatedBoard board;
    sim::NetworkBench bench{timers, "network"};
    LineSettings settings;
    std::vector<std::string> notes;
    std::unique_ptr<MqttBridge> bridge;
};

TEST_F(MqttBridgeTest, OpensAConnectionForAConnectAndCarriesOctetsBothWays) {
    open();
    connect_board();
    board.side.say("up");
    EXPECT_TRUE(until_broker_has(connect_packet() + "up"));
    broker().send("down");
    ASSERT_TRUE(until([&] { return bridge->counts().octets_down == 4; }));
    EXPECT_EQ(board.side.hear(4), "down");
    EXPECT_EQ(bench.server.addresses, std::vector<std::string>{"127.9.0.1"});
}

TEST_F(MqttBridgeTest, IsSeenAtTheTapsLikeAnyDevice) {
    open();
    connect_board();
    EXPECT_THAT(bench.story(), Contains(HasSubstr("client up CONNECT")));
    EXPECT_THAT(bench.story(), Contains(HasSubstr("broker up CONNECT")));
}

TEST_F(MqttBridgeTest, PassesNothingWithoutAConnection) {
    open();
    board.side.say("*** boot noise\r\n");
    EXPECT_TRUE(until([&] { return bridge->counts().octets_outside == 16; }));
    connect_board();
    EXPECT_EQ(bridge->counts().connections, 1U);
}

TEST_F(MqttBridgeTest, EndsTheOldConnectionWhenTheBoardHasRebootedInMidPacket) {
    for (const auto& [how, seen] :
         {std::pair(ConnectionEnd::rst, "reset"), std::pair(ConnectionEnd::fin, "fin")}) {
        settings.on_reconnect = how;
        bridge.reset();
        bench.server.peers.clear();
        open();
        connect_board();
        board.side.say("\x30\x7fhalf a pack");
        ASSERT_TRUE(until_broker_has(connect_packet() + "\x30\x7fhalf a pack"));
        board.side.say(connect_packet('b'));
        ASSERT_TRUE(until_broker_has(connect_packet('b'), 1));
        EXPECT_TRUE(until_broker_hears(seen));
        EXPECT_EQ(broker().received, connect_packet() + "\x30\x7fhalf a pack");
    }
}

TEST_F(MqttBridgeTest, LetsTheOldConnectionGoWithoutAWordIfItIsToldTo) {
    settings.on_reconnect = ConnectionEnd::silent;
    open();
    connect_board();
    board.side.say(connect_packet('b'));
    ASSERT_TRUE(until_broker_has(connect_packet('b'), 1));
    pass(20ms);
    EXPECT_TRUE(broker().heard.empty());
    EXPECT_THAT(bench.story(), Contains(HasSubstr("vanished")));
}

TEST_F(MqttBridgeTest, EndsTheConnectionWhenTheLineHangsUp) {
    open();
    connect_board();
    board.side.leave();
    EXPECT_TRUE(until_broker_hears("reset"));
    EXPECT_FALSE(bridge->has_connection());
    EXPECT_THAT(notes, Contains("connection ended: the far side is gone"));
}

TEST_F(MqttBridgeTest, SaysOfAPulledPlugWhatItIsToldToSay) {
    open();
    connect_board();
    bridge->unplug(ConnectionEnd::fin);
    EXPECT_TRUE(until_broker_hears("fin"));
    board.side.say(connect_packet('b'));
    ASSERT_TRUE(until([&] { return bridge->line().counts().octets_lost > 0; }));
    bridge->line().plug();
    board.side.say(connect_packet('c'));
    EXPECT_TRUE(until_broker_has(connect_packet('c'), 1));
}

TEST_F(MqttBridgeTest, DoesNotHoldTheLastOctetOfAPayloadForLong) {
    open();
    connect_board();
    board.side.say("payload\x10");
    EXPECT_TRUE(until_broker_has(connect_packet() + "payload\x10"));
}

TEST_F(MqttBridgeTest, FindsAConnectOfWhichTheStartHasBeenPassedOn) {
    settings.on_reconnect = ConnectionEnd::fin;
    open();
    connect_board();
    board.side.say(connect_packet('b').substr(0, 5));
    ASSERT_TRUE(until_broker_has(connect_packet() + connect_packet('b').substr(0, 5)));
    board.side.say(connect_packet('b').substr(5));
    EXPECT_TRUE(until_broker_has(connect_packet('b'), 1));
}

TEST_F(MqttBridgeTest, ForgetsTheConnectionWhenTheBrokerEndsIt) {
    open();
    connect_board();
    broker().socket->reset();
    ASSERT_TRUE(until([&] { return !bridge->has_connection(); }));
    board.side.say("more");
    EXPECT_TRUE(until([&] { return bridge->counts().octets_outside == 4; }));
    EXPECT_EQ(notes, std::vector<std::string>{"connection ended by the broker's side: RST"});

    board.side.say(connect_packet('b'));
    ASSERT_TRUE(until_broker_has(connect_packet('b'), 1));
    broker(1).socket->finish();
    EXPECT_TRUE(until_broker_hears("fin", 1));
    EXPECT_EQ(notes.back(), "connection ended by the broker's side: FIN");
}

TEST_F(MqttBridgeTest, HearsThatTheBrokerRefuses) {
    bench.server.answer = sim::PeerServer::Answer::refuse;
    open();
    board.side.say(connect_packet() + "impatient");
    EXPECT_TRUE(until([&] { return !notes.empty(); }));
    EXPECT_EQ(notes, std::vector<std::string>{"connection ended by the broker's side: refused"});
}

TEST_F(MqttBridgeTest, HoldsTheBrokerBackWhileTheBoardReadsNothing) {
    open();
    connect_board();
    const std::string much = sim::pattern(1'000'000);
    broker().send(much);
    // A terminal takes a few thousand octets; all else waits here or with the broker.
    ASSERT_TRUE(until([&] { return bridge->line().unwritten() > MqttBridge::backlog_limit; }));
    pass(50ms);
    EXPECT_LT(bridge->counts().octets_down, much.size());
    fcntl(board.side.descriptor(), F_SETFL, O_NONBLOCK);
    std::string heard;
    ASSERT_TRUE(until([&] {
        heard += board.side.hear(65536, 0);
        return heard.size() == much.size();
    }));
    EXPECT_EQ(heard, much);
}

// --- What the board is told ---------------------------------------------------------------------

class ClosingNoticeTest : public MqttBridgeTest {
protected:
    void connect_with(ClosingNotice notice) {
        settings.serial.reset();
        settings.rfc2217 = server.address();
        settings.on_close = notice;
        open();
        server.say(connect_packet());
        ASSERT_TRUE(until_broker_has(connect_packet()));
        server.controls.clear();
        broker().socket->reset();
    }
    bool until_controls(const std::vector<std::string>& controls) {
        return until([&] { return server.controls == controls; });
    }
    ComPortServer server{io};
};

TEST_F(ClosingNoticeTest, IsABreak) {
    connect_with(ClosingNotice::send_break);
    EXPECT_TRUE(until_controls({"break on", "break off"}));
}

TEST_F(ClosingNoticeTest, IsDtrGoingOff) {
    connect_with(ClosingNotice::drop_dtr);
    EXPECT_TRUE(until_controls({"dtr off", "dtr on"}));
}

TEST_F(ClosingNoticeTest, IsNothingIfTheBoardIsToFindOutByItself) {
    connect_with(ClosingNotice::nothing);
    ASSERT_TRUE(until([&] { return !bridge->has_connection(); }));
    pass(20ms);
    EXPECT_TRUE(server.controls.empty());
}

// --- All of it together -------------------------------------------------------------------------

/// What a board says between two boots: a CONNECT, and then anything that holds none.
std::vector<std::string> lives_of(const Luck& luck) {
    std::vector<std::string> lives;
    for (std::uint64_t life = 0; life < 12; ++life) {
        std::string said = connect_packet(static_cast<char>('a' + life));
        for (std::uint64_t i = 0; i < 50 + luck.bits("size", life) % 150; ++i) {
            said += static_cast<char>(luck.bits("octet", life * 1000 + i) & 0xFF);
        }
        // A reboot may cut a CONNECT too.
        lives.push_back(said + connect_packet().substr(0, luck.bits("cut", life) % 8));
    }
    return lives;
}

/// Says all of it in chunks of up to 40 octets, which are shorter than a life, now and then with a
/// pause. A connection has to come about before the board reboots: else there never was one.
class Reboots : public MqttBridgeTest {
protected:
    void live(const std::vector<std::string>& lives, const Luck& luck) {
        std::string all;
        std::vector<std::size_t> births;
        for (const std::string& life : lives) {
            births.push_back(all.size() + 8);  // where a CONNECT can be told to be one
            all += life;
        }
        for (std::size_t at = 0, chunk = 0; at < all.size(); ++chunk) {
            const std::size_t size = 1 + luck.bits("chunk", chunk) % 40;
            board.side.say(all.substr(at, size));
            at += size;
            const auto born = std::count_if(births.begin(), births.end(),
                                            [at](std::size_t birth) { return birth <= at; });
            until([&] { return bench.server.peers.size() == static_cast<std::size_t>(born); });
            if (luck.bits("breath", chunk) % 4 == 0) pass(1ms);
        }
    }
};

TEST_F(Reboots, NeitherLoseNorChangeAnOctetInsideOfAConnection) {
    settings.on_reconnect = ConnectionEnd::fin;
    open();
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        bench.server.peers.clear();
        const auto lives = lives_of(Luck(seed));
        live(lives, Luck(seed));
        ASSERT_TRUE(until_broker_has(lives.back(), lives.size() - 1)) << "seed " << seed;
        for (std::size_t life = 0; life + 1 < lives.size(); ++life) {
            const std::string& got = broker(life).received;
            EXPECT_EQ(got.substr(0, lives[life].size()), lives[life]) << "seed " << seed;
            // After a pause the start of the next CONNECT has been passed on.
            const std::string more = got.substr(std::min(got.size(), lives[life].size()));
            EXPECT_TRUE(lives[life + 1].starts_with(more)) << "seed " << seed;
        }
    }
}

class CableTroubles : public MqttBridgeTest {
protected:
    /// The board comes back, as another terminal under the same name.
    void power_up() {
        board = EmulatedBoard();
        std::filesystem::remove(file("ttyBOARD"));
        std::filesystem::create_symlink(board.name, file("ttyBOARD"));
    }
    void happen(const Luck& luck, std::uint64_t number) {
        using enum ConnectionEnd;
        constexpr ConnectionEnd ends[] = {rst, fin, silent};
        const bool connected = !bench.server.peers.empty();
        switch (luck.bits("event", number) % 8) {
            case 0:
                return bridge->unplug(ends[luck.bits("end", number) % 3]);
            case 1:
                return bridge->line().plug();
            case 2:
                return board.side.leave();
            case 3:
                return power_up();
            case 4:
                if (connected) bench.server.peers.back()->socket->reset();
                return;
            case 5:
                if (connected) bench.server.peers.back()->send(sim::pattern(3000));
                return;
            default:
                if (board.side.descriptor() >= 0) board.side.say(connect_packet() + "and more");
        }
    }
};

TEST_F(CableTroubles, NeverKeepTheNextConnectFromItsConnection) {
    settings.serial = "ttyBOARD";
    power_up();
    open();
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const Luck luck(seed);
        for (std::uint64_t number = 0; number < 30; ++number) {
            happen(luck, number);
            pass(std::chrono::milliseconds(luck.bits("pause", number) % 4));
        }
        bridge->line().plug();
        power_up();
        const std::string packet = connect_packet(static_cast<char>('0' + seed));
        board.side.say(packet);
        ASSERT_TRUE(until([&] {
            return !bench.server.peers.empty() && bench.server.peers.back()->received == packet;
        })) << "seed "
            << seed;
    }
}

}  // namespace
}  // namespace breakwire::devices
