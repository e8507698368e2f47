#include "reports/junit.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "reports/explanation.hpp"
#include "reports/xml.hpp"

namespace breakwire::reports {

namespace {

using Suite = std::vector<const CaseResult*>;

struct Counts {
    int failures = 0;
    int errors = 0;
    int skipped = 0;
    Duration time{};

    void add(const CaseResult& result) {
        time += result.wall;
        switch (result.verdict) {
            case Verdict::passed:
                break;
            case Verdict::known:
            case Verdict::skipped:
                ++skipped;
                break;
            case Verdict::failed:
                ++failures;
                break;
            case Verdict::inconclusive:
            case Verdict::error:
                ++errors;
                break;
        }
    }
    void add(const Counts& other) {
        failures += other.failures;
        errors += other.errors;
        skipped += other.skipped;
        time += other.time;
    }
};

std::string seconds(Duration time) {
    return fmt::format("{:.3f}", std::chrono::duration<double>(time).count());
}

/// "will/after_rst" of "will/after_rst[3.1.1]".
std::string suite_name(const CaseResult& result) {
    return result.id.substr(0, result.id.find('['));
}

/// The order of the run is kept: CI systems show suites as they come.
std::vector<std::pair<std::string, Suite>> suites_of(const RunSummary& summary) {
    std::vector<std::pair<std::string, Suite>> suites;
    std::map<std::string, std::size_t> index;
    for (const CaseResult& result : summary.cases) {
        const auto [it, fresh] = index.emplace(suite_name(result), suites.size());
        if (fresh) suites.push_back({it->first, {}});
        suites[it->second].second.push_back(&result);
    }
    return suites;
}

std::string outcome(const CaseResult& result) {
    const auto element = [&](const char* name, const char* type) {
        return "      " + xml_open(name, {{"message", result.reason}, {"type", type}}) + ">" +
               xml_text(explanation(result)) + fmt::format("</{}>\n", name);
    };
    switch (result.verdict) {
        case Verdict::passed:
            return "";
        case Verdict::known:
            return "      " +
                   xml_open("skipped", {{"message", "known deviation: " + result.reason}}) + "/>\n";
        case Verdict::skipped:
            return "      " + xml_open("skipped", {{"message", result.reason}}) + "/>\n";
        case Verdict::inconclusive:
            return element("error", "inconclusive");
        case Verdict::failed:
            return element("failure", "failed");
        case Verdict::error:
            return element("error", "error");
    }
    return "";
}

std::string test_case(const CaseResult& result) {
    std::string name = suite_name(result);
    std::replace(name.begin(), name.end(), '/', '.');
    const std::string open = "    " + xml_open("testcase", {{"name", result.id},
                                                            {"classname", name},
                                                            {"time", seconds(result.wall)}});
    const std::string inside = outcome(result);
    return inside.empty() ? open + "/>\n" : open + ">\n" + inside + "    </testcase>\n";
}

std::string property(const std::string& name, const std::string& value) {
    return "      " + xml_open("property", {{"name", name}, {"value", value}}) + "/>\n";
}

/// The boards of a case: player.thermometer[3.1.1] is "node-7, firmware node 1.2.0, 2 boots".
std::string players(const CaseResult& result) {
    const std::string case_label = result.id.substr(suite_name(result).size());
    std::string out;
    for (const Player& player : result.players) {
        out += property("player." + player.role + case_label, describe(player));
    }
    return out;
}

std::string properties(const RunInfo& run, const Suite& suite) {
    const CaseResult& result = *suite.front();
    std::string out = property("breakwire.version", run.version) +
                      property("broker", result.broker) +
                      property("seed", std::to_string(result.seed)) +
                      property("time", result.time_mode) + property("scenario", result.scenario) +
                      property("covers", fmt::format("{}", fmt::join(result.covers, " ")));
    for (const CaseResult* each : suite) out += players(*each);
    return "    <properties>\n" + out + "    </properties>\n";
}

std::string test_suite(const RunInfo& run, const std::string& name, const Suite& suite,
                       Counts& total) {
    Counts counts;
    std::string cases;
    for (const CaseResult* result : suite) {
        counts.add(*result);
        cases += test_case(*result);
    }
    total.add(counts);
    return "  " +
           xml_open("testsuite", {{"name", name},
                                  {"tests", std::to_string(suite.size())},
                                  {"failures", std::to_string(counts.failures)},
                                  {"errors", std::to_string(counts.errors)},
                                  {"skipped", std::to_string(counts.skipped)},
                                  {"time", seconds(counts.time)}}) +
           ">\n" + properties(run, suite) + cases + "  </testsuite>\n";
}

}  // namespace

std::string Junit::text(const RunInfo& run, const RunSummary& summary) const {
    Counts total;
    std::string suites;
    for (const auto& [name, suite] : suites_of(summary)) {
        suites += test_suite(run, name, suite, total);
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" +
           xml_open("testsuites", {{"name", "breakwire"},
                                   {"tests", std::to_string(summary.cases.size())},
                                   {"failures", std::to_string(total.failures)},
                                   {"errors", std::to_string(total.errors)},
                                   {"time", seconds(total.time)}}) +
           ">\n" + suites + "</testsuites>\n";
}

}  // namespace breakwire::reports
