#include "devices/boards/line.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <fstream>
#include <sstream>

#include "devices/boards/far_side.hpp"
#include "devices/boards/line_bench.hpp"
#include "devices/boards/wires/terminal_speed.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::devices {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

using Told = std::vector<std::string>;

class LineTest : public LineBench {
protected:
    std::unique_ptr<Line> line_with(LineSettings settings) {
        return std::make_unique<Line>(around, "data", std::move(settings), diary);
    }
    std::unique_ptr<Line> serial_line(const std::string& path) {
        LineSettings settings;
        settings.serial = path;
        return line_with(std::move(settings));
    }
    bool until_received(const std::string& text) {
        return until([&] { return diary.received == text; });
    }
    bool until_told(std::size_t count) {
        return until([&] { return diary.heard.size() >= count; });
    }
    std::string log() const {
        std::ostringstream text;
        text << std::ifstream(file("data.line.log")).rdbuf();
        return text.str();
    }

    LineDiary diary;
};

int connect_to(const HostPort& address) {
    const int connected = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in there{};
    there.sin_family = AF_INET;
    there.sin_port = htons(address.port);
    inet_pton(AF_INET, address.host.c_str(), &there.sin_addr);
    EXPECT_EQ(connect(connected, reinterpret_cast<sockaddr*>(&there), sizeof there), 0);
    return connected;
}

int connect_to(const std::string& path) {
    const int connected = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un there{};
    there.sun_family = AF_UNIX;
    path.copy(there.sun_path, sizeof there.sun_path - 1);
    EXPECT_EQ(connect(connected, reinterpret_cast<sockaddr*>(&there), sizeof there), 0);
    return connected;
}

// --- Serial -------------------------------------------------------------------------------------

class SerialLineTest : public LineTest {
protected:
    SerialLineTest() { line = serial_line(board.name); }

    EmulatedBoard board;
    std::unique_ptr<Line> line;
};

TEST_F(SerialLineTest, CarriesEveryOctetAsItIsBothWays) {
    line->open();
    ASSERT_TRUE(until_open(*line));
    std::string all;
    for (int octet = 0; octet < 256; ++octet) all += static_cast<char>(octet);
    board.side.say(all);
    EXPECT_TRUE(until_received(all));
    line->write(as_bytes(all));
    EXPECT_EQ(board.side.hear(all.size()), all);
    EXPECT_EQ(line->counts().octets_in, 256U);
    EXPECT_EQ(line->counts().octets_out, 256U);
    EXPECT_FALSE(line->counts().errors.any());
}

TEST_F(SerialLineTest, KeepsWhatARawTerminalHoldsWhenItIsOpened) {
    board.side.say("first words");
    line->open();
    EXPECT_TRUE(until_received("first words"));
}

TEST_F(SerialLineTest, ThrowsAwayWhatTheTerminalHadMangled) {
    EmulatedBoard cooked(false);
    cooked.side.say("\x03\r\x7f");
    line = serial_line(cooked.name);
    line->open();
    ASSERT_TRUE(until_open(*line));
    cooked.side.say("clean");
    EXPECT_TRUE(until_received("clean"));
}

TEST_F(SerialLineTest, HasTheSpeedThatIsAskedForWhateverItIs) {
    LineSettings settings;
    settings.serial = board.name;
    settings.baud = 31250;
    line = line_with(settings);
    line->open();
    ASSERT_TRUE(until_open(*line));
    const int terminal = open(board.name.c_str(), O_RDWR | O_NOCTTY);
    EXPECT_EQ(terminal_speed(terminal), 31250U);
    EXPECT_TRUE(line->set_baud(12345));
    EXPECT_EQ(terminal_speed(terminal), 12345U);
    EXPECT_TRUE(line->restore_baud());
    EXPECT_EQ(terminal_speed(terminal), 31250U);
    close(terminal);
}

TEST_F(SerialLineTest, SaysThatATerminalHasNoModemLinesToHold) {
    LineSettings settings;
    settings.serial = board.name;
    settings.dtr = Held::off;
    line = line_with(settings);
    line->open();
    EXPECT_TRUE(until([&] { return line->trouble() == "has no DTR and RTS to hold"; }));
    EXPECT_FALSE(line->set_modem_line(ModemLine::rts, true));
}

