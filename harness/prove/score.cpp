#include "harness/prove/score.hpp"

#include <algorithm>

#include "harness/cli/exit_codes.hpp"

namespace breakwire::harness {

TrialOutcome LieScore::outcome() const {
    for (const TrialOutcome each :
         {TrialOutcome::caught, TrialOutcome::escaped, TrialOutcome::unclear}) {
        if (first(each) != nullptr) return each;
    }
    return TrialOutcome::untold;
}

const Trial* LieScore::first(TrialOutcome outcome) const {
    const Trial* found = nullptr;
    for (const Trial& trial : trials) {
        if (trial.outcome != outcome) continue;
        if (!trial.laws.empty()) return &trial;
        if (found == nullptr) found = &trial;
    }
    return found;
}

bool LieScore::caught_by_law() const {
    const Trial* trial = first(TrialOutcome::caught);
    return trial != nullptr && !trial->laws.empty();
}

std::size_t Score::count(TrialOutcome outcome) const {
    const auto is_so = [outcome](const LieScore& each) { return each.outcome() == outcome; };
    return static_cast<std::size_t>(std::ranges::count_if(lies, is_so));
}

std::size_t Score::caught_by_law() const {
    const auto is_so = [](const LieScore& each) { return each.caught_by_law(); };
    return static_cast<std::size_t>(std::ranges::count_if(lies, is_so));
}

int Score::exit_code() const {
    if (interrupted) return exit_codes::interrupted;
    const auto crashed = [](const LieScore& each) {
        return std::ranges::any_of(each.trials, [](const Trial& trial) { return trial.bug; });
    };
    if (std::ranges::any_of(lies, crashed)) return exit_codes::our_bug;
    const auto punished = [](const FalseAlarm& alarm) { return !alarm.inconclusive; };
    if (count(TrialOutcome::escaped) > 0 || std::ranges::any_of(false_alarms, punished)) return 1;
    const bool all_caught = count(TrialOutcome::caught) == lies.size() && false_alarms.empty();
    return all_caught ? 0 : exit_codes::surroundings;
}

}  // namespace breakwire::harness
