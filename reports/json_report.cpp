#include "reports/json_report.hpp"

#include "reports/comparison.hpp"
#include "reports/sharded_fleet.hpp"
#include "reports/sweep.hpp"
#include "reports/totals.hpp"

namespace breakwire::reports {

namespace {

using nlohmann::json;

json counts_of(const Totals& totals) {
    json counts = json::object();
    for (int i = 0; i <= static_cast<int>(Verdict::error); ++i) {
        const auto verdict = static_cast<Verdict>(i);
        counts[to_string(verdict)] = totals.of(verdict);
    }
    return counts;
}

json laws_of(const Totals& totals) {
    json laws = json::array();
    for (const LawSummary& law : totals.laws) laws.push_back(to_json(law));
    return laws;
}

json verdict_or_null(const std::optional<Verdict>& verdict) {
    return verdict ? json(to_string(*verdict)) : json();
}

json changes_of(const RunInfo& run, const RunSummary& summary) {
    if (run.baseline == nullptr) return nullptr;
    json changes = json::array();
    for (const Change& change : compare(*run.baseline, summary.cases)) {
        changes.push_back({{"case", change.id},
                           {"change", to_string(change.kind)},
                           {"before", verdict_or_null(change.before)},
                           {"now", verdict_or_null(change.now)},
                           {"reason", change.reason}});
    }
    return changes;
}

json measures_of(const RunSummary& summary) {
    json points = json::array();
    for (const SweepPoint& point : sweep_points(summary.cases)) points.push_back(to_json(point));
    return points;
}

json cases_of(const RunSummary& summary) {
    json cases = json::array();
    for (const CaseResult& result : summary.cases) cases.push_back(to_json(result));
    return cases;
}

}  // namespace

std::string JsonReport::text(const RunInfo& run, const RunSummary& summary) const {
    const Totals totals = totals_of(summary.cases);
    json report{{"schema", 1},
                {"breakwire", run.version},
                {"command", run.command},
                {"exit_code", summary.exit_code},
                {"interrupted", summary.interrupted},
                {"wall_ns", summary.wall.count()},
                {"counts", counts_of(totals)},
                {"brokers", totals.brokers},
                {"laws", laws_of(totals)},
                {"changes", changes_of(run, summary)},
                {"cases", cases_of(summary)}};
    if (json points = measures_of(summary); !points.empty()) report["measures"] = points;
    for (const ShardedFleet& fleet : sharded_fleets(summary.cases)) {
        report["sharded_fleets"].push_back(to_json(fleet));
    }
    // What a device sent may be no UTF-8.
    return report.dump(1, ' ', false, json::error_handler_t::replace) + '\n';
}

}  // namespace breakwire::reports
