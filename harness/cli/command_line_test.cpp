#include "harness/cli/command_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include "harness/cli/broker_choice.hpp"
#include "harness/cli/toy_files.hpp"

namespace breakwire::harness {
namespace {

using reports::Verdict;
using testing::HasSubstr;
using testing::Not;

/// A worker whose verdict is the first tag of its scenario.
int judge_by_tag(const CaseJob& job, WorkerReport&) {
    reports::CaseResult result = blank_result(job);
    const std::string wanted = job.scenario->tags.empty() ? "passed" : job.scenario->tags.front();
    if (wanted == "error") std::abort();
    if (wanted == "interrupt") {
        kill(getppid(), SIGINT);
        pause();  // until it is ended with the run
    }
    for (const Verdict verdict : {Verdict::passed, Verdict::failed, Verdict::inconclusive}) {
        if (to_string(verdict) == wanted) result.verdict = verdict;
    }
    if (wanted == "failed") {
        reports::Finding finding;
        finding.id = "BW-TOY-1";
        finding.expected = "the toy works";
        result.findings.push_back(finding);
    }
    write_result(result);
    return 0;
}

struct CommandLineTest : testing::Test {
    void SetUp() override {
        std::filesystem::create_directories(files.folder() / "here");
        std::filesystem::current_path(files.folder() / "here");
    }
    void TearDown() override { std::filesystem::current_path("/"); }

    /// Returns the exit code; keeps what was written.
    int call(std::vector<std::string> words) {
        words.insert(words.begin(), "breakwire");
        std::vector<const char*> argv;
        for (const std::string& word : words) argv.push_back(word.c_str());
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        const int code =
            command_line(static_cast<int>(argv.size()), argv.data(), {judge_by_tag, {}, {}, {}});
        out = testing::internal::GetCapturedStdout();
        err = testing::internal::GetCapturedStderr();
        return code;
    }
    /// `breakwire run` on the toy broker, without the shipped deviations.
    int run(std::vector<std::string> words) {
        words.insert(words.begin(), {"run", "--broker", (files.folder() / "broker.yaml").string()});
        if (std::find(words.begin(), words.end(), "--deviations") == words.end()) {
            words.push_back("--no-deviations");
        }
        return call(words);
    }
    std::string scenario(const std::string& name, const std::string& more = {}) {
        return files.scenario(name, more).string();
    }

