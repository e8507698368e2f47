#include "reports/console.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "reports/example_run.hpp"

namespace breakwire::reports {
namespace {

std::string told(ConsoleStyle style) {
    std::ostringstream out;
    Console console(out, style);
    play(console);
    return out.str();
}

TEST(Console, ExplainsEachCaseThatDidNotPass) {
    const std::string text = told({});
    EXPECT_EQ(text, golden("console.txt", text));
}

TEST(Console, WritesNoControlCharactersWhereThereIsNoTerminal) {
    EXPECT_EQ(told({}).find('\x1b'), std::string::npos);
}

TEST(Console, ShowsTheCaseUnderWayOnATerminal) {
    ConsoleStyle terminal;
    terminal.live = true;
    const std::string text = told(terminal);
    EXPECT_NE(text.find("] 0/6  will/after_rst[3.1.1]: 2/4 fault rst thermometer"),
              std::string::npos);
    EXPECT_NE(text.find("\r\x1b[2K"), std::string::npos);
}

TEST(Console, GuessesHowLongTheRestTakesOnATerminal) {
    ConsoleStyle terminal;
    terminal.live = true;
    std::chrono::steady_clock::time_point now{};
    std::ostringstream out;
    Console console(out, terminal, [&] { return now; });
    console.run_started({"0.1.0", "breakwire run", 20, 1});
    const CaseResult done = example_run().cases.front();
    for (int i = 0; i < 5; ++i) console.case_finished(done);
    now += 10s;
    console.case_progress({"acl/next[5.0]", "1/2 start pump", {}});
    EXPECT_NE(out.str().find("[#####               ] 5/20, 30 s left  acl/next[5.0]"),
              std::string::npos)
        << out.str();
}

}  // namespace
}  // namespace breakwire::reports
