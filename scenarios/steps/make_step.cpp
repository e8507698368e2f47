#include "scenarios/steps/make_step.hpp"

#include <algorithm>

#include "scenarios/steps/each.hpp"
#include "scenarios/steps/late_step.hpp"

namespace breakwire::scenarios {

namespace {

bool has(const Declaration& declared, const std::string& key) {
    const std::vector<std::string> keys = declared.keys();
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

/// Where a step names the one device that it is about: its `device`, typed or short, or whose
/// keep alive sets the window of an `expect`. nullptr if there is no such place.
const Node* device_in(const Node& settings, const Declaration& verb) {
    if (has(verb, "device")) {
        if (settings.is_mapping()) return settings.find("device");
        return verb.shorthand == "device" ? &settings : nullptr;
    }
    const Node* within = has(verb, "within") ? settings.find("within") : nullptr;
    return within != nullptr ? within->find("keep_alive") : nullptr;
}

const Fleet* fleet_of(const Node::Entry& entry, const Cast& cast) {
    const Declaration* verb = builtin_steps().find(entry.key);
    const Node* device = verb != nullptr ? device_in(entry.value, *verb) : nullptr;
    return device != nullptr && device->is_scalar() ? cast.fleet(device->text) : nullptr;
}

std::unique_ptr<Step> make_one(const Node::Entry& entry, const std::string& path, const Cast& cast,
                               Mistakes& mistakes) {
    if (names_captures(entry, cast)) return make_late_step(entry, path, cast, mistakes);
    return make_plain_step(entry, path, cast, mistakes);
}

/// An action with {n} where it was typed, if that can be read; else the first device stands for
/// all.
std::string text_of_all(const Node::Entry& entry, const Step& first, const Fleet& fleet) {
    Mistakes unreadable;
    const auto typed = builtin_steps().make(entry.key, entry.key_at, entry.value, unreadable);
    return typed && typed->acts() ? typed->text() : first.text() + ", and so on for " + fleet.name;
}

std::unique_ptr<Step> make_each(const Node::Entry& entry, const std::string& path,
                                const Fleet& fleet, const Cast& cast, Mistakes& mistakes) {
    std::vector<std::unique_ptr<Step>> steps;
    for (std::uint32_t number = fleet.first; number < fleet.end(); ++number) {
        const Node::Entry own{entry.key, entry.key_at, numbered(entry.value, number)};
        steps.push_back(make_one(own, path, cast, mistakes));
        if (!steps.back()) return nullptr;
    }
    const std::string text = text_of_all(entry, *steps.front(), fleet);
    auto each = std::make_unique<Each>(text, std::move(steps));
    each->path = path;
    each->at = entry.key_at;
    return each;
}

}  // namespace

std::unique_ptr<Step> make_plain_step(const Node::Entry& entry, const std::string& path,
                                      const Cast& cast, Mistakes& mistakes) {
    const std::size_t before = mistakes.count();
    auto step = builtin_steps().make_partly(entry.key, entry.key_at, entry.value, mistakes);
    if (!step) return nullptr;
    step->path = path;
    step->at = entry.key_at;
    step->settle(entry.value, cast, mistakes);
    return mistakes.count() == before ? std::move(step) : nullptr;
}

std::unique_ptr<Step> make_step(const Node::Entry& entry, const std::string& path, const Cast& cast,
                                Mistakes& mistakes) {
    const Fleet* fleet = fleet_of(entry, cast);
    if (fleet != nullptr) return make_each(entry, path, *fleet, cast, mistakes);
    return make_one(entry, path, cast, mistakes);
}

}  // namespace breakwire::scenarios
