#include "scenarios/steps/late_step.hpp"

#include <algorithm>

#include "scenarios/mistake_text.hpp"
#include "scenarios/steps/make_step.hpp"

namespace breakwire::scenarios {

namespace {

bool names_any(const std::string& text, const std::set<std::string>& names) {
    const std::vector<Reference> found = references_in(text);
    return std::any_of(found.begin(), found.end(),
                       [&names](const Reference& each) { return names.contains(each.name); });
}

bool names_any(const Node& node, const std::set<std::string>& names) {
    return names_any(node.text, names) ||
           std::any_of(node.items.begin(), node.items.end(),
                       [&names](const Node& item) { return names_any(item, names); }) ||
           std::any_of(node.entries.begin(), node.entries.end(),
                       [&names](const auto& entry) { return names_any(entry.value, names); });
}

/// Where the values stand that will be filled in.
void collect_places(const Node& node, const std::set<std::string>& names,
                    std::set<std::string>& places) {
    if (names_any(node.text, names)) places.insert(in_words(node.at));
    for (const Node& item : node.items) collect_places(item, names, places);
    for (const Node::Entry& entry : node.entries) collect_places(entry.value, names, places);
}

/// Whether a verb holds lists of steps.
bool holds_steps(const std::string& verb) { return verb == "together" || verb == "repeat"; }

/// Mistakes about values that are not there yet say nothing.
void pass_on(const Mistakes& found, const std::set<std::string>& places, Mistakes& mistakes) {
    for (const ConfigError& mistake : found.found()) {
        if (places.contains(in_words(mistake.at()))) continue;
        mistakes.add(mistake.at(), message_of(mistake));
    }
}

}  // namespace

std::string LateStep::text() const {
    return known() != nullptr ? known()->text() : entry_.key + " with what was kept";
}

bool LateStep::acts() const {
    static const std::set<std::string> watching{"expect", "never", "wait"};
    return known() != nullptr ? known()->acts() : !watching.contains(entry_.key);
}

TimeSpan LateStep::takes(const TimeSpan& since) const {
    return known() != nullptr ? known()->takes(since) : TimeSpan{};
}

bool LateStep::fill(Node& node, const Stage& stage, std::string& problem) const {
    if (node.is_scalar()) {
        auto text = stage.captures().fill(node.text, cast_.captures, problem);
        if (!text) return false;
        node.text = std::move(*text);
    }
    return std::all_of(node.items.begin(), node.items.end(),
                       [&](Node& item) { return fill(item, stage, problem); }) &&
           std::all_of(node.entries.begin(), node.entries.end(),
                       [&](Node::Entry& entry) { return fill(entry.value, stage, problem); });
}

void LateStep::begin(Stage& stage, Done done) {
    Node::Entry entry = entry_;
    std::string problem;
    if (!fill(entry.value, stage, problem)) return done(StepOutcome::unworkable(problem));
    Mistakes mistakes;
    step_ = make_plain_step(entry, path, cast_, mistakes);
    if (!step_) {
        return done(StepOutcome::unworkable("with what was kept it cannot be read: " +
                                            message_of(mistakes.found().front())));
    }
    step_->begin(stage, std::move(done));
}

bool names_captures(const Node::Entry& step, const Cast& cast) {
    return !cast.captures.empty() && !holds_steps(step.key) && names_any(step.value, cast.captures);
}

std::unique_ptr<Step> make_late_step(const Node::Entry& entry, const std::string& path,
                                     const Cast& cast, Mistakes& mistakes) {
    std::set<std::string> places;
    collect_places(entry.value, cast.captures, places);
    Mistakes found;
    Mistakes sound;
    auto typed = make_plain_step(entry, path, cast, found);
    pass_on(found, places, sound);
    for (const ConfigError& mistake : sound.found()) {
        mistakes.add(mistake.at(), message_of(mistake));
    }
    if (!sound.empty()) return nullptr;
    auto late = std::make_unique<LateStep>(entry, std::move(typed), cast);
    late->path = path;
    late->at = entry.key_at;
    return late;
}

namespace {

/// Calls `act` with the name and place of each `as` of the checks in an expect.
template <class Act>
void for_each_name(const Node& node, const Act& act) {
    for (const Node& item : node.items) for_each_name(item, act);
    for (const Node::Entry& entry : node.entries) {
        if (entry.key == "as" && entry.value.is_scalar()) act(entry.value.text);
        for_each_name(entry.value, act);
    }
}

/// Goes through steps in their order and knows what has been kept so far.
class InOrder {
public:
    InOrder(const Node& steps, const std::vector<std::string>& words, Mistakes& mistakes)
        : words_(words), mistakes_(mistakes), ever_(captures_in(steps)) {}

    void pass(const Node& steps) {
        for (const Node& step : steps.items) {
            for (const Node::Entry& entry : step.entries) pass(entry);
        }
    }

private:
    void pass(const Node::Entry& step) {
        if (holds_steps(step.key)) {  // what is kept in one round or branch may serve another
            keep(step.value);
            return look(step.value);
        }
        look(step.value);
        if (step.key == "expect") keep(step.value);
    }

    void keep(const Node& node) {
        for_each_name(node, [this](const std::string& name) { kept_.insert(name); });
    }

    void look(const Node& node) {
        for (const Reference& each : references_in(node.text)) look_at(each, node.at);
        for (const Node& item : node.items) look(item);
        for (const Node::Entry& entry : node.entries) look(entry.value);
    }

    void look_at(const Reference& reference, const Place& at) {
        const std::vector<std::string> names(ever_.begin(), ever_.end());
        if (kept_.contains(reference.name)) return;
        if (ever_.contains(reference.name)) {
            mistakes_.add(at, "nothing is kept as '" + reference.name + "' before this step");
        } else if (std::find(words_.begin(), words_.end(), reference.name) == words_.end() &&
                   !nearest(reference.name, names).empty()) {
            mistakes_.add(at, "nothing is kept as '" + reference.name + "'" +
                                  suggestion(reference.name, names));
        }
    }

    const std::vector<std::string>& words_;
    Mistakes& mistakes_;
    std::set<std::string> ever_;
    std::set<std::string> kept_;
};

}  // namespace

std::set<std::string> captures_in(const Node& steps) {
    std::set<std::string> names;
    for (const Node& item : steps.items) names.merge(captures_in(item));
    for (const Node::Entry& entry : steps.entries) {
        if (entry.key == "expect") {
            for_each_name(entry.value, [&names](const std::string& name) { names.insert(name); });
        } else {
            names.merge(captures_in(entry.value));
        }
    }
    return names;
}

void find_early_references(const Node& steps, const std::vector<std::string>& known,
                           Mistakes& mistakes) {
    if (captures_in(steps).empty()) return;
    InOrder(steps, known, mistakes).pass(steps);
}

}  // namespace breakwire::scenarios