TEST_F(SerialLineTest, IsOursAlone) {
    line->open();
    ASSERT_TRUE(until_open(*line));
    const int terminal = open(board.name.c_str(), O_RDWR | O_NOCTTY);  // root may
    EXPECT_EQ(flock(terminal, LOCK_EX | LOCK_NB), -1);
    close(terminal);
    LineDiary other_diary;
    LineSettings settings;
    settings.serial = board.name;
    Line other(around, "other", settings, other_diary);
    other.open();
    EXPECT_TRUE(until([&] { return other.trouble() == "another program holds it"; }));
    line->close();
    EXPECT_TRUE(until_open(other));
}

TEST_F(SerialLineTest, NoticesThatTheBoardIsGoneAndComesBackByItsStableName) {
    std::filesystem::create_symlink(board.name, file("ttyBOARD"));
    line = serial_line("ttyBOARD");
    line->open();
    ASSERT_TRUE(until_open(*line));
    board.side.leave();
    ASSERT_TRUE(until_told(2));
    EXPECT_EQ(diary.heard, (Told{"open", "hang-up: the far side is gone"}));
    std::filesystem::remove(file("ttyBOARD"));
    EXPECT_TRUE(until([&] { return line->trouble() == "No such file or directory"; }));
    line->write(as_bytes("to nobody"));
    EXPECT_EQ(line->counts().octets_lost, 9U);

    const EmulatedBoard again;
    std::filesystem::create_symlink(again.name, file("ttyBOARD"));
    ASSERT_TRUE(until_open(*line));
    again.side.say("back");
    EXPECT_TRUE(until_received("back"));
    EXPECT_EQ(line->counts().openings, 2U);
}

TEST_F(SerialLineTest, DoesNotTakeARegularFileForADevice) {
    std::ofstream(file("ttyBOARD")) << "not a device";
    line = serial_line("ttyBOARD");
    line->open();
    EXPECT_TRUE(until([&] { return line->trouble() == "is no terminal device"; }));
    EXPECT_FALSE(line->is_open());
}

// --- Pty ----------------------------------------------------------------------------------------

