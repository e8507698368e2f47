#include "devices/boards/action_runner.hpp"

#include <gmock/gmock.h>

#include "devices/boards/com_port_server.hpp"
#include "devices/boards/far_side.hpp"
#include "devices/boards/line_bench.hpp"

namespace breakwire::devices {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class FakeHand final : public Hand {
public:
    bool present() const override { return there; }
    void ask(const std::string& what, std::function<void()> on_done) override {
        asked.push_back(what);
        done = std::move(on_done);
    }
    void withdraw() override { done = nullptr; }

    bool there = true;
    std::vector<std::string> asked;
    std::function<void()> done;
};

class ActionRunnerTest : public LineBench {
protected:
    ActionRunnerTest() {
        LineSettings settings;
        settings.rfc2217 = server.address();
        settings.rts = Held::off;
        console = std::make_unique<Console>(around, "console", settings, Console::Listener{});
        console->line().open();
        until_open(console->line());
        server.controls.clear();
        std::string why;
        runner = std::make_unique<ActionRunner>(
            around,
            ActionMeans{.line =
                            [this](const std::string& name) {
                                return name == "console" ? &console->line() : nullptr;
                            },
                        .console = console.get(),
                        .hand = &hand,
                        .boot = {LinePattern::parse(R"(^\*\*\* .*reset=(?<cause>\w+))", why), 5s},
                        .placeholders = {{"host", "127.0.0.1"}, {"port", "1883"}}});
    }
    /// Begins it.
    void begin(const PowerAction& action) {
        outcome.reset();
        runner->perform(action, [this](const ActionOutcome& what) { outcome = what; });
    }
    bool until_done() {
        return until([this] { return outcome.has_value(); });
    }
    std::string failure_of(const PowerAction& action) {
        begin(action);
        EXPECT_TRUE(until_done());
        return outcome ? outcome->failure : "not done";
    }
    static PowerAction shell(const std::string& script) {
        PowerAction action;
        action.run = {"sh", "-c", script};
        return action;
    }
    static PowerAction saying(const std::string& text) {
        PowerAction action;
        action.say = text;
        return action;
    }

