#include "reports/example_run.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace breakwire::reports {

namespace {

CaseResult example_case(const std::string& id, Verdict verdict, const std::string& reason) {
    CaseResult result;
    result.id = id;
    result.scenario = "The will is published when the connection is reset";
    result.file = "scenarios/library/will/after_rst.yaml";
    result.mqtt = "3.1.1";
    result.broker = "mosquitto 2.0.11";
    result.seed = 7;
    result.time_mode = "wall";
    result.covers = {"v311/3.1.2-8", "v5/3.1.2-8"};
    result.verdict = verdict;
    result.reason = reason;
    result.repeat = "breakwire run --case '" + id + "' --seed 7";
    result.recipe.version = "0.1.0";
    result.recipe.scenario_file = "/srv/scenarios/library/will/after_rst.yaml";
    result.recipe.sha256 = {{result.recipe.scenario_file, "e3b0c442"}};
    result.recipe.time_limit = 120s;
    result.simulated = 3250ms;
    result.wall = 3300ms;
    return result;
}

CaseResult failed_case() {
    CaseResult result = example_case("will/after_rst[5.0]", Verdict::failed,
                                     "expected: dashboard receives plant/1/state; seen: nothing");
    result.findings = {{Finding::Kind::expectation,
                        "4",
                        "dashboard receives plant/1/state \"offline\" within 2 s",
                        "nothing; nearest: plant/1/state \"on<line>\"",
                        false,
                        {"scenarios/library/will/after_rst.yaml", 31, 5},
                        3200ms,
                        {12, 14}},
                       {Finding::Kind::law,
                        "v5/3.1.2-8",
                        "a will is published once its connection is gone",
                        "no will for client id thermometer",
                        false,
                        {},
                        3200ms,
                        {12}}};
    result.laws = {{"v5/3.1.2-8", "a will is published once its connection is gone", 0, 1}};
    result.last_events = {"1.200 s  fault rst begins (thermometer)",
                          "1.200 s  thermometer -> broker  RST"};
    result.folder = "runs/will/after_rst[5.0]";
    return result;
}

}  // namespace

RunInfo example_info() { return {"0.1.0", "breakwire run will", 6, 4}; }

RunSummary example_run() {
    RunSummary summary;
    CaseResult passed = example_case("will/after_rst[3.1.1]", Verdict::passed, "");
    passed.laws = {{"v311/3.1.2-8", "the stored will is published", 3, 0},
                   {"v311/3.1.2-17", "a retained will is retained", 0, 0}};
    summary.cases = {
        passed,
        failed_case(),
        example_case("will/delay[5.0]", Verdict::known, "will delay outlives the session"),
        example_case("acl/denied[3.1.1]", Verdict::skipped, "needs acl_subscribe"),
        example_case("acl/late[3.1.1]", Verdict::inconclusive,
                     "a fault never hit anything: rst (thermometer)"),
        example_case("acl/crash[3.1.1]", Verdict::error, "the worker died of signal 11")};
    summary.wall = 12345ms;
    summary.exit_code = 70;
    return summary;
}

std::vector<CaseResult> example_baseline() {
    return {example_case("will/after_rst[3.1.1]", Verdict::failed, "no will came"),
            example_case("will/after_rst[5.0]", Verdict::passed, ""),
            example_case("will/delay[5.0]", Verdict::known, "will delay outlives the session"),
            example_case("will/gone[5.0]", Verdict::passed, "")};
}

std::string reported(FileReporter& reporter, const std::string& name, bool compared) {
    // Tests run at the same time, each in a process of its own.
    const std::filesystem::path file =
        std::filesystem::path(testing::TempDir()) / (std::to_string(getpid()) + '-' + name);
    RunInfo info = example_info();
    if (compared) info.baseline = std::make_shared<std::vector<CaseResult>>(example_baseline());
    reporter.write_to(file);
    play(reporter, info);
    std::string text = text_of(file);
    std::filesystem::remove(file);
    return text;
}

std::string text_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

void play(Reporter& reporter, const RunInfo& info) {
    const RunSummary summary = example_run();
    reporter.run_started(info);
    for (const CaseResult& result : summary.cases) {
        reporter.case_progress({result.id, "2/4 fault rst thermometer", 1200ms});
        reporter.case_finished(result);
    }
    reporter.run_finished(summary);
}

std::string golden(const std::string& name, const std::string& actual) {
    const std::string path = std::string(BREAKWIRE_GOLDEN_FOLDER) + "/" + name;
    if (std::getenv("BREAKWIRE_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << actual;
    return text_of(path);
}

}  // namespace breakwire::reports
