#pragma once

#include "scenarios/steps/step.hpp"

namespace breakwire::scenarios {

/// Lets simulated time pass. What happens meanwhile still counts for the next `expect`.
class Wait final : public Step {
public:
    static Fields<Wait> fields();

    std::string text() const override { return "wait " + to_string(for_); }
    void begin(Stage& stage, Done done) override {
        stage.timers().after(for_, [done = std::move(done)] { done({}); });
    }
    bool acts() const override { return false; }

private:
    Duration for_{};
};

}  // namespace breakwire::scenarios
