#pragma once

#include <memory>

#include "scenarios/abilities.hpp"
#include "scenarios/steps/step.hpp"

namespace breakwire::scenarios {

/// What a step with an `if` beside its verb becomes: the step, or nothing where the broker is
/// another. What is in it acts and counts as if it stood alone.
class Conditional final : public Step {
public:
    Conditional(Condition condition, std::unique_ptr<Step> step)
        : condition_(std::move(condition)), step_(std::move(step)) {}

    std::string text() const override;
    void begin(Stage& stage, Done done) override;
    bool acts() const override { return false; }
    TimeSpan takes(const TimeSpan& since) const override;

private:
    Condition condition_;
    std::unique_ptr<Step> step_;
    std::string obstacle_;  ///< once it has begun
};

/// The `if` of a step with two keys, or nullptr.
const Node* condition_of(const Node& step);

/// Makes the step of `{if: {...}, VERB: {...}}` and adds what is wrong with either; nullptr after a
/// mistake.
std::unique_ptr<Step> make_conditional(const Node& item, const std::string& path, const Cast& cast,
                                       Mistakes& mistakes);

}  // namespace breakwire::scenarios
