#include "reports/html/run_data.hpp"

#include <nlohmann/json.hpp>

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
    return out;
}

json baseline_data(const std::vector<CaseResult>& before) {
    json out = json::array();
    for (const CaseResult& result : before) {
        out.push_back({{"id", result.id},
                       {"broker", result.broker},
                       {"verdict", to_string(result.verdict)},
                       {"reason", result.reason},
                       {"simulated_ns", result.simulated.count()},
                       {"wall_ns", result.wall.count()}});
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
    const json all = {{"format", 1},
                      {"run", head(run, summary, made)},
                      {"laws", laws.take()},
                      {"cases", std::move(cases)},
                      {"baseline", run.baseline ? baseline_data(*run.baseline) : json()}};
    return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace breakwire::reports
