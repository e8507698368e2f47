#include "reports/coverage.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "reports/coverage_report.hpp"
#include "reports/example_run.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::reports {
namespace {

using mqtt::Version;
using testing::ElementsAre;
using testing::IsEmpty;

/// Few enough to be read: one of each kind, as the table has them.
std::vector<mqtt::Statement> some_statements() {
    std::vector<mqtt::Statement> some;
    for (const char* id : {"v311/2.3.1-5", "v311/3.1.2-8", "v311/3.1.2-23", "v311/3.14.4-3",
                           "v5/3.1.2-8", "v5/3.14.4-3", "BW-ACL-1"}) {
        some.push_back(*mqtt::find_statement(id));
    }
    return some;
}

/// A case of `version` that names `covers`.
CaseResult case_of(const char* version, Verdict verdict, std::vector<std::string> covers) {
    CaseResult result;
    result.id = std::string("will/after_rst[") + version + ']';
    result.mqtt = version;
    result.verdict = verdict;
    result.covers = std::move(covers);
    return result;
}

CaseResult with_finding(CaseResult result, Finding::Kind kind) {
    Finding broken;
    broken.kind = kind;
    result.findings.push_back(broken);
    return result;
}

Covered row_of(const std::vector<CaseResult>& cases, const std::string& id) {
    const Coverage coverage = coverage_of(cases, some_statements());
    for (const Covered& row : coverage.rows) {
        if (row.statement.id == id) return row;
    }
    ADD_FAILURE() << "no row of " << id;
    return {};
}

TEST(Coverage, IsHeldWhereAScenarioThatNamesItPassed) {
    const Covered row = row_of({case_of("5.0", Verdict::passed, {"v5/3.1.2-8"})}, "v5/3.1.2-8");
    EXPECT_EQ(row.standing(), Standing::held);
    EXPECT_THAT(row.passed, ElementsAre("will/after_rst"));
}

TEST(Coverage, IsHeldWhereALawHeldIt) {
    CaseResult result = case_of("5.0", Verdict::passed, {});
    result.laws = {{"v5/3.1.2-8", "", 3, 0}};
    const Covered row = row_of({result, result}, "v5/3.1.2-8");
    EXPECT_EQ(row.standing(), Standing::held);
    EXPECT_EQ(row.times_held, 6U);
}

TEST(Coverage, CountsACaseForItsOwnVersionOnly) {
    const std::vector<CaseResult> cases{
        case_of("3.1.1", Verdict::passed, {"v311/3.1.2-8", "v5/3.1.2-8"}),
        case_of("5.0", Verdict::skipped, {"v311/3.1.2-8", "v5/3.1.2-8"})};
    EXPECT_EQ(row_of(cases, "v311/3.1.2-8").standing(), Standing::held);
    EXPECT_EQ(row_of(cases, "v5/3.1.2-8").standing(), Standing::not_exercised);
}

TEST(Coverage, HoldsNothingByACaseThatDidNotPass) {
    for (const Verdict verdict : {Verdict::skipped, Verdict::inconclusive, Verdict::error}) {
        const auto covers = case_of("5.0", verdict, {"v5/3.1.2-8"});
        EXPECT_EQ(row_of({covers}, "v5/3.1.2-8").standing(), Standing::not_exercised);
    }
}

TEST(Coverage, IsViolatedWhereALawSaysSoWhateverElsePassed) {
    CaseResult broken = case_of("5.0", Verdict::failed, {"v5/3.1.2-8", "v5/3.14.4-3"});
    broken.laws = {{"v5/3.1.2-8", "", 2, 1}};
    broken = with_finding(broken, Finding::Kind::law);
    const std::vector<CaseResult> cases{broken, case_of("5.0", Verdict::passed, {"v5/3.1.2-8"})};
    EXPECT_EQ(row_of(cases, "v5/3.1.2-8").standing(), Standing::violated);
    // The law says which sentence was broken, so the others are not to blame.
    EXPECT_EQ(row_of(cases, "v5/3.14.4-3").standing(), Standing::not_exercised);
}

TEST(Coverage, IsViolatedWhereAScenarioFailedThatNamesNothingElse) {
    const auto failed =
        with_finding(case_of("5.0", Verdict::failed, {"v5/3.1.2-8", "v311/3.1.2-8"}),
                     Finding::Kind::expectation);
    EXPECT_EQ(row_of({failed}, "v5/3.1.2-8").standing(), Standing::violated);
}

TEST(Coverage, IsInDoubtWhereAScenarioFailedThatNamesOthersToo) {
    const auto known = with_finding(case_of("5.0", Verdict::known, {"v5/3.1.2-8", "v5/3.14.4-3"}),
                                    Finding::Kind::expectation);
    const auto passed = case_of("5.0", Verdict::passed, {"v5/3.1.2-8"});
    EXPECT_EQ(row_of({known, passed}, "v5/3.1.2-8").standing(), Standing::in_doubt);
    EXPECT_EQ(row_of({known, passed}, "v5/3.14.4-3").standing(), Standing::in_doubt);
}

TEST(Coverage, IsViolatedWhereADeviationNamesIt) {
    auto known = with_finding(case_of("5.0", Verdict::known, {"v5/3.1.2-8", "v5/3.14.4-3"}),
                              Finding::Kind::expectation);
    known.reason = "v311/3.1.2-8, v5/3.1.2-8: the will is forgotten (https://example.org/1401)";
    EXPECT_EQ(row_of({known}, "v5/3.1.2-8").standing(), Standing::violated);
    EXPECT_EQ(row_of({known}, "v5/3.14.4-3").standing(), Standing::not_exercised);
    known.mqtt = "3.1.1";
    EXPECT_EQ(row_of({known}, "v311/3.1.2-8").standing(), Standing::violated);
}

TEST(Coverage, HasTheStatementsOfTheVersionsThatWereSpoken) {
    const Coverage coverage =
        coverage_of({case_of("3.1.1", Verdict::passed, {"BW-ACL-1"})}, some_statements());
    EXPECT_THAT(coverage.standards(), ElementsAre(Version::v3_1_1));
    EXPECT_EQ(coverage.count(Version::v3_1_1), 4U);
    EXPECT_EQ(coverage.rows.back().standing(), Standing::held);
}

TEST(Coverage, IsALineForTheConsole) {
    const std::vector<CaseResult> cases{
        case_of("3.1.1", Verdict::passed, {"v311/3.1.2-8"}),
        with_finding(case_of("5.0", Verdict::known, {"v5/3.1.2-8"}), Finding::Kind::expectation)};
    EXPECT_EQ(in_a_line(coverage_of(cases, some_statements())),
              "statements: 3.1.1: 1 of 4 held; 5.0: 0 of 2 held, 1 violated");
    EXPECT_THAT(in_a_line(coverage_of({}, some_statements())), IsEmpty());
}

/// One statement of each standing, in cases of both versions.
std::vector<CaseResult> telling_cases() {
    CaseResult lawful = case_of("3.1.1", Verdict::passed, {"v311/3.1.2-8", "BW-ACL-1"});
    lawful.laws = {{"v311/3.1.2-8", "", 12, 0}};
    std::vector<CaseResult> cases{lawful};
    for (const char* name : {"a", "b", "c", "d", "e"}) {
        cases.push_back(case_of("3.1.1", Verdict::passed, {"v311/3.1.2-8"}));
        cases.back().id = std::string("will/") + name + "[3.1.1]#2";
    }
    CaseResult broken = case_of("5.0", Verdict::failed, {});
    broken.laws = {{"v5/3.14.4-3", "", 0, 1}};
    cases.push_back(with_finding(broken, Finding::Kind::law));
    cases.push_back(with_finding(case_of("5.0", Verdict::known, {"v5/3.1.2-8", "BW-ACL-1"}),
                                 Finding::Kind::expectation));
    return cases;
}

void expect_golden(std::string (*format)(const CoverageOf&), const std::string& file) {
    RunSummary summary;
    summary.cases = telling_cases();
    summary.cases.front().broker = "mosquitto 2.0.11";
    const Coverage coverage = coverage_of(summary.cases, some_statements());
    const RunInfo run{"0.1.0", "breakwire run will -k '<rst>'", 8, 2};
    const std::string text = format({run, summary, coverage});
    EXPECT_EQ(text, golden(file, text));
}

TEST(CoverageReport, EqualsTheGoldenPage) { expect_golden(coverage_html, "coverage.html"); }
TEST(CoverageReport, EqualsTheGoldenJson) { expect_golden(coverage_json, "coverage.json"); }
TEST(CoverageReport, EqualsTheGoldenMarkdown) { expect_golden(coverage_markdown, "coverage.md"); }

TEST(CoverageReport, KnowsItsFormatByTheFile) {
    const auto file = std::filesystem::path(testing::TempDir()) / "KnowsItsFormatByTheFile.md";
    play(*make_reporter("coverage:" + file.string()));
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    std::filesystem::remove(file);
    // The whole table, of which a failure need not show every row.
    EXPECT_NE(text.str().find("| v311/3.1.2-8 | server | violated |"), std::string::npos);
}

TEST(CoverageReport, RefusesAFormatThatItDoesNotKnow) {
    try {
        make_reporter("coverage:out.txt");
        FAIL() << "made a report in a format that does not exist";
    } catch (const ConfigError& error) {
        EXPECT_STREQ(error.what(),
                     "error: report 'coverage:out.txt': the file ends in .html, .json or .md");
    }
}

}  // namespace
}  // namespace breakwire::reports
