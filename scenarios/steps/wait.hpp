#pragma once

#include "scenarios/steps/step.hpp"

namespace breakwire::scenarios {

/// Lets simulated time pass. What happens meanwhile still counts for the next `expect`.
///
/// `delay` waits until the broker's own window is over for what is due so long after the last
/// action: where an `expect` with `within: {delay: 8h}` would give up.
class Wait final : public Step {
public:
    static Fields<Wait> fields();
    void validate(const Places& places) const;

    std::string text() const override;
    void begin(Stage& stage, Done done) override;
    bool acts() const override { return false; }
    TimeSpan takes(const TimeSpan& since) const override;

private:
    std::optional<Duration> for_;
    std::optional<Duration> delay_;
};

}  // namespace breakwire::scenarios
