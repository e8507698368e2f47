#include "scenarios/steps/conditional.hpp"

#include "scenarios/steps/make_step.hpp"

namespace breakwire::scenarios {

std::string Conditional::text() const {
    return "if " + condition_.text() + ": " +
           (obstacle_.empty() ? step_->text() : "not so, " + obstacle_);
}

TimeSpan Conditional::takes(const TimeSpan& since) const {
    TimeSpan span = step_->takes(step_->acts() ? TimeSpan{} : since).or_nothing();
    span.acted = span.acted || step_->acts();
    return span;
}

void Conditional::begin(Stage& stage, Done done) {
    obstacle_ = condition_.obstacle(stage.traits().abilities);
    if (!obstacle_.empty()) return done({});
    begin_step(stage, *step_, std::move(done));
}

const Node* condition_of(const Node& step) {
    return step.entries.size() == 2 ? step.find("if") : nullptr;
}

std::unique_ptr<Step> make_conditional(const Node& item, const std::string& path, const Cast& cast,
                                       Mistakes& mistakes) {
    const bool first = item.entries.front().key == "if";
    const Node::Entry& verb = first ? item.entries.back() : item.entries.front();
    const Node::Entry& typed = first ? item.entries.front() : item.entries.back();
    Condition condition;
    const bool sound = Condition::fields().read(condition, typed.value, mistakes);
    auto step = make_step(verb, path + ".1", cast, mistakes);
    if (!sound || !step) return nullptr;
    auto made = std::make_unique<Conditional>(std::move(condition), std::move(step));
    made->path = path;
    made->at = item.entries.front().key_at;
    return made;
}

}  // namespace breakwire::scenarios
