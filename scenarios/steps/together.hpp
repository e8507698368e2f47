#pragma once

#include <deque>

#include "scenarios/steps/branch_stage.hpp"
#include "scenarios/steps/step_list.hpp"

namespace breakwire::scenarios {

/// Several lists of steps at the same time. Ends when all have ended; the first that is not done
/// gives the outcome. In each branch windows are measured from that branch's own last action.
class Together final : public Step {
public:
    static Fields<Together> fields();

    std::string text() const override;
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;
    bool acts() const override { return false; }
    TimeSpan takes(const TimeSpan& since) const override;

private:
    void ended(StepOutcome outcome);

    std::vector<StepList> branches_;
    std::deque<Sequence> sequences_;
    std::deque<BranchStage> stages_;
    std::size_t running_ = 0;
    StepOutcome outcome_;
    Done done_;
};

}  // namespace breakwire::scenarios
