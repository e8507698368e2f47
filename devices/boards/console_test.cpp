#include "devices/boards/console.hpp"

#include <gmock/gmock.h>

#include "devices/boards/far_side.hpp"
#include "devices/boards/line_bench.hpp"

namespace breakwire::devices {
namespace {

using testing::ElementsAre;

LinePattern pattern_of(const std::string& text) {
    std::string why;
    return LinePattern::parse(text, why).value();
}

class ConsoleTest : public LineBench {
protected:
    ConsoleTest() {
        LineSettings settings;
        settings.serial = board.name;
        settings.eol.octets = "\r";
        console = std::make_unique<Console>(
            around, "console", settings,
            Console::Listener{
                .on_line = [this](const ConsoleLine& line) { lines.push_back(line.text); },
                .on_open = [this] { lines.emplace_back("(open)"); },
                .on_hang_up = [this](const std::string&) { lines.emplace_back("(gone)"); }});
        console->line().open();
        until_open(console->line());
        lines.clear();
    }
    bool until_lines(std::size_t count) {
        return until([&] { return lines.size() >= count; });
    }

    EmulatedBoard board;
    std::vector<std::string> lines;
    std::unique_ptr<Console> console;
};

TEST_F(ConsoleTest, TellsLinesHoweverTheyEndAndArrive) {
    board.side.say("one\r\ntw");
    ASSERT_TRUE(until_lines(1));
    board.side.say("o\nthree\r\r\n\nfour\r");
    ASSERT_TRUE(until_lines(4));
    EXPECT_THAT(lines, ElementsAre("one", "two", "three", "four"));
}

TEST_F(ConsoleTest, ShowsWhatIsNotToBePrintedByItsNumber) {
    board.side.say("\x1b[1mb\xc3\xa4r\t\x7f\n\xe4\xff\n");
    ASSERT_TRUE(until_lines(2));
    EXPECT_THAT(lines, ElementsAre("\\x1b[1mb\xc3\xa4r\t\\x7f", "\\xe4\\xff"));
}

TEST_F(ConsoleTest, CutsALineThatDoesNotEnd) {
    board.side.say(std::string(Console::line_limit + 1, 'x'));
    ASSERT_TRUE(until_lines(1));
    EXPECT_EQ(lines.front().size(), Console::line_limit);
}

TEST_F(ConsoleTest, TellsTheLastWordsOfABoardThatHasNotEndedItsLine) {
    board.side.say("*** FAULT");
    ASSERT_TRUE(until([&] { return console->line().counts().octets_in == 9; }));
    board.side.leave();
    ASSERT_TRUE(until_lines(2));
    EXPECT_THAT(lines, ElementsAre("*** FAULT", "(gone)"));
}

TEST_F(ConsoleTest, SaysLinesWithTheirEnd) {
    console->say("status");
    EXPECT_EQ(board.side.hear(7), "status\r");
}

TEST_F(ConsoleTest, WaitsForALine) {
    std::optional<Console::Answer> answer;
    bool answered = false;
    console->await(pattern_of(R"(^OK (?<what>\w+))"), 5s, [&](const auto& got) {
        answer = got;
        answered = true;
    });
    board.side.say("noise\nnot OK reboot\nOK reboot\nOK again\n");
    ASSERT_TRUE(until_lines(4));
    ASSERT_TRUE(answered);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->line.text, "OK reboot");
    EXPECT_EQ(answer->match.at("what"), "reboot");
    EXPECT_LE(answer->line.at, timers.now());
}

TEST_F(ConsoleTest, GivesUpWaitingInTime) {
    std::optional<Instant> gave_up;
    console->await(pattern_of("never"), 20ms, [&](const auto& got) {
        EXPECT_FALSE(got);
        gave_up = timers.now();
    });
    const auto forgotten = console->await(pattern_of("never"), 10ms, [](const auto&) { FAIL(); });
    console->cancel(forgotten);
    const Instant start = timers.now();
    ASSERT_TRUE(until([&] { return gave_up.has_value(); }));
    EXPECT_GE(*gave_up - start, 20ms);
}

TEST_F(ConsoleTest, LetsALaterWaitHaveALaterLine) {
    std::vector<std::string> got;
    console->await(pattern_of("a"), 5s, [&](const auto& first) {
        got.push_back(first->line.text);
        console->await(pattern_of("a"), 5s,
                       [&](const auto& second) { got.push_back(second->line.text); });
    });
    board.side.say("a1\na2\na3\n");
    ASSERT_TRUE(until_lines(3));
    EXPECT_THAT(got, ElementsAre("a1", "a2"));
}

TEST_F(ConsoleTest, KeepsTheLastLines) {
    for (std::size_t i = 0; i <= Console::kept_lines; ++i) {
        board.side.say(std::to_string(i) + "\n");
    }
    ASSERT_TRUE(until_lines(Console::kept_lines + 1));
    EXPECT_EQ(console->last_lines().size(), Console::kept_lines);
    EXPECT_EQ(console->last_lines().front().text, "1");
    EXPECT_EQ(console->last_lines().back().text, std::to_string(Console::kept_lines));
}

TEST_F(ConsoleTest, MayBeLetGoOfByWhoeverIsAnswered) {
    console->await(pattern_of("a"), 5s, [&](const auto&) { console.reset(); });
    board.side.say("a\nb\n");
    EXPECT_TRUE(until([&] { return console == nullptr; }));
    EXPECT_THAT(lines, ElementsAre("a"));
}

}  // namespace
}  // namespace breakwire::devices
