#pragma once

#include <map>
#include <set>

#include "harness/bench/casting.hpp"
#include "harness/cli/broker_choice.hpp"
#include "harness/cli/cases.hpp"
#include "harness/cli/programs.hpp"
#include "harness/cli/time_choice.hpp"
#include "harness/runner/worker.hpp"

namespace breakwire::harness {

/// Turns cases into jobs for workers, and knows which cannot be run here.
class CaseJobs {
public:
    /// What holds for all cases of a command.
    struct Settings {
        std::optional<TimeMode> time{};  ///< the user's wish; nothing: the best
        bool real_tcp = false;           ///< in virtual time
        Duration wall_limit{120s};  ///< of a case; on a clock, what its waits take comes on top
        std::shared_ptr<const scenarios::BrokerLie> lie{};  ///< told in every case; null: none
    };

    /// `brokers` and `casting` must outlive it; without `casting`, every device is simulated.
    CaseJobs(BrokerChoice& brokers, const Settings& settings, Casting* casting = nullptr)
        : brokers_(brokers),
          settings_(settings),
          casting_(casting != nullptr ? *casting : nobody_) {}

    /// All that the case itself decides: neither index, nor folder, nor how to repeat it.
    CaseJob make(const Case& one);

    /// What keeps the job from being run as the user wants; empty if nothing does.
    std::string obstacle(const CaseJob& job);

    /// Whether more of them are in virtual time than on a clock, so that they work more than wait.
    bool mostly_virtual(const std::vector<Case>& cases);
    /// Whether a board plays in any of them.
    bool any_board(const std::vector<Case>& cases);

    /// Why some of the jobs that were made are on the wall clock.
    const std::set<std::string>& not_virtual() const { return not_virtual_; }

private:
    using Matter = std::pair<const scenarios::Scenario*, mqtt::Version>;

    Duration limit_of(const Case& one, const TimeMode& mode) const;
    TimeChoice time_of(const scenarios::Scenario& scenario, mqtt::Version version);
    const Casting::Outcome& cast_of(const scenarios::Scenario& scenario, mqtt::Version version);

    BrokerChoice& brokers_;
    Settings settings_;
    Casting nobody_;
    Casting& casting_;
    std::map<Matter, Casting::Outcome> casts_;  ///< that have been asked for
    Programs programs_;
    std::set<std::string> not_virtual_;
};

}  // namespace breakwire::harness
