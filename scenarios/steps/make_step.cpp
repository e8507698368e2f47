#include "scenarios/steps/make_step.hpp"

#include <algorithm>

#include "scenarios/steps/each.hpp"

namespace breakwire::scenarios {

namespace {

/// The value of `key` in the settings of a `declared` verb, typed or short; nullptr if it has none.
const Node* value_of(const std::string& key, const Node& settings, const Declaration& declared) {
    const std::vector<std::string> keys = declared.keys();
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) return nullptr;
    if (settings.is_mapping()) return settings.find(key);
    return declared.shorthand == key ? &settings : nullptr;
}

const Fleet* fleet_of(const Node::Entry& entry, const Cast& cast) {
    const Declaration* verb = builtin_steps().find(entry.key);
    if (verb == nullptr) return nullptr;
    const Node* device = value_of("device", entry.value, *verb);
    return device != nullptr && device->is_scalar() ? cast.fleet(device->text) : nullptr;
}

std::unique_ptr<Step> make_one(const Node::Entry& entry, const std::string& path, const Cast& cast,
                               Mistakes& mistakes) {
    const std::size_t before = mistakes.count();
    auto step = builtin_steps().make_partly(entry.key, entry.key_at, entry.value, mistakes);
    if (!step) return nullptr;
    step->path = path;
    step->at = entry.key_at;
    step->settle(entry.value, cast, mistakes);
    return mistakes.count() == before ? std::move(step) : nullptr;
}

/// With {n} where it was typed, if that can be read; in the words of the first device if not.
std::string text_of_all(const Node::Entry& entry, const Step& first) {
    Mistakes unreadable;
    const auto typed = builtin_steps().make(entry.key, entry.key_at, entry.value, unreadable);
    return typed ? typed->text() : first.text();
}

std::unique_ptr<Step> make_each(const Node::Entry& entry, const std::string& path,
                                const Fleet& fleet, const Cast& cast, Mistakes& mistakes) {
    std::vector<std::unique_ptr<Step>> steps;
    for (std::uint32_t number = 1; number <= fleet.count; ++number) {
        const Node::Entry own{entry.key, entry.key_at, numbered(entry.value, number)};
        steps.push_back(make_one(own, path, cast, mistakes));
        if (!steps.back()) return nullptr;
    }
    const std::string text = text_of_all(entry, *steps.front());
    auto each = std::make_unique<Each>(text, std::move(steps));
    each->path = path;
    each->at = entry.key_at;
    return each;
}

}  // namespace

std::unique_ptr<Step> make_step(const Node::Entry& entry, const std::string& path, const Cast& cast,
                                Mistakes& mistakes) {
    const Fleet* fleet = fleet_of(entry, cast);
    if (fleet != nullptr) return make_each(entry, path, *fleet, cast, mistakes);
    return make_one(entry, path, cast, mistakes);
}

}  // namespace breakwire::scenarios
