#pragma once

#include <deque>

#include "scenarios/steps/step_list.hpp"

namespace breakwire::scenarios {

/// The same steps several times over, each time made anew.
class Repeat final : public Step {
public:
    static Fields<Repeat> fields();
    void validate(const Places& places) const;

    std::string text() const override;
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;
    bool acts() const override { return false; }
    TimeSpan takes(const TimeSpan&) const override { return round_.times(times_); }

private:
    void next();

    std::uint32_t times_ = 0;
    StepList steps_;
    Cast cast_;
    TimeSpan round_;
    std::deque<Sequence> rounds_;  ///< a round that is over may still be awaited by a timer
    Stage* stage_ = nullptr;
    Done done_;
};

}  // namespace breakwire::scenarios
