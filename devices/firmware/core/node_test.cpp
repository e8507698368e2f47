// What a node does on its wire. The clock of the bench starts a minute before it wraps.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "devices/firmware/testing/node_bench.hpp"

namespace breakwire::firmware {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

mqtt::Publish command(const std::string& text) {
    mqtt::Publish publish;
    publish.topic = "node/node-7/command";
    publish.payload = to_bytes(std::string_view(text));
    return publish;
}

mqtt::Publish command_at_qos1(const std::string& text, std::uint16_t id, bool dup = false) {
    mqtt::Publish publish = command(text);
    publish.qos = mqtt::Qos::at_least_once;
    publish.packet_id = id;
    publish.dup = dup;
    return publish;
}

// --- Connecting ---------------------------------------------------------------------------------

TEST(FirmwareNode, ConnectsWithAWillAndSubscribesToItsCommands) {
    NodeBench bench;
    bench.boot();
    const auto connects = bench.sent_of<mqtt::Connect>();
    ASSERT_THAT(connects, SizeIs(1));
    EXPECT_EQ(connects[0].client_id, "node-7");
    EXPECT_EQ(connects[0].keep_alive, 10);
    EXPECT_FALSE(connects[0].clean_start);
    EXPECT_EQ(connects[0].will->topic, "node/node-7/state");
    EXPECT_TRUE(connects[0].will->retain);

    bench.accept();
    const auto packets = bench.sent();
    ASSERT_THAT(packets, SizeIs(2));
    const auto& subscribe = std::get<mqtt::Subscribe>(packets[0]);
    EXPECT_EQ(subscribe.subscriptions[0].filter, "node/node-7/command");
    const auto& online = std::get<mqtt::Publish>(packets[1]);
    EXPECT_EQ(to_text(online.payload), "online");
    EXPECT_TRUE(online.retain);
}

TEST(FirmwareNode, SaysNothingBeforeTheBrokerHasAccepted) {
    NodeBench bench;
    bench.boot();
    bench.run(9000);
    EXPECT_THAT(bench.sent(), SizeIs(1));
}

TEST(FirmwareNode, SendsUserAndPassword) {
    NodeBench bench;
    settings_set(&bench.settings, "user", "node");
    settings_set(&bench.settings, "password", "secret");
    settings_set(&bench.settings, "clean", "1");
    bench.boot();
    const auto connect = bench.sent_of<mqtt::Connect>().at(0);
    EXPECT_EQ(connect.user_name, "node");
    EXPECT_EQ(to_text(*connect.password), "secret");
    EXPECT_TRUE(connect.clean_start);
}

TEST(FirmwareNode, WaitsForConnectUntilSomebodyHasToldItWhoItIs) {
    NodeBench bench;
    bench.boot({.settings_known = false});
    bench.run(120000);
    EXPECT_THAT(bench.calls, IsEmpty());
    bench.type("connect");
    EXPECT_THAT(bench.sent_of<mqtt::Connect>(), SizeIs(1));
}

TEST(FirmwareNode, GivesUpOnABrokerThatDoesNotAnswerAndWaitsLongerEachTime) {
    NodeBench bench;
    bench.boot();
    bench.run(10000);
    EXPECT_THAT(bench.console, HasSubstr("no CONNACK"));
    bench.run(600000);
    // 10 s for each attempt, and waits that reach a minute.
    const auto connects = bench.sent_of<mqtt::Connect>();
    EXPECT_GE(connects.size(), 10u);
    EXPECT_LE(connects.size(), 20u);
}

TEST(FirmwareNode, TriesAgainSlowlyWhereTheBrokerSaysNo) {
    NodeBench bench;
    bench.boot();
    bench.answer(mqtt::Connack{false, 5});
    EXPECT_THAT(bench.console, HasSubstr("refused with code 5"));
    bench.run(29000);
    EXPECT_THAT(bench.sent_of<mqtt::Connect>(), SizeIs(1));
    bench.run(31000);
    EXPECT_THAT(bench.sent_of<mqtt::Connect>(), SizeIs(1));
}

TEST(FirmwareNode, IsSoonBackAfterALongConnectionButNotAfterShortOnes) {
    NodeBench bench;
    bench.connect();
    bench.run(60000);
    bench.sent();
    for (int drop = 0; drop < 8; ++drop) {  // accepted and dropped at once, again and again
        bench.close();
        bench.run(64000);
        bench.accept();
    }
    bench.close();
    bench.sent();
    bench.run(29000);
    EXPECT_THAT(bench.sent_of<mqtt::Connect>(), IsEmpty());
}

TEST(FirmwareNode, OverTcpWaitsForTheConnection) {
    NodeBench bench;
    bench.line = false;
    bench.boot();
    EXPECT_THAT(bench.sent(), IsEmpty());
    bench.close("refused");
    bench.run(1000);
    EXPECT_THAT(bench.calls, testing::ElementsAre("open", "open"));
    bench.open();
    EXPECT_THAT(bench.sent_of<mqtt::Connect>(), SizeIs(1));
}

// --- Sessions -----------------------------------------------------------------------------------

TEST(FirmwareNode, SubscribesAgainOnlyIfTheBrokerHasForgotten) {
    NodeBench bench;
    bench.connect();
    bench.close();
    bench.run(1000);
    bench.sent();
    bench.accept(/*session_present=*/true);
    EXPECT_THAT(bench.sent_of<mqtt::Subscribe>(), IsEmpty());
    bench.close();
    bench.run(2000);
    bench.sent();
    bench.accept(/*session_present=*/false);
    EXPECT_THAT(bench.sent_of<mqtt::Subscribe>(), SizeIs(1));
}

TEST(FirmwareNode, SubscribesAgainIfItsSubscriptionWasNeverGranted) {
    NodeBench bench;
    bench.boot();
    bench.accept();
    bench.close();
    bench.run(1000);
    bench.sent();
    bench.accept(/*session_present=*/true);
    EXPECT_THAT(bench.sent_of<mqtt::Subscribe>(), SizeIs(1));
}

TEST(FirmwareNode, SendsAgainWithDupAndTheSameIdentifier) {
    NodeBench bench;
    bench.connect();
    bench.sent();
    bench.run(1000);
    const auto reading = bench.sent_of<mqtt::Publish>().at(0);
    EXPECT_FALSE(reading.dup);
    bench.close();
    bench.run(1000);
    bench.sent();
    bench.accept(/*session_present=*/true);
    const auto again = bench.sent_of<mqtt::Publish>().at(0);
    EXPECT_TRUE(again.dup);
    EXPECT_EQ(again.packet_id, reading.packet_id);
    EXPECT_EQ(again.payload, reading.payload);
}

TEST(FirmwareNode, WithoutASessionSendsAgainAsNew) {
    NodeBench bench;
    settings_set(&bench.settings, "clean", "1");
    bench.connect();
    bench.sent();
    bench.run(1000);
    const auto reading = bench.sent_of<mqtt::Publish>().at(0);
    bench.close();
    bench.run(1000);
    bench.sent();
    bench.accept();
    const auto again = bench.sent_of<mqtt::Publish>().at(0);
    EXPECT_FALSE(again.dup);
    EXPECT_EQ(again.payload, reading.payload);
}

TEST(FirmwareNode, TellsOfTheLastReadingsAfterALongOutageAndNoMore) {
    NodeBench bench;
    bench.connect();
    bench.close();
    bench.run(500);
    bench.line = false;  // no way to the broker for an hour
    bench.run(3600000);
    bench.open();
    bench.sent();
    bench.accept(/*session_present=*/true);
    std::size_t told = 0;
    for (auto packets = bench.sent(); !packets.empty(); packets = bench.sent()) {
        told += packets.size();
        EXPECT_LE(packets.size(), 5u);  // a few at a time
        bench.acknowledge(packets);
    }
    EXPECT_LE(told, 10u);
    EXPECT_GT(bench.node.client.outbox.dropped, 3000u);
}

// --- Keeping alive ------------------------------------------------------------------------------

TEST(FirmwareNode, PingsInTimeAndNoticesThatNobodyAnswers) {
    NodeBench bench;
    settings_set(&bench.settings, "interval", "3600000");
    bench.connect();
    bench.sent();
    bench.run(7600);
    EXPECT_THAT(bench.sent_of<mqtt::Pingreq>(), SizeIs(1));
    bench.run(9000);
    EXPECT_THAT(bench.sent_of<mqtt::Pingreq>(), SizeIs(1));  // it must keep alive all the same
    EXPECT_THAT(bench.console, testing::Not(HasSubstr("no PINGRESP")));
    bench.run(1000);
    EXPECT_THAT(bench.console, HasSubstr("no PINGRESP"));
}

TEST(FirmwareNode, AsksABrokerThatIsSilentEvenIfItHasMuchToSayItself) {
    NodeBench bench;
    settings_set(&bench.settings, "qos", "0");
    bench.connect();
    bench.sent();
    bench.run(8000);
    EXPECT_THAT(bench.sent_of<mqtt::Pingreq>(), SizeIs(1));
    bench.answer(mqtt::Pingresp{});
    bench.run(8000);
    EXPECT_THAT(bench.sent_of<mqtt::Pingreq>(), SizeIs(1));
    EXPECT_EQ(bench.node.client.state, mqtt_connected);
}

TEST(FirmwareNode, ConnectsAnewWhereMessagesStayUnacknowledged) {
    NodeBench bench;
    bench.connect();
    for (int second = 0; second < 25; ++second) {
        bench.run(1000);
        bench.answer(mqtt::Pingresp{});
    }
    EXPECT_THAT(bench.console, HasSubstr("no PUBACK"));
}

TEST(FirmwareNode, WithoutKeepAliveNeverPings) {
    NodeBench bench;
    settings_set(&bench.settings, "keepalive", "0");
    settings_set(&bench.settings, "qos", "0");
    bench.connect();
    bench.run(3600000);
    EXPECT_THAT(bench.sent_of<mqtt::Pingreq>(), IsEmpty());
}

// --- What brokers and lines do ------------------------------------------------------------------

TEST(FirmwareNode, AcknowledgesAndPassesOverWhatItCannotUse) {
    NodeBench bench;
    bench.connect();
    mqtt::Publish strange = command_at_qos1("qos 0", 21);
    strange.topic = "plant/1/temperature";
    bench.answer(strange);
    bench.answer(command_at_qos1("qos 0" + std::string(5000, ' '), 22));
    mqtt::Publish retained = command_at_qos1("reboot", 23);
    retained.retain = true;
    bench.answer(retained);
    bench.answer(command_at_qos1("sing", 24));
    bench.answer(command_at_qos1("qos 7", 25));

    const auto acknowledged = bench.sent_of<mqtt::Puback>();
    ASSERT_THAT(acknowledged, SizeIs(5));
    EXPECT_EQ(acknowledged[1].packet_id, 22);
    bench.run(1000);
    EXPECT_EQ(bench.node.settings.qos, 1);
    EXPECT_THAT(bench.resets, IsEmpty());
    EXPECT_EQ(bench.node.client.state, mqtt_connected);
    for (const char* why : {"unknown topic", "too long", "retained", "sing"}) {
        EXPECT_THAT(bench.console, HasSubstr(why));
    }
}

TEST(FirmwareNode, EndsAConnectionThatMakesNoSense) {
    const std::string nonsense[] = {"\xff", std::string("\x20\x02\0\0", 4), "\x36\x02xx",
                                    std::string("\x90\x01\0", 3) + std::string("\xb0\0", 2)};
    for (const std::string& octets : nonsense) {
        NodeBench bench;
        bench.connect();
        bench.answer_bytes(octets);
        EXPECT_EQ(bench.node.client.state, mqtt_waiting);
        EXPECT_EQ(bench.calls.back(), "close");
    }
}

TEST(FirmwareNode, PassesOverLateOctetsOfAConnectionThatIsOver) {
    NodeBench bench;
    bench.connect();
    bench.close("BREAK");
    bench.answer_bytes("\x32\x06");
    bench.run(1000);
    bench.accept(/*session_present=*/true);
    EXPECT_EQ(bench.node.client.state, mqtt_connected);
}

TEST(FirmwareNode, ExpectsConnackFirstAndOnce) {
    NodeBench bench;
    bench.boot();
    bench.answer(mqtt::Pingresp{});
    EXPECT_THAT(bench.console, HasSubstr("a packet before CONNACK"));
}

// --- Commands -----------------------------------------------------------------------------------

TEST(FirmwareNode, ObeysCommandsThatComeByMqtt) {
    NodeBench bench;
    bench.connect();
    bench.answer(command("interval 100"));
    bench.answer(command("qos 0"));
    bench.sent();
    bench.run(2000);
    EXPECT_GE(bench.sent_of<mqtt::Publish>().size(), 19u);
    EXPECT_EQ(bench.kept.back().qos, 0);
}

TEST(FirmwareNode, RebootsOnceItHasAcknowledgedAndSaidGoodbye) {
    NodeBench bench;
    settings_set(&bench.settings, "keepalive", "0");
    settings_set(&bench.settings, "qos", "0");
    bench.connect();
    bench.run(40000);
    bench.sent();
    bench.answer(command_at_qos1("reboot", 30));
    const auto packets = bench.sent();
    ASSERT_THAT(packets, SizeIs(2));
    EXPECT_EQ(std::get<mqtt::Puback>(packets[0]).packet_id, 30);
    EXPECT_NE(std::get_if<mqtt::Disconnect>(&packets[1]), nullptr);
    EXPECT_THAT(bench.resets, IsEmpty());  // the last octets are still leaving
    bench.run(1000);
    EXPECT_THAT(bench.resets, testing::ElementsAre(reset_soft));
}

TEST(FirmwareNode, DoesNotRebootForEverIfItsAcknowledgementWasLost) {
    NodeBench bench;
    bench.boot({.cause = reset_soft, .count = 2});
    bench.accept(/*session_present=*/true);
    bench.answer(command_at_qos1("reboot", 30, /*dup=*/true));
    bench.run(1000);
    EXPECT_THAT(bench.resets, IsEmpty());
    EXPECT_THAT(bench.sent_of<mqtt::Puback>(), SizeIs(1));
}

// --- Flaws --------------------------------------------------------------------------------------

/// A connection with one unanswered reading, its end, and what comes after.
std::vector<mqtt::Packet> second_connection(const char* flaw, bool session_present) {
    NodeBench bench;
    settings_set(&bench.settings, "flaw", flaw);
    bench.connect();
    bench.run(1000);
    bench.close();
    bench.run(1000);
    bench.sent();
    bench.accept(session_present);
    return bench.sent();
}

template <class Kind>
std::vector<Kind> of(const std::vector<mqtt::Packet>& packets) {
    std::vector<Kind> found;
    for (const mqtt::Packet& packet : packets) {
        if (const auto* kind = std::get_if<Kind>(&packet)) found.push_back(*kind);
    }
    return found;
}

TEST(FirmwareFlaws, AreMadeOnPurposeAndOneByOne) {
    EXPECT_THAT(of<mqtt::Subscribe>(second_connection("no_resubscribe", false)), IsEmpty());
    EXPECT_THAT(of<mqtt::Subscribe>(second_connection("always_subscribes", true)), SizeIs(1));
    const auto sound = of<mqtt::Publish>(second_connection("none", true)).at(0);
    const auto no_dup = of<mqtt::Publish>(second_connection("no_dup", true)).at(0);
    const auto new_id = of<mqtt::Publish>(second_connection("new_id", true)).at(0);
    EXPECT_FALSE(no_dup.dup);
    EXPECT_EQ(no_dup.packet_id, sound.packet_id);
    EXPECT_NE(new_id.packet_id, sound.packet_id);
}

TEST(FirmwareFlaws, OfImpatience) {
    NodeBench bench;
    settings_set(&bench.settings, "flaw", "hasty");
    settings_set(&bench.settings, "flaw", "no_backoff");
    bench.boot();
    EXPECT_THAT(bench.sent_of<mqtt::Publish>(), SizeIs(1));
    bench.close();
    bench.run(20);
    EXPECT_THAT(bench.sent_of<mqtt::Connect>(), SizeIs(1));
}

TEST(FirmwareFlaws, OfSilenceAndObedience) {
    NodeBench bench;
    settings_set(&bench.settings, "flaw", "no_keep_alive");
    settings_set(&bench.settings, "flaw", "retained_commands");
    settings_set(&bench.settings, "interval", "3600000");
    bench.connect();
    bench.run(60000);
    EXPECT_THAT(bench.sent_of<mqtt::Pingreq>(), IsEmpty());
    mqtt::Publish retained = command("reboot");
    retained.retain = true;
    bench.answer(retained);
    bench.run(1000);
    EXPECT_THAT(bench.resets, SizeIs(1));
}

}  // namespace
}  // namespace breakwire::firmware
