#include "devices/boards/hand.hpp"

#include <gmock/gmock.h>

#include <csignal>

#include "devices/boards/far_side.hpp"
#include "devices/boards/line_bench.hpp"

namespace breakwire::devices {
namespace {

using testing::HasSubstr;

volatile std::sig_atomic_t interrupts = 0;

class TerminalHandTest : public LineBench {
protected:
    EmulatedBoard terminal{false};
    TerminalHand hand{io, driver, terminal.name};
    bool done = false;
};

TEST_F(TerminalHandTest, AsksAndWaitsForEnter) {
    ASSERT_TRUE(hand.present());
    hand.ask("press EN", [this] { done = true; });
    EXPECT_THAT(terminal.side.hear(20), HasSubstr("please: press EN"));
    terminal.side.say("ok");
    pass(20ms);
    EXPECT_FALSE(done);
    terminal.side.say("\r");
    EXPECT_TRUE(until([this] { return done; }));
}

TEST_F(TerminalHandTest, SaysThatNobodyIsThere) {
    EXPECT_FALSE(TerminalHand(io, driver, "/no/such/terminal").present());
    EXPECT_FALSE(TerminalHand(io, driver, "/dev/null").present());
}

TEST_F(TerminalHandTest, TakesAQuestionBack) {
    hand.ask("press EN", [this] { done = true; });
    hand.withdraw();
    terminal.side.say("\r");
    pass(20ms);
    EXPECT_FALSE(done);
}

TEST_F(TerminalHandTest, PassesCtrlCOn) {
    std::signal(SIGINT, [](int) { interrupts = 1; });
    hand.ask("press EN", [this] { done = true; });
    terminal.side.say("\x03");
    EXPECT_TRUE(until([] { return interrupts == 1; }));
    EXPECT_FALSE(done);
}

}  // namespace
}  // namespace breakwire::devices
