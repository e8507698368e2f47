#include "scenarios/steps/step_list.hpp"

#include "scenarios/steps/conditional.hpp"
#include "scenarios/steps/make_step.hpp"

namespace breakwire::scenarios {

namespace {

/// A step without settings may be a bare word: `- heal`.
Node::Entry entry_of(const Node& item) {
    if (item.is_mapping()) return item.entries.front();
    Node nothing;
    nothing.at = item.at;
    return {item.text, item.at, std::move(nothing)};
}

std::unique_ptr<Step> make_item(const Node& item, const std::string& path, const Cast& cast,
                                Mistakes& mistakes) {
    if (condition_of(item) != nullptr) return make_conditional(item, path, cast, mistakes);
    if (!item.is_scalar() && !(item.is_mapping() && item.entries.size() == 1)) {
        const std::string found = item.is_mapping() && !item.entries.empty()
                                      ? "several keys; what belongs to the step goes inside its {}"
                                      : item.describe();
        mistakes.add(item.at, "expected one step, such as `wait: 5s`, got " + found);
        return nullptr;
    }
    return make_step(entry_of(item), path, cast, mistakes);
}

}  // namespace

std::vector<std::unique_ptr<Step>> make_step_list(const Node& list, const std::string& group,
                                                  const Cast& cast, Mistakes& mistakes) {
    std::vector<std::unique_ptr<Step>> steps;
    for (const Node& item : list.items) {
        const std::string number = std::to_string(&item - list.items.data() + 1);
        const std::string path = group.empty() ? number : group + '.' + number;
        if (auto step = make_item(item, path, cast, mistakes)) steps.push_back(std::move(step));
    }
    return steps;
}

TimeSpan time_of(const std::vector<std::unique_ptr<Step>>& steps, TimeSpan since) {
    TimeSpan all;
    for (const auto& step : steps) {
        if (step->acts()) since = {};
        TimeSpan one = step->takes(since);
        since += one;
        if (one.acted) since.least = {};
        one.acted = one.acted || step->acts();
        all += one;
    }
    return all;
}

void Sequence::begin(Stage& stage, Step::Done done) {
    stage_ = &stage;
    done_ = std::move(done);
    next();
}

void Sequence::next() {
    if (position_ == steps_.size()) return done_({});
    begin_step(*stage_, *steps_[position_++], [this](StepOutcome outcome) {
        if (outcome.kind != StepOutcome::Kind::done) return done_(std::move(outcome));
        // By way of the timers, so that a long list of steps that end at once is no deep recursion.
        stage_->timers().at(stage_->timers().now(), [this] { next(); });
    });
}

}  // namespace breakwire::scenarios

namespace breakwire {

using scenarios::StepList;

std::optional<StepList> ValueType<StepList>::read(const Node& node, Mistakes& mistakes) {
    if (node.is_sequence() && !node.items.empty()) return StepList{node};
    if (node.is_sequence()) {
        mistakes.add(node.at, "the list of steps is empty");
    } else {
        expected(node, mistakes, "a list of steps");
    }
    return std::nullopt;
}

nlohmann::json ValueType<std::vector<StepList>>::schema() {
    return {{"type", "array"}, {"minItems", 1}, {"items", ValueType<StepList>::schema()}};
}

std::optional<std::vector<StepList>> ValueType<std::vector<StepList>>::read(const Node& node,
                                                                            Mistakes& mistakes) {
    if (!node.is_sequence()) expected(node, mistakes, "a list of branches, each a list of steps");
    std::vector<StepList> lists;  // the readable ones, in which further mistakes are looked for
    for (const Node& item : node.items) {
        if (auto list = ValueType<StepList>::read(item, mistakes)) lists.push_back(*list);
    }
    return lists;
}

}  // namespace breakwire
