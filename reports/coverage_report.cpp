#include "reports/coverage_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "sim/base/errors.hpp"

namespace breakwire::reports {

namespace {

constexpr std::array standings{Standing::held, Standing::violated, Standing::in_doubt,
                               Standing::not_exercised};

constexpr std::size_t names_shown = 3;

/// "will/after_rst, will/after_fin, will/delayed and 22 more".
std::string in_brief(const std::set<std::string>& names) {
    const std::size_t shown = names.size() <= names_shown + 1 ? names.size() : names_shown;
    const std::vector<std::string> first(names.begin(),
                                         std::next(names.begin(), static_cast<long>(shown)));
    std::string text = fmt::format("{}", fmt::join(first, ", "));
    if (shown < names.size()) text += fmt::format(" and {} more", names.size() - shown);
    return text;
}

void add_part(std::string& text, const std::string& part) {
    if (!part.empty()) text += (text.empty() ? "" : "; ") + part;
}

std::string times(std::uint64_t count) {
    return count == 1 ? "once" : fmt::format("{} times", count);
}

/// "not_exercised": a key in JSON.
std::string key_of(Standing standing) {
    std::string key = to_string(standing);
    std::replace(key.begin(), key.end(), ' ', '_');
    return key;
}

nlohmann::json standard_to_json(const Coverage& coverage, mqtt::Version standard) {
    nlohmann::json out{{"mqtt", mqtt::to_string(standard)},
                       {"statements", coverage.count(standard)}};
    for (const Standing standing : standings) {
        out[key_of(standing)] = coverage.count(standard, standing);
    }
    return out;
}

nlohmann::json row_to_json(const Covered& row) {
    nlohmann::json out{{"id", row.statement.id},
                       {"text", row.statement.text},
                       {"binds", mqtt::to_string(row.statement.binds)},
                       {"standing", key_of(row.standing())},
                       {"held_by_laws", row.times_held},
                       {"violated_by_laws", row.times_violated},
                       {"passed", row.passed},
                       {"failed", row.failed},
                       {"in_doubt", row.doubtful}};
    if (row.statement.judged == mqtt::Judged::at_client) out["client"] = row.statement.judge;
    if (row.statement.judged == mqtt::Judged::by_nobody) out["unobservable"] = row.statement.judge;
    return out;
}

std::set<std::string> brokers_of(const RunSummary& summary) {
    std::set<std::string> brokers;
    for (const CaseResult& result : summary.cases) {
        if (!result.broker.empty()) brokers.insert(result.broker);
    }
    return brokers;
}

std::string markdown_rows(const Coverage& coverage, std::optional<mqtt::Version> standard) {
    std::string out = "| statement | binds | standing | by | in short |\n|---|---|---|---|---|\n";
    for (const Covered& row : coverage.rows) {
        if (row.statement.standard() != standard) continue;
        out += fmt::format("| {} | {} | {} | {} | {} |\n", row.statement.id,
                           mqtt::to_string(row.statement.binds), to_string(row.standing()),
                           evidence_of(row), row.statement.text);
    }
    return out;
}

}  // namespace

std::string brokers_in_words(const RunSummary& summary) {
    return fmt::format("{}", fmt::join(brokers_of(summary), ", "));
}

std::string evidence_of(const Covered& row) {
    std::string text;
    if (row.times_violated > 0) add_part(text, "broken " + times(row.times_violated) + " (laws)");
    if (row.times_held > 0) add_part(text, "held " + times(row.times_held) + " (laws)");
    if (!row.failed.empty()) add_part(text, "failed: " + in_brief(row.failed));
    if (!row.doubtful.empty()) add_part(text, "failed with others: " + in_brief(row.doubtful));
    if (!row.passed.empty()) add_part(text, "passed: " + in_brief(row.passed));
    if (!text.empty()) return text;
    if (row.statement.judged == mqtt::Judged::at_client)
        return "the device's: " + row.statement.judge;
    if (row.statement.judged == mqtt::Judged::by_nobody) {
        return "cannot be seen: " + row.statement.judge;
    }
    return text;
}

std::string coverage_json(const CoverageOf& what) {
    nlohmann::json out{{"schema", 1},
                       {"breakwire", what.run.version},
                       {"command", what.run.command},
                       {"brokers", brokers_of(what.summary)},
                       {"cases", what.summary.cases.size()},
                       {"standards", nlohmann::json::array()},
                       {"statements", nlohmann::json::array()}};
    for (const mqtt::Version standard : what.coverage.standards()) {
        out["standards"].push_back(standard_to_json(what.coverage, standard));
    }
    for (const Covered& row : what.coverage.rows) out["statements"].push_back(row_to_json(row));
    return out.dump(2) + '\n';
}

std::string coverage_markdown(const CoverageOf& what) {
    std::string out = fmt::format(
        "# Coverage of MQTT\n\n{} cases on {}, by `{}`.\n\n"
        "| MQTT | statements | held | violated | in doubt | not exercised |\n"
        "|---|---|---|---|---|---|\n",
        what.summary.cases.size(), brokers_in_words(what.summary), what.run.command);
    const std::vector<mqtt::Version> standards = what.coverage.standards();
    for (const mqtt::Version standard : standards) {
        out += fmt::format("| {} | {} |", mqtt::to_string(standard), what.coverage.count(standard));
        for (const Standing standing : standings) {
            out += fmt::format(" {} |", what.coverage.count(standard, standing));
        }
        out += '\n';
    }
    for (const mqtt::Version standard : standards) {
        out += fmt::format("\n## MQTT {}\n\n{}", mqtt::to_string(standard),
                           markdown_rows(what.coverage, standard));
    }
    return out + "\n## Beyond the standards\n\n" + markdown_rows(what.coverage, std::nullopt);
}

std::string CoverageReport::text(const RunInfo& run, const RunSummary& summary) const {
    const Coverage coverage = coverage_of(summary.cases);
    return format_({run, summary, coverage});
}

std::unique_ptr<Reporter> make_coverage_report(const std::string& file) {
    static constexpr std::array<std::pair<const char*, CoverageReport::Format>, 3> formats{
        {{".html", coverage_html}, {".json", coverage_json}, {".md", coverage_markdown}}};
    const std::string extension = std::filesystem::path(file).extension().string();
    for (const auto& [known, format] : formats) {
        if (extension != known) continue;
        auto reporter = std::make_unique<CoverageReport>(format);
        reporter->write_to(file);
        return reporter;
    }
    throw ConfigError("report 'coverage:" + file + "': the file ends in .html, .json or .md");
}

}  // namespace breakwire::reports
