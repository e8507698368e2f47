#pragma once

#include "scenarios/steps/step.hpp"

namespace breakwire::scenarios {

/// `steps`, `do` or a branch as it was typed: what is made into steps again for each use.
struct StepList {
    Node node;
};

/// Makes the steps of a list and adds every mistake in them. `group` is the path of the step that
/// holds the list; empty for the scenario's own.
std::vector<std::unique_ptr<Step>> make_step_list(const Node& list, const std::string& group,
                                                  const Cast& cast, Mistakes& mistakes);

/// How long steps take, one after the other; the first begins `since` the last action.
TimeSpan time_of(const std::vector<std::unique_ptr<Step>>& steps, TimeSpan since = {});

/// Plays steps one after the other and stops at the first that is not done. Lives with the step
/// that holds them.
class Sequence {
public:
    explicit Sequence(std::vector<std::unique_ptr<Step>> steps) : steps_(std::move(steps)) {}
    void begin(Stage& stage, Step::Done done);
    TimeSpan takes(const TimeSpan& since) const { return time_of(steps_, since); }

private:
    void next();

    std::vector<std::unique_ptr<Step>> steps_;
    std::size_t position_ = 0;
    Stage* stage_ = nullptr;
    Step::Done done_;
};

}  // namespace breakwire::scenarios

namespace breakwire {

template <>
struct ValueType<scenarios::StepList> {
    static std::string name() { return "list of steps"; }
    static nlohmann::json schema() { return {{"$ref", "#/$defs/steps"}}; }
    static std::optional<scenarios::StepList> read(const Node& node, Mistakes& mistakes);
    static std::string text(const scenarios::StepList&) { return ""; }
};

/// Branches are lists in a list: one list alone is a mistake, so it is not taken for a list of one.
template <>
struct ValueType<std::vector<scenarios::StepList>> {
    static std::string name() { return "list of lists of steps"; }
    static nlohmann::json schema();
    static std::optional<std::vector<scenarios::StepList>> read(const Node& node,
                                                                Mistakes& mistakes);
    static std::string text(const std::vector<scenarios::StepList>&) { return ""; }
};

}  // namespace breakwire
