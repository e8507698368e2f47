#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "harness/bench/casting.hpp"
#include "harness/cli/broker_choice.hpp"
#include "harness/cli/cases.hpp"
#include "harness/cli/deviations.hpp"
#include "harness/cli/run_options.hpp"
#include "scenarios/broker_lie.hpp"

namespace breakwire::harness {

/// Everything a run needs, read and found without mistakes.
struct Plan {
    BrokerChoice brokers;
    Casting casting;
    Deviations deviations;
    std::shared_ptr<const scenarios::BrokerLie> lie;  ///< of `--lie`; null: none
    std::vector<Case> cases;
    std::map<std::string, reports::Recipe> recipes;  ///< by scenario file
    bool everything = false;                         ///< the whole library, with nothing left out
};

/// Throws ConfigError, or MistakesWereTold for those in files.
Plan make_plan(const RunOptions& options);

/// How often each case is run.
int repetitions(const RunOptions& options);

}  // namespace breakwire::harness