    ToyFiles files;
    std::string out;
    std::string err;
};

TEST_F(CommandLineTest, SaysItsVersion) {
    EXPECT_EQ(call({"--version"}), 0);
    EXPECT_THAT(out, HasSubstr(std::string("breakwire ") + version()));
}

TEST_F(CommandLineTest, HelpsWithEveryCommand) {
    for (const char* command :
         {"run", "replay", "check", "list", "explain", "schema", "show", "statements", "report"}) {
        EXPECT_EQ(call({"help", command}), 0);
        EXPECT_THAT(out, HasSubstr(command));
        EXPECT_EQ(call({command, "--help"}), 0);
    }
    EXPECT_EQ(call({"help"}), 0);
    EXPECT_THAT(out, HasSubstr("breakwire run"));
}

TEST_F(CommandLineTest, RefusesWhatItDoesNotKnow) {
    EXPECT_EQ(call({}), 2);
    EXPECT_EQ(call({"runn"}), 2);
    EXPECT_EQ(call({"run", "--no-such-flag"}), 2);
    EXPECT_EQ(call({"run", "--mqtt", "4"}), 2);
    EXPECT_EQ(call({"run", "--time-limit", "soon"}), 2);
    EXPECT_EQ(call({"help", "runn"}), 2);
    EXPECT_THAT(err, HasSubstr("did you mean 'run'"));
    EXPECT_EQ(call({"check", "nowhere.yaml"}), 2);
    EXPECT_THAT(err, HasSubstr("nowhere.yaml: no such file or folder"));
    EXPECT_EQ(run({scenario("a"), "--report", "nonsense:x"}), 2);
    EXPECT_EQ(run({scenario("a"), "-k", "nothing"}), 2);
}

TEST_F(CommandLineTest, ListsAllMistakesOfAllFilesInOneGo) {
    const std::string first = scenario("a", "  - wiat: 1s\n  - start: nobody\n");
    const std::string second = files.write("b.yaml", "scenario: b\n").string();
    for (const char* command : {"check", "list", "run"}) {
        EXPECT_EQ(call({command, first, second}), 2);
        EXPECT_THAT(err, HasSubstr("a.yaml:7:5: error: "));
        EXPECT_THAT(err, HasSubstr("did you mean 'wait'"));
        EXPECT_THAT(err, HasSubstr("unknown device 'nobody'"));
        EXPECT_THAT(err, HasSubstr("b.yaml:1:1: error: "));
        EXPECT_THAT(err, HasSubstr("mistakes"));
    }
}

TEST_F(CommandLineTest, ChecksAndListsCases) {
    const std::string a = files
                              .write("a.yaml",
                                     "scenario: toy a\n"
                                     "mqtt: [3.1.1, 5.0]\n"
                                     "devices: {sensor: {model: observer}}\n"
                                     "steps: [{start: sensor}, {expect: {sensor: connected}}]\n")
                              .string();
    EXPECT_EQ(call({"check", a}), 0);
    EXPECT_EQ(out,
              "a[3.1.1]  0s to 5s\n"
              "a[5.0]    0s to 5s\n"
              "1 scenario, 2 cases, no mistakes\n");
    EXPECT_EQ(call({"list", a, "--mqtt", "5.0"}), 0);
    EXPECT_EQ(out, "a[5.0]  toy a\n");
}

TEST_F(CommandLineTest, ExplainsAndWritesTheSchema) {
    EXPECT_EQ(call({"explain"}), 0);
    EXPECT_EQ(call({"explain", "rst"}), 0);
    EXPECT_THAT(out, HasSubstr("rst"));
    EXPECT_EQ(call({"explain", "rsst"}), 2);
    EXPECT_EQ(call({"explain", "--all"}), 0);
    EXPECT_THAT(out, HasSubstr("\n### rst\n"));
    EXPECT_EQ(call({"explain", "rst", "--all"}), 2);
    EXPECT_EQ(call({"schema"}), 0);
    EXPECT_TRUE(nlohmann::json::parse(out).contains("properties"));
}

TEST_F(CommandLineTest, ListsAndExplainsStatements) {
    EXPECT_EQ(call({"statements", "v5/3.1.2-22"}), 0);
    EXPECT_THAT(out, HasSubstr("v5/3.1.2-22    server "));
    EXPECT_THAT(out, HasSubstr("\n1 statement: 1 by "));
    EXPECT_EQ(call({"statements", "3.12", "--mqtt", "3.1.1"}), 0);
    EXPECT_THAT(out, HasSubstr("v311/3.12.4-1"));
    EXPECT_EQ(call({"statements", "--judged", "unseen", "--binds", "client"}), 0);
    EXPECT_EQ(call({"statements", "nothing of the kind"}), 2);
    EXPECT_EQ(call({"explain", "v5/3.1.2-22"}), 0);
    EXPECT_THAT(out, HasSubstr("scenario   keep_alive/"));
    EXPECT_EQ(call({"explain", "v5/3.1.2-222"}), 2);
    EXPECT_THAT(err, HasSubstr("the last of its section is 'v5/3.1.2-30'"));
}

TEST_F(CommandLineTest, EndsWithTheCodeOfTheWorstCase) {
    const std::string good = scenario("good");
    const std::string unsure = scenario("unsure", "tags: [inconclusive]\n");
    const std::string bad = scenario("bad", "tags: [failed]\n");
    const std::string broken = scenario("broken", "tags: [error]\n");
    EXPECT_EQ(run({good}), 0);
    EXPECT_EQ(run({good, unsure}), 3);
    EXPECT_EQ(run({good, unsure, bad}), 1);
    EXPECT_EQ(run({good, unsure, bad, broken}), 70);
}

TEST_F(CommandLineTest, SkipsWhatTheBrokerCannotDo) {
    const std::string needy = scenario("needy", "requires: [save]\n");
    files.write("broker.yaml", "driver: command\ncommand: [sh]\n");
    EXPECT_EQ(run({needy}), 0);
    EXPECT_THAT(out, HasSubstr("lacks save"));
    EXPECT_EQ(run({needy, "--strict"}), 1);
}

TEST_F(CommandLineTest, TakesAKnownDeviationForNoFailure) {
    const std::string bad = scenario("bad", "tags: [failed]\n");
    const auto deviations = files.write("deviations.yaml",
                                        "- {case: 'bad*', finding: BW-TOY-1, reason: it is a toy}\n"
                                        "- {case: 'good*', finding: BW-TOY-1, reason: it was}\n");
    EXPECT_EQ(run({bad, scenario("good"), "--deviations", deviations.string()}), 0);
    EXPECT_THAT(out, HasSubstr("it is a toy"));
    EXPECT_THAT(err, HasSubstr("deviations.yaml:2:3: this deviation no longer happens"));
}

TEST_F(CommandLineTest, EndsWith130WhenInterrupted) {
    const std::string last_words = scenario("a", "tags: [interrupt]\n");
    EXPECT_EQ(run({last_words, scenario("b"), "-j", "1"}), 130);
}

TEST_F(CommandLineTest, ReportsOfAnInterruptedRunSayWhatIsMissing) {
    const std::string last_words = scenario("a", "tags: [interrupt]\n");
    run({last_words, scenario("b"), "-j", "1", "--output", "results"});
    EXPECT_EQ(call({"report", "results"}), 3) << out << err;
    EXPECT_THAT(out, HasSubstr("b[3.1.1]"));
    EXPECT_THAT(out, HasSubstr("because   the run ended before its turn"));
    EXPECT_THAT(out, HasSubstr("repeat    breakwire run "));
}

TEST_F(CommandLineTest, CasesThatAreNotWantedAnyMoreAreNotMissing) {
    run({scenario("a", "tags: [failed]\n"), scenario("b"), "-x", "-j", "1", "--output", "results"});
    EXPECT_EQ(call({"report", "results"}), 1);
    EXPECT_THAT(out, Not(HasSubstr("b[3.1.1]")));
}

TEST_F(CommandLineTest, AReportThatCannotBeWrittenKeepsNoOther) {
    EXPECT_EQ(run({scenario("a"), "--report", "tap:/nowhere/out.tap", "--report", "tap:out.tap"}),
              3);
    EXPECT_THAT(err, HasSubstr("cannot write the report /nowhere/out.tap"));
    EXPECT_THAT(read_text("out.tap"), HasSubstr("1..1"));
}

TEST_F(CommandLineTest, EndsWith3WithoutABroker) {
    const auto nowhere = files.write("nowhere.yaml", "program: no-such-broker\n");
    EXPECT_EQ(call({"run", scenario("a"), "--broker", nowhere.string()}), 3);
    EXPECT_THAT(err, HasSubstr("no-such-broker"));
}

TEST_F(CommandLineTest, RefusesABrokerFileWithMistakes) {
    const auto wrong = files.write("wrong.yaml", "program: x\nlimits: {queued_mesages: 5}\n");
    EXPECT_EQ(call({"run", scenario("a"), "--broker", wrong.string()}), 2);
    EXPECT_THAT(err, HasSubstr("wrong.yaml:2:10: error: unknown key 'queued_mesages'"));
    const auto unknown = files.write("unknown.yaml", "driver: mosquito\n");
    EXPECT_EQ(call({"run", scenario("a"), "--broker", unknown.string()}), 2);
    EXPECT_THAT(err, HasSubstr("did you mean 'mosquitto'"));
}

TEST_F(CommandLineTest, TakesTheNameOfADriverForABroker) {
    EXPECT_EQ(call({"run", scenario("pass"), "--broker", "mosquitoo"}), 2);
    EXPECT_THAT(err, HasSubstr("mosquitoo"));
    EXPECT_TRUE(names_driver("mosquitto"));
    EXPECT_FALSE(names_driver("mosquitoo"));
    files.write("mosquitto", "a file");
    std::filesystem::current_path(files.folder());
    EXPECT_FALSE(names_driver("mosquitto"));
}

TEST_F(CommandLineTest, KeepsRunFoldersOfCasesThatDidNotPass) {
    run({scenario("good"), scenario("bad", "tags: [failed]\n")});
    const std::filesystem::path runs = std::filesystem::current_path() / "breakwire-runs";
    std::vector<std::string> kept;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(runs)) {
        if (entry.path().filename() == result_file) {
            kept.push_back(entry.path().parent_path().filename());
        }
    }
    EXPECT_THAT(kept, testing::ElementsAre("bad[3.1.1]"));
    EXPECT_THAT(out, HasSubstr("breakwire-runs"));
}

TEST_F(CommandLineTest, LeavesNothingOfARunThatPassed) {
    EXPECT_EQ(run({scenario("good")}), 0);
    EXPECT_TRUE(std::filesystem::is_empty(std::filesystem::current_path()));
}

TEST_F(CommandLineTest, MakesReportsFromFoldersOfSeveralRuns) {
    run({scenario("good"), "--output", "one"});
    run({scenario("bad", "tags: [failed]\n"), "--output", "two"});
    EXPECT_EQ(call({"report", "one", "two", "--report", "junit:all.xml"}), 1);
    const std::string xml = read_text("all.xml");
    EXPECT_THAT(xml, HasSubstr("tests=\"2\""));
    EXPECT_EQ(call({"report", "one"}), 0);
    EXPECT_EQ(call({"report", "three"}), 2);
}

TEST_F(CommandLineTest, RunsAShardOfTheCasesAndMergesThemAgain) {
    const std::vector<std::string> all{scenario("a"), scenario("b"), scenario("c")};
    const auto shard = [&](const std::string& part, const std::string& output) {
        std::vector<std::string> words = all;
        words.insert(words.end(), {"--shard", part, "--output", output});
        return run(words);
    };
    EXPECT_EQ(shard("1/2", "shards/1"), 0);
    EXPECT_THAT(out, HasSubstr("2 passed"));
    EXPECT_EQ(shard("2/2", "shards/2"), 0);
    EXPECT_THAT(out, HasSubstr("1 passed"));
    EXPECT_EQ(call({"report", "shards"}), 0);
    EXPECT_THAT(out, HasSubstr("3 passed"));
    EXPECT_EQ(shard("3/2", "shards/3"), 2);
    EXPECT_THAT(err, HasSubstr("expected a part such as 2/4 or devices:2/4, got 3/2"));
}

TEST_F(CommandLineTest, SweepsInShardsThatComeToTheWholeOfIt) {
    const std::string swept = scenario("swept",
                                       "  - wait: \"{pause}\"\n"
                                       "parameters: {pause: {from: 1s, to: 3s, step: 1s}}\n"
                                       "measure: {comebacks: {reconnects: sensor}}\n");
    const auto shard = [&](const std::string& part, const std::string& output) {
        return call({"sweep", swept, "--broker", (files.folder() / "broker.yaml").string(),
                     "--no-deviations", "--seeds", "1..5", "--shard", part, "--output", output});
    };
    EXPECT_EQ(shard("1/2", "parts/1"), 0) << err;
    EXPECT_THAT(out, HasSubstr("8 of 8 runs"));
    EXPECT_EQ(shard("2/2", "parts/2"), 0) << err;
    EXPECT_THAT(out, HasSubstr("7 of 7 runs"));
    EXPECT_EQ(call({"report", "parts"}), 0);
    EXPECT_THAT(out, HasSubstr("15 passed"));
}

TEST_F(CommandLineTest, ComparesWithAnEarlierRun) {
    run({scenario("a"), scenario("b"), "--output", "before", "--report", "json:before.json"});
    const std::string worse = scenario("a", "tags: [failed]\n");
    EXPECT_EQ(run({worse, "--baseline", "before"}), 1);
    EXPECT_THAT(out, HasSubstr("a[3.1.1]                                 worse: passed -> failed"));
    EXPECT_THAT(out, HasSubstr("gone: was passed"));
    EXPECT_EQ(call({"report", "before", "--baseline", "before.json"}), 0);
    EXPECT_THAT(out, HasSubstr("against the baseline: 0 changed"));
    EXPECT_EQ(call({"report", "before", "--baseline", "nowhere"}), 2);
    EXPECT_EQ(call({"report", "before", "--baseline", "before/a[3.1.1]/case.json"}), 2);
    EXPECT_THAT(err, HasSubstr("is no report of a run"));
}

TEST_F(CommandLineTest, ShowsCasesOfARun) {
    run({scenario("a"), scenario("bad", "tags: [failed]\n"), "--output", "results"});
    EXPECT_EQ(call({"show", "results", "--case", "b*"}), 0);
    EXPECT_THAT(out, HasSubstr("bad[3.1.1]  failed"));
    EXPECT_THAT(out, HasSubstr("no record of it is left"));
    EXPECT_THAT(out, Not(HasSubstr("a[3.1.1]  passed")));
    EXPECT_EQ(call({"show", "results", "--case", "c"}), 2);
    EXPECT_THAT(err, HasSubstr("no case in results is called c"));
}

TEST_F(CommandLineTest, StopsAtTheFirstFailureIfAskedTo) {
    const std::string bad = scenario("bad", "tags: [failed]\n");
    EXPECT_EQ(run({bad, scenario("good"), "-j", "1", "-x"}), 1);
    EXPECT_THAT(out, HasSubstr("stopped at a failure: 1 not run"));
    EXPECT_THAT(out, Not(HasSubstr("good[3.1.1]")));
    EXPECT_EQ(run({scenario("good"), bad, "-j", "1", "-x"}), 1);
    EXPECT_THAT(out, HasSubstr("good[3.1.1]"));
}

TEST_F(CommandLineTest, SaysHowToRepeatACase) {
    const std::string bad = scenario("bad", "tags: [failed]\n");
    EXPECT_EQ(run({bad, "--seed", "7", "--output", "results"}), 1);
    const std::string result = read_text("results/bad[3.1.1]/case.json");
    EXPECT_THAT(result, HasSubstr("--mqtt 3.1.1 --seed 7"));
    EXPECT_THAT(result, HasSubstr("--broker"));
}

/// A scenario with a parameter of two values.
constexpr const char* with_parameter =
    "scenario: toy\n"
    "mqtt: 3.1.1\n"
    "tags: [\"{verdict}\"]\n"
    "parameters: {verdict: [passed, failed]}\n"
    "devices: {sensor: {model: observer}}\n"
    "steps: [{start: sensor}]\n";

TEST_F(CommandLineTest, RunsACaseForEachValueOfAParameter) {
    const std::string toy = files.write("toy.yaml", with_parameter).string();
    EXPECT_EQ(call({"list", toy}), 0);
    EXPECT_EQ(out, "toy[3.1.1,verdict=passed]  toy\ntoy[3.1.1,verdict=failed]  toy\n");
    EXPECT_EQ(run({toy, "-k", "verdict=passed"}), 0);
    EXPECT_EQ(run({toy, "--set", "verdict=passed,inconclusive"}), 3);
    EXPECT_THAT(out, HasSubstr("toy[3.1.1,verdict=inconclusive]"));
    EXPECT_EQ(run({toy, "--set", "verdcit=passed"}), 2);
    EXPECT_THAT(err, HasSubstr("--set: no scenario here has a parameter 'verdcit'; did you mean"));
    EXPECT_EQ(run({toy, "--set", "verdict"}), 2);
}

TEST_F(CommandLineTest, SaysHowToRepeatACaseWithParameters) {
    const std::string toy = files.write("toy.yaml", with_parameter).string();
    EXPECT_EQ(run({toy, "--output", "results"}), 1);
    const auto result =
        nlohmann::json::parse(read_text("results/toy[3.1.1,verdict=failed]/case.json"));
    EXPECT_THAT(result["repeat"], HasSubstr("--set verdict=failed"));
    EXPECT_EQ(result["recipe"]["parameters"], nlohmann::json({{"verdict", "failed"}}));
}

TEST_F(CommandLineTest, LeavesFilesThatAreThereForOthersOutOfAFolder) {
    files.write("plant/_shared.yaml", "devices: {sensor: {model: observer}}\n");
    files.write("plant/a.yaml",
                "scenario: toy\ninclude: _shared.yaml\nmqtt: 3.1.1\nsteps: [{start: sensor}]\n");
    const std::string plant = (files.folder() / "plant").string();
    EXPECT_EQ(call({"list", plant}), 0) << err;
    EXPECT_EQ(out, "a[3.1.1]  toy\n");
    EXPECT_EQ(run({plant, "--output", "results"}), 0);
    const auto result = nlohmann::json::parse(read_text("results/a[3.1.1]/case.json"));
    EXPECT_TRUE(result["recipe"]["sha256"].contains(plant + "/_shared.yaml"));
}

}  // namespace
}  // namespace breakwire::harness
