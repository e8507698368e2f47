#include "harness/bench/casting.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "harness/cli/kinds.hpp"
#include "scenarios/language/load.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr auto v3 = mqtt::Version::v3_1_1;

class CastingTest : public testing::Test {
protected:
    CastingTest() {
        std::ofstream(bench) << R"(boards:
  plain: {plays: observer, lines: {data: {pty: a, carries: mqtt}}}
  talks: {plays: observer, lines: {data: {pty: a, carries: mqtt}, console: {pty: b}}}
cast: {pump: [plain, talks, sim]}
)";
    }
    ~CastingTest() override { fs::remove(bench); }

    Casting casting(const std::vector<std::string>& options = {}, bool with_bench = true) {
        Mistakes mistakes;
        Casting made;
        made.read(with_bench ? bench.string() : "", options, mistakes);
        for (const ConfigError& mistake : mistakes.found()) ADD_FAILURE() << mistake.what();
        return made;
    }
    static scenarios::Scenario scenario(const std::string& steps,
                                        const std::string& pump = "{model: observer}") {
        Mistakes mistakes;
        auto read = scenarios::read_scenario("scenario: It is cast\ndevices:\n  pump: " + pump +
                                                 "\n  valve: {model: observer}\nsteps:\n  - " +
                                                 steps + "\n",
                                             "a.yaml", known_kinds().language(), mistakes);
        for (const ConfigError& mistake : mistakes.found()) ADD_FAILURE() << mistake.what();
        return read ? std::move(*read) : scenarios::Scenario{};
    }
    static std::string player_of(const Casting::Outcome& outcome, const std::string& role) {
        const auto found = outcome.players.find(role);
        return found == outcome.players.end() ? "sim" : found->second->name;
    }

    fs::path bench = fs::temp_directory_path() / ("cast-" + std::to_string(getpid()) + ".yaml");
};

TEST_F(CastingTest, TheFirstThatIsAbleGetsThePart) {
    Casting cast = casting();
    EXPECT_EQ(player_of(cast.cast(scenario("start: pump"), v3), "pump"), "plain");
    EXPECT_EQ(player_of(cast.cast(scenario("console: {pump: hello}"), v3), "pump"), "talks");
    EXPECT_EQ(player_of(cast.cast(scenario("power: {off: pump}"), v3), "pump"), "sim");
    EXPECT_EQ(player_of(cast.cast(scenario("start: pump"), v3), "valve"), "sim");
}

TEST_F(CastingTest, ABoardPlaysTheModelsAndVersionsThatItCan) {
    const std::string measuring = "{model: sensor, publish: {topic: a, every: 1s, value: 1}}";
    Casting cast = casting();
    EXPECT_EQ(player_of(cast.cast(scenario("start: pump"), mqtt::Version::v5_0), "pump"), "sim");
    EXPECT_EQ(player_of(cast.cast(scenario("start: pump", measuring), v3), "pump"), "sim");
}

TEST_F(CastingTest, TheCommandLineCountsInsteadOfTheFile) {
    Casting cast = casting({"pump=talks", "valve=plain"});
    const auto outcome = cast.cast(scenario("start: pump"), v3);
    EXPECT_EQ(player_of(outcome, "pump"), "talks");
    EXPECT_EQ(player_of(outcome, "valve"), "plain");
}

TEST_F(CastingTest, SaysWhatNobodyCanDo) {
    EXPECT_EQ(casting({"pump=talks"}).cast(scenario("power: {off: pump}"), v3).obstacle,
              "pump cannot be played: talks lacks power.off (power, a.yaml:6)");
    EXPECT_EQ(casting().cast(scenario("fault: {unplug: valve}"), v3).obstacle,
              "valve cannot be played: a simulated device lacks line (unplug, a.yaml:6)");
    EXPECT_EQ(casting({"pump=talks,plain"}).cast(scenario("stop: pump"), v3).obstacle,
              "pump cannot be played: talks lacks stop (stop, a.yaml:6); plain lacks stop (stop, "
              "a.yaml:6)");
}

TEST_F(CastingTest, ABoardPlaysOneRole) {
    EXPECT_EQ(casting({"pump=plain", "valve=plain"}).cast(scenario("start: pump"), v3).obstacle,
              "valve cannot be played: plain plays pump already");
}

TEST_F(CastingTest, WithoutABenchAllIsSimulated) {
    Casting cast = casting({}, false);
    EXPECT_FALSE(cast.any());
    EXPECT_EQ(cast.cast(scenario("power: {off: pump}"), v3).obstacle, "");
    EXPECT_THAT(cast.cast(scenario("console: {pump: hello}"), v3).obstacle,
                HasSubstr("a simulated device lacks console"));
}

TEST_F(CastingTest, ABoardThatIsKeptByAnotherRunIsNotFree) {
    Casting theirs = casting({"pump=plain"});
    theirs.cast(scenario("start: pump"), v3);
    EXPECT_EQ(player_of(casting().cast(scenario("start: pump"), v3), "pump"), "talks");
    Casting ours = casting({"pump=plain"});
    EXPECT_THROW(ours.cast(scenario("start: pump"), v3), EnvironmentError);
}

TEST_F(CastingTest, SaysWhatIsWrongWithTheCommandLine) {
    Mistakes mistakes;
    Casting cast;
    cast.read(bench.string(), {"pump", "pump=plian", "pmup=plain"}, mistakes);
    ASSERT_EQ(mistakes.count(), 2U);
    EXPECT_THAT(mistakes.found()[0].what(), HasSubstr("expected ROLE=PLAYER"));
    EXPECT_THAT(mistakes.found()[1].what(), HasSubstr("did you mean 'plain'?"));
    const auto one = std::make_shared<const scenarios::Scenario>(scenario("start: pump"));
    EXPECT_THAT(cast.roles_of_nobody({one}), ElementsAre("pmup"));
    Casting without;
    without.read("", {"pump=node-7"}, mistakes);
    EXPECT_THAT(mistakes.found().back().what(), HasSubstr("there is no --bench"));
}

}  // namespace
}  // namespace breakwire::harness
