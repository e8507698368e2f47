#include "harness/prove/score.hpp"

namespace breakwire::harness {

namespace {

using nlohmann::json;

json trial_json(const Trial& trial) {
    return {{"case", trial.case_id},  {"outcome", to_string(trial.outcome)},
            {"hits", trial.hits},     {"laws", trial.laws},
            {"checks", trial.checks}, {"reason", trial.reason}};
}

json lie_json(const LieScore& lie) {
    json trials = json::array();
    for (const Trial& trial : lie.trials) trials.push_back(trial_json(trial));
    return {{"id", lie.lie->id},         {"lie", lie.lie->sentence},
            {"breaks", lie.lie->breaks}, {"outcome", to_string(lie.outcome())},
            {"cases", lie.fitting},      {"trials", trials}};
}

}  // namespace

json to_json(const Score& score) {
    json lies = json::array();
    for (const LieScore& lie : score.lies) lies.push_back(lie_json(lie));
    json alarms = json::array();
    for (const FalseAlarm& alarm : score.false_alarms) {
        alarms.push_back({{"case", alarm.case_id},
                          {"reason", alarm.reason},
                          {"inconclusive", alarm.inconclusive}});
    }
    return {{"schema", 1},
            {"broker", score.broker},
            {"lies", lies},
            {"caught", score.count(TrialOutcome::caught)},
            {"caught_by_law", score.caught_by_law()},
            {"escaped", score.count(TrialOutcome::escaped)},
            {"unclear", score.count(TrialOutcome::unclear)},
            {"not_told", score.count(TrialOutcome::untold)},
            {"honest_cases", score.honest_cases},
            {"false_alarms", alarms},
            {"wall_ns", score.wall.count()}};
}

}  // namespace breakwire::harness