class PtyLineTest : public LineTest {
protected:
    PtyLineTest() {
        LineSettings settings;
        settings.pty = "ttyBOARD";
        line = line_with(settings);
        line->open();
    }
    FarSide attach() const {
        return FarSide(open(line->address().c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
    }
    std::unique_ptr<Line> line;
};

TEST_F(PtyLineTest, IsOpenWhileSomebodyHasOpenedIt) {
    pass(20ms);
    EXPECT_FALSE(line->is_open());
    FarSide board = attach();
    ASSERT_TRUE(until_open(*line));
    board.leave();
    ASSERT_TRUE(until_told(2));
    board = attach();
    ASSERT_TRUE(until_told(3));
    EXPECT_EQ(diary.heard, (Told{"open", "hang-up: the far side is gone", "open"}));
}

TEST_F(PtyLineTest, IsRawBeforeItsNameIsShown) {
    const FarSide board = attach();
    termios settings{};
    ASSERT_EQ(tcgetattr(board.descriptor(), &settings), 0);
    EXPECT_EQ(settings.c_lflag & (ICANON | ECHO | ISIG), 0U);
    const std::string octets("\x10\x03\r\x11\x13\x7f\x04\xff\0\n", 10);
    board.say(octets);
    EXPECT_TRUE(until_received(octets));
    line->write(as_bytes(octets));
    EXPECT_EQ(board.hear(octets.size()), octets);
}

TEST_F(PtyLineTest, HearsTheLastWordsOfABoard) {
    {
        const FarSide board = attach();
        board.say("LAST WORDS");
    }
    ASSERT_TRUE(until_told(2));
    EXPECT_EQ(diary.received, "LAST WORDS");
}

TEST_F(PtyLineTest, IsReadEvenIfThereIsMuchAndNobodyAsks) {
    const FarSide board = attach();
    fcntl(board.descriptor(), F_SETFL, O_NONBLOCK);
    std::size_t said = 0;
    const std::string some(1000, 'x');
    ASSERT_TRUE(until([&] {
        const ssize_t wrote = write(board.descriptor(), some.data(), some.size());
        if (wrote > 0) said += static_cast<std::size_t>(wrote);
        return said >= 200'000;
    }));
    EXPECT_TRUE(until([&] { return diary.received.size() == said; }));
}

TEST_F(PtyLineTest, TakesItsNameAwayWhenItIsClosed) {
    EXPECT_TRUE(std::filesystem::is_symlink(file("ttyBOARD")));
    line->close();
    EXPECT_FALSE(std::filesystem::exists(std::filesystem::symlink_status(file("ttyBOARD"))));
}

TEST_F(PtyLineTest, DoesNotReplaceWhatIsNoLink) {
    std::ofstream(file("precious")) << "mine";
    LineSettings settings;
    settings.pty = "precious";
    const auto other = line_with(settings);
    EXPECT_THROW(other->open(), EnvironmentError);
    EXPECT_TRUE(std::filesystem::is_regular_file(file("precious")));
}

TEST_F(PtyLineTest, HasNoModemLinesNorBreakNorSpeed) {
    const FarSide board = attach();
    ASSERT_TRUE(until_open(*line));
    EXPECT_FALSE(line->set_modem_line(ModemLine::dtr, true));
    EXPECT_FALSE(line->send_break(1ms));
    EXPECT_FALSE(line->set_baud(9600));
}

// --- TCP and Unix-domain streams ----------------------------------------------------------------

TEST_F(LineTest, ListensForABoardAndGivesTheLineToWhoComesLast) {
    LineSettings settings;
    settings.tcp = TcpEnd{.connect = {}, .listen = HostPort{"127.0.0.1", 0}};
    const auto line = line_with(settings);
    line->open();
    const HostPort address = HostPort::parse(line->address()).value();
    EXPECT_NE(address.port, 0);
    const FarSide first(connect_to(address));
    first.say("one");
    ASSERT_TRUE(until_received("one"));
    const FarSide second(connect_to(address));
    second.say("two");
    ASSERT_TRUE(until_received("onetwo"));
    EXPECT_THAT(diary.heard,
                ElementsAre("open", "hang-up: another one has come in its place", "open"));
    line->write(as_bytes("hello"));
    EXPECT_EQ(second.hear(5), "hello");
    EXPECT_EQ(first.hear(1), "");
}

TEST_F(LineTest, SaysThatItsAddressIsTaken) {
    LineSettings settings;
    settings.tcp = TcpEnd{.connect = {}, .listen = HostPort{"127.0.0.1", 0}};
    const auto line = line_with(settings);
    line->open();
    settings.tcp->listen = HostPort::parse(line->address());
    LineDiary other_diary;
    Line other(around, "other", settings, other_diary);
    EXPECT_THROW(other.open(), EnvironmentError);
}

TEST_F(LineTest, ConnectsOnceTheBoardListensAndAgainAfterItHasGone) {
    LineSettings listening;
    listening.tcp = TcpEnd{.connect = {}, .listen = HostPort{"127.0.0.1", 0}};
    LineDiary board;
    auto listener = std::make_unique<Line>(around, "board", listening, board);
    listener->open();
    listening.tcp->listen = HostPort::parse(listener->address());

    LineSettings connecting;
    connecting.tcp = TcpEnd{.connect = listening.tcp->listen, .listen = {}};
    const auto line = line_with(connecting);
    line->open();
    ASSERT_TRUE(until_open(*line));
    listener.reset();
    ASSERT_TRUE(until_told(2));
    EXPECT_TRUE(until([&] { return line->trouble() == "Connection refused"; }));
    listener = std::make_unique<Line>(around, "board", listening, board);
    listener->open();
    ASSERT_TRUE(until_told(3));
    line->write(as_bytes("status"));
    EXPECT_TRUE(until([&] { return board.received == "status"; }));
}

TEST_F(LineTest, ListensAndConnectsOverAUnixDomainStream) {
    LineSettings listening;
    listening.unix_socket = UnixEnd{.connect = {}, .listen = "console.sock"};
    const auto line = line_with(listening);
    line->open();
    const FarSide board(connect_to(line->address()));
    board.say("boot");
    EXPECT_TRUE(until_received("boot"));

    LineSettings connecting;
    connecting.unix_socket = UnixEnd{.connect = "console.sock", .listen = {}};
    LineDiary other_diary;
    Line other(around, "other", connecting, other_diary);
    other.open();
    ASSERT_TRUE(until_open(other));
    other.write(as_bytes("!"));
    EXPECT_TRUE(until_received("boot!"));
    line->close();
    EXPECT_FALSE(std::filesystem::exists(file("console.sock")));
}

// --- What is done to a line ---------------------------------------------------------------------

TEST_F(SerialLineTest, LeavesALogWithTheInstantOfEverything) {
    line->open();
    ASSERT_TRUE(until_open(*line));
    board.side.say("boot\r\n");
    ASSERT_TRUE(until_received("boot\r\n"));
    line->write(as_bytes("id 7\r"));
    EXPECT_THAT(log(), testing::MatchesRegex("0\\.[0-9]+ \\* open: " + board.name +
                                             "\n0\\.[0-9]+ < \"boot\\\\r\\\\n\"\n"
                                             "0\\.[0-9]+ > \"id 7\\\\r\"\n"));
}

TEST_F(SerialLineTest, IsUnpluggedForBothSidesUntilItIsPluggedInAgain) {
    line->open();
    ASSERT_TRUE(until_open(*line));
    line->unplug();
    EXPECT_FALSE(line->is_open());
    line->write(as_bytes("lost"));
    board.side.say("lost too");
    EXPECT_TRUE(until([&] { return line->counts().octets_lost == 12; }));
    line->plug();
    board.side.say("back");
    EXPECT_TRUE(until_received("back"));
    EXPECT_EQ(board.side.hear(1, 0), "");
    EXPECT_EQ(diary.heard, (Told{"open", "hang-up: unplugged", "open"}));
    EXPECT_THAT(log(), HasSubstr("* unplugged\n"));
}

TEST_F(SerialLineTest, MayLoseItsBoardWhileItIsUnplugged) {
    line->open();
    ASSERT_TRUE(until_open(*line));
    line->unplug();
    board.side.leave();
    EXPECT_TRUE(until([&] { return !line->trouble().empty(); }));
    line->plug();
    EXPECT_EQ(diary.heard, (Told{"open", "hang-up: unplugged"}));
}

TEST_F(SerialLineTest, CanBeNoisy) {
    line->open();
    ASSERT_TRUE(until_open(*line));
    std::size_t hits = 0;
    const auto noise =
        line->octet_faults().add({.direction = sim::Direction::up,
                                  .noise = Share{100},
                                  .luck = Luck(1),
                                  .on_hit = [&](std::size_t octets) { hits += octets; }});
    board.side.say("aaaa");
    EXPECT_TRUE(until([&] { return diary.received.size() == 4; }));
    EXPECT_EQ(diary.received.find('a'), std::string::npos);
    EXPECT_EQ(hits, 4U);
    line->octet_faults().remove(noise);
    line->write(as_bytes("b"));
    EXPECT_EQ(board.side.hear(1), "b");
}

TEST_F(SerialLineTest, CanBeSlow) {
    line->open();
    ASSERT_TRUE(until_open(*line));
    line->set_pace(1000);  // 10 ms an octet
    const Instant start = timers.now();
    board.side.say("12345");
    ASSERT_TRUE(until_received("12345"));
    EXPECT_GE(timers.now() - start, 50ms);
    line->write(as_bytes("abc"));
    EXPECT_EQ(line->unwritten(), 3U);
    EXPECT_TRUE(until([&] { return diary.drained > 0; }));
    EXPECT_EQ(board.side.hear(3), "abc");
}

TEST_F(SerialLineTest, MayBeLetGoOfInAnyCall) {
    class Leaver final : public LineEvents {
    public:
        void on_open() override { line->write(as_bytes("hi")); }
        void on_bytes(ByteView) override { line.reset(); }
        std::unique_ptr<Line> line;
    } leaver;
    LineSettings settings;
    settings.serial = board.name;
    leaver.line = std::make_unique<Line>(around, "data", settings, leaver);
    leaver.line->open();
    ASSERT_TRUE(until_open(*leaver.line));
    board.side.say("go");
    EXPECT_TRUE(until([&] { return leaver.line == nullptr; }));
    EXPECT_EQ(board.side.hear(2), "hi");
}

}  // namespace
}  // namespace breakwire::devices