    ComPortServer server{io};
    FakeHand hand;
    std::unique_ptr<Console> console;
    std::optional<ActionOutcome> outcome;
    std::unique_ptr<ActionRunner> runner;
};

TEST_F(ActionRunnerTest, RunsAProgramAndKeepsWhatItSays) {
    EXPECT_EQ(failure_of(shell("echo port 2: {host}; echo on >&2")), "");
    EXPECT_THAT(outcome->output, ElementsAre("port 2: 127.0.0.1", "on"));
    EXPECT_FALSE(runner->busy());
}

TEST_F(ActionRunnerTest, SaysHowAProgramHasFailed) {
    EXPECT_EQ(failure_of(shell("echo no hub >&2; exit 3")), "run sh: exit status 3: no hub");
    PowerAction absent;
    absent.run = {"/no/such/program"};
    EXPECT_THAT(failure_of(absent), StartsWith("run /no/such/program: "));
}

TEST_F(ActionRunnerTest, EndsAProgramThatTakesTooLong) {
    PowerAction slow = shell("sleep 1000");
    slow.timeout = 50ms;
    EXPECT_EQ(failure_of(slow), "run sh: not done within 50ms");
}

TEST_F(ActionRunnerTest, WaitsUntilTheBoardHasSettled) {
    PowerAction action = shell("true");
    action.settle = 50ms;
    const Instant start = timers.now();
    EXPECT_EQ(failure_of(action), "");
    EXPECT_GE(timers.now() - start, 50ms);
}

TEST_F(ActionRunnerTest, PulsesALineAwayFromWhereItRests) {
    PowerAction reset;
    reset.pulse = Pulse{.dtr = {}, .rts = 20ms};
    EXPECT_EQ(failure_of(reset), "");
    ASSERT_TRUE(until([&] { return server.controls.size() == 2; }));
    EXPECT_THAT(server.controls, ElementsAre("rts on", "rts off"));
}

TEST_F(ActionRunnerTest, DoesNotLeaveABoardInReset) {
    PowerAction reset;
    reset.pulse = Pulse{.dtr = {}, .rts = 10s};
    reset.timeout = 50ms;
    EXPECT_EQ(failure_of(reset), "pulse rts: not done within 50ms");
    begin(reset);
    ASSERT_TRUE(until([&] { return server.controls.size() == 3; }));
    runner.reset();
    ASSERT_TRUE(until([&] { return server.controls.size() == 4; }));
    EXPECT_THAT(server.controls, ElementsAre("rts on", "rts off", "rts on", "rts off"));
}

TEST_F(ActionRunnerTest, SendsABreak) {
    PowerAction action;
    action.send_break = 20ms;
    EXPECT_EQ(failure_of(action), "");
    ASSERT_TRUE(until([&] { return server.controls.size() == 2; }));
    EXPECT_THAT(server.controls, ElementsAre("break on", "break off"));
}

TEST_F(ActionRunnerTest, SaysALineAndLooksForItsAnswer) {
    PowerAction reboot = saying("broker {host} {port}");
    std::string why;
    reboot.answer = LinePattern::parse("^OK (?<what>.*)", why);
    begin(reboot);
    ASSERT_TRUE(until([&] { return server.received == "broker 127.0.0.1 1883\n"; }));
    server.say("?\r\nOK broker\r\n");
    ASSERT_TRUE(until_done());
    EXPECT_EQ(outcome->failure, "");
    EXPECT_EQ(outcome->answer->match.at("what"), "broker");
}

TEST_F(ActionRunnerTest, SaysThatNobodyAnswersAndWhatTheBoardSaidLast) {
    PowerAction reboot = saying("reboot");
    std::string why;
    reboot.answer = LinePattern::parse("^OK", why);
    reboot.timeout = 100ms;
    begin(reboot);
    ASSERT_TRUE(until([&] { return server.received == "reboot\n"; }));
    server.say("unknown command\r\n");
    ASSERT_TRUE(until_done());
    EXPECT_EQ(outcome->failure,
              "say reboot: not done within 100ms; the board said last: unknown command");
}

TEST_F(ActionRunnerTest, TakesTheBootLineForTheProof) {
    PowerAction reset = saying("reboot");
    reset.proves = {{"cause", "soft"}};
    begin(reset);
    ASSERT_TRUE(until([&] { return server.received == "reboot\n"; }));
    EXPECT_TRUE(runner->busy());
    server.say("*** node 1.0 reset=soft\r\n");
    ASSERT_TRUE(until_done());
    EXPECT_EQ(outcome->failure, "");
    EXPECT_EQ(outcome->boot->line.text, "*** node 1.0 reset=soft");
}

TEST_F(ActionRunnerTest, FailsWhereTheBootLineSaysSomethingElse) {
    PowerAction reset = saying("reboot");
    reset.proves = {{"cause", "soft"}};
    begin(reset);
    ASSERT_TRUE(until([&] { return server.received == "reboot\n"; }));
    server.say("*** node 1.0 reset=watchdog\r\n");
    ASSERT_TRUE(until_done());
    EXPECT_EQ(outcome->failure,
              "say reboot: the boot line says 'watchdog' for cause, not 'soft': "
              "*** node 1.0 reset=watchdog");
}

TEST_F(ActionRunnerTest, FailsWhereTheBoardDoesNotBoot) {
    runner->means().boot.within = 50ms;
    PowerAction reset = saying("reboot");
    reset.proves = {{"cause", "soft"}};
    EXPECT_EQ(failure_of(reset), "say reboot: no boot line within 50ms");
}

TEST_F(ActionRunnerTest, AsksAPersonWhoNeedNotSayMoreThanTheBootLineSays) {
    PowerAction press;
    press.by_hand = "press EN";
    begin(press);
    ASSERT_TRUE(until([&] { return hand.done != nullptr; }));
    hand.done();
    ASSERT_TRUE(until_done());
    EXPECT_EQ(outcome->failure, "");

    press.proves = {{"cause", "pin"}};
    begin(press);
    ASSERT_TRUE(until([&] { return hand.asked.size() == 2; }));
    server.say("*** node reset=pin\r\n");
    ASSERT_TRUE(until_done());
    EXPECT_EQ(outcome->failure, "");
    EXPECT_EQ(hand.done, nullptr);
}

TEST_F(ActionRunnerTest, RefusesWhatItHasNotTheMeansFor) {
    hand.there = false;
    PowerAction press;
    press.by_hand = "press EN";
    EXPECT_EQ(failure_of(press), "by hand: press EN: nobody sits at the terminal");
    PowerAction freeze;
    freeze.qmp = QmpCommand{"stop"};
    EXPECT_EQ(failure_of(freeze), "qmp stop: the board has no QMP");
    PowerAction elsewhere = saying("x");
    elsewhere.line = "data";
    EXPECT_EQ(runner->unable(elsewhere), "the board has no line 'data'");
    runner->means().boot.boot.reset();
    PowerAction proving = shell("true");
    proving.proves = {{"cause", "pin"}};
    EXPECT_EQ(runner->unable(proving), "the board's boot line is not known");
    EXPECT_EQ(runner->unable(shell("true")), "");
}

TEST_F(ActionRunnerTest, SaysThatALineIsNotThereOrCannotDoIt) {
    console->line().unplug();
    EXPECT_THAT(failure_of(saying("x")), HasSubstr("console is not open"));
    PowerAction reset;
    reset.pulse = Pulse{.dtr = 10ms, .rts = {}};
    EXPECT_THAT(failure_of(reset), StartsWith("pulse dtr: DTR of console cannot be moved"));
    PowerAction interrupt;
    interrupt.send_break = 10ms;
    EXPECT_THAT(failure_of(interrupt), StartsWith("break: console cannot send BREAK"));
}

TEST_F(ActionRunnerTest, MayBeLetGoOfInTheMiddle) {
    begin(shell("sleep 1000"));
    pass(10ms);
    runner.reset();
    pass(10ms);
    EXPECT_FALSE(outcome);
}

}  // namespace
}  // namespace breakwire::devices
