#include "reports/html/run_data.hpp"

#include <nlohmann/json.hpp>

#include "reports/comparison.hpp"
#include "reports/coverage.hpp"
#include "reports/sweep.hpp"

namespace breakwire::reports {

using nlohmann::json;

namespace {

/// The statements of laws, each once.
class Laws {
public:
    /// What became of the laws of a case, in as few words as possible.
    json outcomes(const CaseResult& result) {
        json out = json::array();
        for (const LawSummary& law : result.laws) {
            const std::size_t position = position_of(law);
            if (law.held + law.violated > 0) out.push_back({position, law.held, law.violated});
        }
        return out;
    }

    json take() { return std::move(all_); }

private:
    std::size_t position_of(const LawSummary& law) {
        const auto [known, is_new] = positions_.try_emplace(law.id, all_.size());
        if (is_new) all_.push_back({{"id", law.id}, {"statement", law.statement}});
        return known->second;
    }

    json all_ = json::array();
    std::map<std::string, std::size_t> positions_;
};

json case_data(const CaseResult& result, Laws& laws) {
    json out = to_json(result);
    out["version"] = result.recipe.version;
    out["laws"] = laws.outcomes(result);
    out.erase("recipe");
    if (out.contains("latencies")) {
        for (json& latency : out["latencies"]) latency.erase("classes");  // for machines alone
    }
    if (out.contains("campaign")) out["campaign"].erase("states");  // for machines alone
    return out;
}

json changes_data(const std::vector<CaseResult>& before, const std::vector<CaseResult>& now) {
    json out = json::array();
    for (const Change& change : compare(before, now)) {
        out.push_back({{"kind", to_string(change.kind)},
                       {"id", change.id},
                       {"verdict", to_string(change.now ? *change.now : *change.before)},
                       {"words", in_words(change)},
                       {"reason", change.reason}});
    }
    return out;
}

json coverage_data(const std::vector<CaseResult>& cases) {
    json out = json::array();
    for (const Covered& row : coverage_of(cases).rows) {
        out.push_back({{"id", row.statement.id},
                       {"text", row.statement.text},
                       {"standing", to_string(row.standing())},
                       {"held", row.times_held},
                       {"violated", row.times_violated},
                       {"passed", row.passed.size()},
                       {"failed", row.failed.size() + row.doubtful.size()}});
    }
    return out;
}

/// Measures by point, with the values of parameters as numbers for the axis of a plot.
json sweep_data(const std::vector<CaseResult>& cases) {
    json out = json::array();
    for (const SweepPoint& point : sweep_points(cases)) {
        json numbers = json::object();
        for (const auto& [name, value] : point.parameters) {
            const auto number = number_in(value);
            numbers[name] = number ? json(*number) : json();
        }
        out.push_back(to_json(point));
        out.back()["numbers"] = std::move(numbers);
    }
    return out;
}

json head(const RunInfo& run, const RunSummary& summary, std::int64_t made) {
    return {{"version", run.version},
            {"command", run.command},
            {"jobs", run.jobs},
            {"cases", run.cases},
            {"wall_ns", summary.wall.count()},
            {"exit_code", summary.exit_code},
            {"interrupted", summary.interrupted},
            {"made", made}};
}

}  // namespace

std::string run_data(const RunInfo& run, const RunSummary& summary, std::int64_t made) {
    Laws laws;
    json cases = json::array();
    for (const CaseResult& result : summary.cases) cases.push_back(case_data(result, laws));
    json changes;
    if (run.baseline) changes = changes_data(*run.baseline, summary.cases);
    const json all = {{"format", 1},
                      {"run", head(run, summary, made)},
                      {"laws", laws.take()},
                      {"cases", std::move(cases)},
                      {"changes", std::move(changes)},
                      {"coverage", coverage_data(summary.cases)},
                      {"sweep", sweep_data(summary.cases)}};
    return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace breakwire::reports
