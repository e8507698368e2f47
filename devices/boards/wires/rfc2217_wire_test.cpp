#include "devices/boards/wires/rfc2217_wire.hpp"

#include <gmock/gmock.h>

#include "devices/boards/com_port_server.hpp"
#include "devices/boards/line_bench.hpp"

namespace breakwire::devices {
namespace {

using testing::ElementsAre;

class Rfc2217LineTest : public LineBench {
protected:
    std::unique_ptr<Line> line_with(LineSettings settings) {
        settings.rfc2217 = server.address();
        auto line = std::make_unique<Line>(around, "console", std::move(settings), diary);
        line->open();
        return line;
    }
    bool until_controls(std::size_t count) {
        return until([&] { return server.controls.size() >= count; });
    }

    ComPortServer server{io};
    LineDiary diary;
};

TEST_F(Rfc2217LineTest, SetsThePortUpAsTheSettingsSay) {
    LineSettings settings;
    settings.baud = 0xFF00;  // 65280: its octets have to be doubled on the way
    settings.data_bits = 7;
    settings.parity = Parity::even;
    settings.stop_bits = 2;
    settings.flow = FlowControl::rtscts;
    settings.dtr = Held::off;
    settings.rts = Held::on;
    const auto line = line_with(settings);
    ASSERT_TRUE(until_open(*line));
    EXPECT_EQ(server.baud, 0xFF00U);
    EXPECT_EQ(server.settings[2], 7);
    EXPECT_EQ(server.settings[3], 3);
    EXPECT_EQ(server.settings[4], 2);
    EXPECT_THAT(server.controls, ElementsAre("rtscts", "dtr off", "rts on"));
}

TEST_F(Rfc2217LineTest, CarriesEveryOctetBothWays) {
    const auto line = line_with({});
    ASSERT_TRUE(until_open(*line));
    line->write(
        as_bytes("a\xff\xff"
                 "b"));
    EXPECT_TRUE(until([&] {
        return server.received ==
               "a\xff\xff"
               "b";
    }));
    server.say(
        "c\xff\xff"
        "d");
    EXPECT_TRUE(until([&] {
        return diary.received ==
               "c\xff"
               "d";
    }));
}

TEST_F(Rfc2217LineTest, MovesModemLinesAndSendsBreak) {
    LineSettings settings;
    settings.dtr = Held::off;
    const auto line = line_with(settings);
    ASSERT_TRUE(until_open(*line));
    server.controls.clear();
    EXPECT_TRUE(line->set_modem_line(ModemLine::dtr, true));
    EXPECT_TRUE(line->restore_modem_line(ModemLine::dtr));
    EXPECT_TRUE(line->set_modem_line(ModemLine::rts, false));
    const Instant start = timers.now();
    EXPECT_TRUE(line->send_break(30ms));
    ASSERT_TRUE(until_controls(5));
    EXPECT_GE(timers.now() - start, 30ms);
    EXPECT_THAT(server.controls,
                ElementsAre("dtr on", "dtr off", "rts off", "break on", "break off"));
}

TEST_F(Rfc2217LineTest, ChangesTheSpeedAndBringsItBack) {
    const auto line = line_with({});
    ASSERT_TRUE(until_open(*line));
    EXPECT_TRUE(line->set_baud(9600));
    EXPECT_TRUE(until([&] { return server.baud == 9600; }));
    EXPECT_TRUE(line->restore_baud());
    EXPECT_TRUE(until([&] { return server.baud == 115200; }));
    EXPECT_TRUE(line->is_open());
}

TEST_F(Rfc2217LineTest, HearsOfBreakDamagedOctetsAndModemLines) {
    const auto line = line_with({});
    ASSERT_TRUE(until_open(*line));
    server.notify(106, 8 + 4);
    server.notify(106, 16);
    server.notify(107, 0x80 + 0x10);
    EXPECT_TRUE(until([&] { return diary.modem.dcd; }));
    EXPECT_EQ(diary.errors, (LineErrors{.framing = 1, .parity = 1, .overrun = 0}));
    EXPECT_EQ(line->counts().errors, diary.errors);
    EXPECT_TRUE(diary.modem.cts);
    EXPECT_THAT(diary.heard, ElementsAre("open", "break"));
}

TEST_F(Rfc2217LineTest, HoldsBackWhileTheServerWantsNothing) {
    const auto line = line_with({});
    ASSERT_TRUE(until_open(*line));
    server.notify(108, 0);
    server.say("x");
    ASSERT_TRUE(until([&] { return diary.received == "x"; }));
    line->write(as_bytes("later"));
    EXPECT_EQ(line->unwritten(), 5U);
    server.notify(109, 0);
    EXPECT_TRUE(until([&] { return server.received == "later"; }));
}

TEST_F(Rfc2217LineTest, NoticesAHangUpAndComesBack) {
    const auto line = line_with({});
    ASSERT_TRUE(until_open(*line));
    server.hang_up();
    EXPECT_TRUE(until([&] { return diary.heard.size() == 3; }));
    EXPECT_THAT(diary.heard, ElementsAre("open", "hang-up: the far side is gone", "open"));
}

TEST_F(Rfc2217LineTest, SaysThatAServerDoesNotSpeakIt) {
    server.agrees = false;
    const auto line = line_with({});
    EXPECT_TRUE(until([&] { return line->trouble() == "the server does not speak RFC 2217"; }));
    EXPECT_FALSE(line->is_open());
}

TEST_F(Rfc2217LineTest, SaysThatAServerHasAnotherSpeed) {
    server.speed_made = 0x2500;
    const auto line = line_with({});
    EXPECT_TRUE(until([&] { return line->trouble() == "the server makes 9472 of 115200 baud"; }));
    EXPECT_THAT(diary.heard, ElementsAre());
}

}  // namespace
}  // namespace breakwire::devices
