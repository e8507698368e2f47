#include <gmock/gmock.h>
#include <sys/wait.h>

#include <cstdio>
#include <sstream>

#include "harness/brokers/text_file.hpp"
#include "harness/runner/scratch.hpp"

namespace breakwire::harness {
namespace {

using testing::HasSubstr;
using testing::Not;

/// The program itself, in a folder of its own, on a real broker.
class Replay : public testing::Test {
protected:
    /// Returns the exit code; keeps what was written.
    int breakwire(const std::string& arguments) {
        const std::string command =
            "cd " + folder.path().string() + " && " BREAKWIRE_PROGRAM " " + arguments + " 2>&1";
        std::FILE* const pipe = popen(command.c_str(), "r");
        std::ostringstream text;
        for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) text << static_cast<char>(c);
        out = text.str();
        return WEXITSTATUS(pclose(pipe));
    }
    /// A pump on a link whose delay is a matter of luck; `expected` of what the dashboard receives.
    void write_scenario(const std::string& expected) const {
        write_text(folder.path() / "pump.yaml",
                   "scenario: A pump is heard\n"
                   "mqtt: 5.0\n"
                   "devices:\n"
                   "  dashboard: {model: observer, subscribe: [{filter: \"#\"}]}\n"
                   "  pump: {model: observer}\n"
                   "steps:\n"
                   "  - start: [dashboard, pump]\n"
                   "  - fault: {delay: {device: pump, by: 50ms, jitter: 40ms}}\n"
                   "  - publish: {device: pump, topic: pump/1, payload: \"on\"}\n"
                   "  - expect: {dashboard: {receives: {topic: pump/1, payload: \"" +
                       expected + "\"}}, within: 1s}\n");
    }

    ScratchFolder folder;
    std::string out;
};

TEST_F(Replay, OfAFailureFailsTheSameWay) {
    write_scenario("off");
    ASSERT_EQ(breakwire("run pump.yaml --seed 7 --output runs"), 1) << out;
    EXPECT_EQ(breakwire("replay 'runs/pump[5.0]'"), 1);
    EXPECT_THAT(out, HasSubstr("replay of pump[5.0]: the same outcome: failed (4), event for event "
                               "(fingerprint "));
    EXPECT_THAT(out, Not(HasSubstr("changed")));
}

TEST_F(Replay, TellsOfATableThatHasChanged) {
    write_text(folder.path() / "well.csv", "level\n1\n2\n");
    write_text(folder.path() / "well.yaml",
               "scenario: A well is heard\n"
               "mqtt: 5.0\n"
               "devices:\n"
               "  dashboard: {model: observer, subscribe: [{filter: \"#\"}]}\n"
               "  well:\n"
               "    model: sensor\n"
               "    publish: [{topic: well, every: 1s, value: {csv: {file: well.csv}}}]\n"
               "steps:\n"
               "  - start: [dashboard, well]\n"
               "  - expect: {dashboard: {receives: well}, within: 5s}\n");
    ASSERT_EQ(breakwire("run well.yaml --keep --output runs"), 0) << out;
    write_text(folder.path() / "well.csv", "level\n3\n4\n");
    breakwire("replay 'runs/well[5.0]'");
    EXPECT_THAT(out, HasSubstr("well.csv has changed since"));
}

TEST_F(Replay, OfARunReplaysItsCases) {
    write_scenario("on");
    ASSERT_EQ(breakwire("run pump.yaml --seeds 7..8 --output runs"), 0) << out;
    EXPECT_EQ(breakwire("replay runs"), 0) << out;
    EXPECT_THAT(out, HasSubstr("replay of pump[5.0]#seed7: the same outcome: passed, event"));
    EXPECT_THAT(out, HasSubstr("replay of pump[5.0]#seed8: the same outcome: passed, event"));
}

TEST_F(Replay, OfACaseWithParametersHasTheirValues) {
    write_scenario("{said}");
    std::string text = read_text(folder.path() / "pump.yaml");
    write_text(folder.path() / "pump.yaml", text + "parameters: {said: [\"on\", \"off\"]}\n");
    ASSERT_EQ(breakwire("run pump.yaml --output runs"), 1) << out;
    EXPECT_THAT(out, HasSubstr("--set said=off"));
    EXPECT_EQ(breakwire("replay 'runs/pump[5.0,said=off]'"), 1) << out;
    EXPECT_THAT(out,
                HasSubstr("replay of pump[5.0,said=off]: the same outcome: failed (4), event"));
}

TEST_F(Replay, NamesAScenarioThatHasChangedAndTheFirstEventThatDiffers) {
    write_scenario("off");
    ASSERT_EQ(breakwire("run pump.yaml --output runs"), 1) << out;
    write_scenario("on");
    EXPECT_EQ(breakwire("replay runs"), 1);
    EXPECT_THAT(out, HasSubstr("was failed (4), is passed"));
    EXPECT_THAT(out, HasSubstr("pump.yaml has changed since"));
    EXPECT_THAT(out, testing::ContainsRegex("first  [0-9.]+ s  step 4 begins: .*\"off\" .*\n"
                                            "  now    [0-9.]+ s  step 4 begins: .*\"on\""));
}

TEST_F(Replay, ComparesOutcomesOnTheWallClock) {
    write_scenario("off");
    ASSERT_EQ(breakwire("run pump.yaml --time wall --output runs"), 1) << out;
    EXPECT_EQ(breakwire("replay runs"), 1);
    EXPECT_THAT(out, HasSubstr("replay of pump[5.0]: the same outcome: failed (4)\n"));
}

TEST_F(Replay, NeedsAFolderWithAResult) {
    EXPECT_EQ(breakwire("replay nowhere"), 2);
    EXPECT_THAT(out, HasSubstr("nowhere: no such folder"));
}

TEST_F(Replay, FindsTheFirstSeedThatFails) {
    write_scenario("on");
    EXPECT_EQ(breakwire("run pump.yaml --seeds 1..3"), 0) << out;
    EXPECT_THAT(out, HasSubstr("seeds 1..3: none failed"));
    write_scenario("off");
    EXPECT_EQ(breakwire("run pump.yaml --seeds 5..9 -j 1 -x"), 1);
    EXPECT_THAT(out, HasSubstr("seeds 5..9: 1 failed, 5 first, in pump[5.0]#seed5\n"
                               "  breakwire run pump.yaml --mqtt 5.0 --seed 5"));
    EXPECT_EQ(breakwire("run pump.yaml --seeds 5..9 --seed 1"), 2);
    EXPECT_EQ(breakwire("run pump.yaml --seeds 9..5"), 2);
}

}  // namespace
}  // namespace breakwire::harness
