#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "devices/firmware/testing/node_bench.hpp"

namespace breakwire::firmware {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(FirmwareConsole, BeginsWithALineThatSaysWhoBootedAndWhy) {
    NodeBench bench;
    bench.boot({.cause = reset_watchdog, .count = 4});
    EXPECT_THAT(bench.console,
                HasSubstr("*** breakwire-node 1.0 (bench) id=node-7 boot=4 reset=watchdog\n"));
}

TEST(FirmwareConsole, AnswersEachCommandWithOneLine) {
    NodeBench bench;
    bench.connect();
    for (const char* line : {"help", "status", "counts", "settings", "id", "qos 0", "connect",
                             "save", "disconnect", "qos 9", "sing", "reboot"}) {
        bench.type(line);
        EXPECT_THAT(bench.console, testing::MatchesRegex("(OK|ERR) .*\n")) << line;
        EXPECT_EQ(std::count(bench.console.begin(), bench.console.end(), '\n'), 1) << line;
    }
}

TEST(FirmwareConsole, SaysWhereItStands) {
    NodeBench bench;
    bench.connect();
    bench.run(10000);
    bench.type("status");
    EXPECT_THAT(bench.console, HasSubstr("mqtt=connected id=node-7 boot=1 uptime_ms=10001"));
    bench.type("counts");
    EXPECT_THAT(bench.console, HasSubstr("attempts=1 connections=1"));
    bench.type("settings");
    EXPECT_THAT(bench.console, HasSubstr("interval=1000 keepalive=10 qos=1"));
}

TEST(FirmwareConsole, PassesOverWhatDoesNotFitALine) {
    NodeBench bench;
    bench.boot();
    bench.type(std::string(500, 'x'));
    EXPECT_THAT(bench.console, HasSubstr("ERR unknown command"));
    bench.type("id");
    EXPECT_EQ(bench.console, "OK id=node-7\n");
    bench.type("");
    EXPECT_EQ(bench.console, "");
}

TEST(FirmwareConsole, ANewNameMeansANewConnection) {
    NodeBench bench;
    bench.connect();
    bench.sent();
    bench.type("id node-8");
    const auto packets = bench.sent();
    ASSERT_THAT(packets, SizeIs(2));
    EXPECT_NE(std::get_if<mqtt::Disconnect>(&packets[0]), nullptr);
    const auto& connect = std::get<mqtt::Connect>(packets[1]);
    EXPECT_EQ(connect.client_id, "node-8");
    EXPECT_EQ(connect.will->topic, "node/node-8/state");
    bench.accept(/*session_present=*/true);
    EXPECT_EQ(bench.sent_of<mqtt::Subscribe>().at(0).subscriptions[0].filter,
              "node/node-8/command");
    EXPECT_STREQ(bench.kept.back().id, "node-8");
}

TEST(FirmwareConsole, BeingToldWhatItKnowsCostsNoConnection) {
    NodeBench bench;
    bench.connect();
    bench.sent();
    bench.type("id node-7");
    EXPECT_EQ(bench.console, "OK id=node-7\n");
    EXPECT_THAT(bench.sent(), IsEmpty());
}

TEST(FirmwareConsole, SettingsOfANodeThatIsOffDoNotConnectIt) {
    NodeBench bench;
    bench.boot({.settings_known = false});
    bench.type("id node-8");
    bench.type("keepalive 30");
    EXPECT_THAT(bench.calls, IsEmpty());
}

TEST(FirmwareConsole, SaysIfTheFlashDidNotTakeTheSettings) {
    NodeBench bench;
    bench.boot();
    bench.type("save");
    EXPECT_EQ(bench.console, "OK save\n");
    EXPECT_TRUE(settings_valid(&bench.saved.back()));
    bench.flash_ok = false;
    bench.type("save");
    EXPECT_THAT(bench.console, HasSubstr("ERR save"));
}

TEST(FirmwareConsole, DisconnectsUntilToldToConnect) {
    NodeBench bench;
    bench.connect();
    bench.type("disconnect");
    EXPECT_THAT(bench.sent_of<mqtt::Disconnect>(), SizeIs(1));
    bench.run(600000);
    EXPECT_THAT(bench.sent(), IsEmpty());
    bench.type("connect");
    EXPECT_THAT(bench.sent_of<mqtt::Connect>(), SizeIs(1));
}

TEST(FirmwareConsole, HasACommandForEachWayToDie) {
    NodeBench crashing;
    crashing.connect();
    crashing.type("crash");
    EXPECT_EQ(crashing.calls.back(), "crash");
    NodeBench hanging;
    hanging.connect();
    hanging.sent();
    hanging.type("hang");
    EXPECT_EQ(hanging.calls.back(), "hang");
    hanging.run(600000);
    EXPECT_THAT(hanging.sent(), IsEmpty());
    NodeBench rebooting;
    rebooting.connect();
    rebooting.type("reboot");
    rebooting.run(1000);
    EXPECT_THAT(rebooting.resets, ElementsAre(reset_soft));
}

}  // namespace
}  // namespace breakwire::firmware
