#pragma once

#include <memory>
#include <nlohmann/json.hpp>

#include "harness/prove/trial.hpp"
#include "scenarios/broker_lie.hpp"

namespace breakwire::harness {

/// A lie and the cases it was tried in, in the order they were tried.
struct LieScore {
    std::shared_ptr<const scenarios::BrokerLie> lie;
    std::vector<Trial> trials{};
    std::size_t fitting = 0;  ///< cases in which it could be told

    /// Of all trials together: one catch is enough, one escape more than what is unclear.
    TrialOutcome outcome() const;
    /// The first with that outcome, by a law if there is one; nullptr if there is none.
    const Trial* first(TrialOutcome outcome) const;
    bool caught_by_law() const;
};

/// What an honest broker was found guilty of.
struct FalseAlarm {
    std::string case_id;
    std::string reason;
    bool inconclusive = false;  ///< nothing was proved at all
};

/// What `breakwire prove` finds out.
struct Score {
    std::string broker{};  ///< "mosquitto 2.0.11"
    std::vector<LieScore> lies{};
    std::size_t honest_cases = 0;  ///< in which the broker was run without any lie
    std::vector<FalseAlarm> false_alarms{};
    Duration wall{};
    bool interrupted = false;

    std::size_t count(TrialOutcome outcome) const;
    std::size_t caught_by_law() const;
    /// As the table of verdicts: 70 if a worker crashed, 1 if a lie escaped or honesty was
    /// punished, 3 if a lie was not told or its case told nothing, 0 if all were caught.
    int exit_code() const;
};

/// One line on a lie, "caught   will/dropped  in will/after_fin[3.1.1] by law: v311/3.1.2-8", and
/// what it is about if it was not caught. Ends with a newline.
std::string in_words(const LieScore& lie, std::size_t width);

/// The closing lines: false alarms, then the score.
std::string in_words(const Score& score);

/// Cases by lies: which lie was caught where. A legend tells the columns.
std::string matrix(const Score& score);

/// Everything, for other programs; `schema` is 1.
nlohmann::json to_json(const Score& score);

}  // namespace breakwire::harness
