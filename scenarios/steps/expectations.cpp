#include "scenarios/steps/expectations.hpp"

#include <algorithm>
#include <regex>

#include "scenarios/steps/watchers.hpp"

namespace breakwire::scenarios {

namespace {

using Checks = std::vector<std::unique_ptr<Check>>;

/// Takes `as` out of the settings of a check; empty if there is none.
std::string take_name(Node& check, Mistakes& mistakes) {
    static const std::regex word("[a-z][a-z0-9_]*");
    if (check.entries.size() != 1) return "";
    std::vector<Node::Entry>& settings = check.entries.front().value.entries;
    const auto typed = std::find_if(settings.begin(), settings.end(),
                                    [](const Node::Entry& entry) { return entry.key == "as"; });
    if (typed == settings.end()) return "";
    const Node name = typed->value;
    settings.erase(typed);
    if (name.is_scalar() && std::regex_match(name.text, word) && name.text != "n") {
        return name.text;
    }
    expected(name, mistakes, "a name of small letters, digits and '_' (and not n)");
    return "";
}

/// A check without settings may be a bare word: `thermometer: connected`.
std::unique_ptr<Check> make_check(const Node& node, Mistakes& mistakes) {
    if (!node.is_scalar()) {
        Node settings = node;
        const std::string name = take_name(settings, mistakes);
        auto check = builtin_checks().make_one(settings, mistakes);
        if (check) check->as = name;
        return check;
    }
    Node nothing;
    nothing.at = node.at;
    return builtin_checks().make(node.text, node.at, nothing, mistakes);
}

Checks checks_of(const std::string& device, const Node& typed, const Cast& cast,
                 Mistakes& mistakes) {
    Checks checks;
    const bool sealed = cast.facts_of(device).tls == sim::TlsMode::passthrough;
    const std::vector<Node> one{typed};
    for (const Node& item : typed.is_sequence() ? typed.items : one) {
        auto check = make_check(item, mistakes);
        if (!check) continue;
        if (sealed && !check->judges_sealed()) {
            mistakes.add(item.at, "this cannot be judged of " + device +
                                      ", whose packets are sealed (tls: passthrough)");
            continue;
        }
        check->device = device;
        check->sealed = sealed;
        checks.push_back(std::move(check));
    }
    return checks;
}

/// Those of each device, up to the first with a mistake.
Checks checks_of(const Fleet& fleet, const Node& typed, const Cast& cast, Mistakes& mistakes) {
    Checks all;
    const std::size_t before = mistakes.count();
    for (std::uint32_t number = fleet.first; number < fleet.end() && mistakes.count() == before;
         ++number) {
        for (auto& check :
             checks_of(fleet.device(number), numbered(typed, number), cast, mistakes)) {
            all.push_back(std::move(check));
        }
    }
    return all;
}

void add_text(const Checks& checks, std::string& text) {
    for (const auto& check : checks) {
        text += (text.empty() ? "" : "; ") + check->device + ' ' + check->text();
    }
}

void add_device(const Node::Entry& device, const Cast& cast, Mistakes& mistakes,
                Expectations& all) {
    Checks checks = checks_of(device.key, device.value, cast, mistakes);
    add_text(checks, all.text);
    for (auto& check : checks) all.checks.push_back(std::move(check));
}

/// In words with {n} where it was typed, if that can be read; in those of every device if not.
void add_fleet(const Node::Entry& typed, const Fleet& fleet, const Cast& cast, Mistakes& mistakes,
               Expectations& all) {
    Mistakes unreadable;
    const Checks as_typed = checks_of(fleet.name, typed.value, cast, unreadable);
    Checks checks = checks_of(fleet, typed.value, cast, mistakes);
    add_text(unreadable.empty() ? as_typed : checks, all.text);
    for (auto& check : checks) all.checks.push_back(std::move(check));
}

}  // namespace

Expectations make_expectations(const Node& devices, const std::vector<std::string>& own_keys,
                               const Cast& cast, Mistakes& mistakes) {
    Expectations all;
    if (devices.is_mapping() && devices.entries.empty()) {
        mistakes.add(devices.at,
                     "nothing is said about any device, such as "
                     "{dashboard: {receives: plant/1/state}}");
    }
    std::vector<std::string> known = cast.names();
    known.insert(known.end(), own_keys.begin(), own_keys.end());
    for (const Node::Entry& device : devices.entries) {
        if (const Fleet* fleet = cast.fleet(device.key)) {
            add_fleet(device, *fleet, cast, mistakes, all);
            continue;
        }
        const bool ours = cast.knows(device.key);
        if (!ours) {
            mistakes.add(device.key_at,
                         "unknown device '" + device.key + "'" + suggestion(device.key, known));
        }
        // A misspelt `within: 5s` is no device with a misspelt check.
        if (ours || !device.value.is_scalar()) add_device(device, cast, mistakes, all);
    }
    return all;
}

FieldInfo devices_info() {
    return {"DEVICE", "devices, each with one check or a list of checks",    "check", "",
            true,     LazySchema(nlohmann::json{{"$ref", "#/$defs/checks"}})};
}

void recall_history(Stage& stage, const std::vector<std::unique_ptr<Check>>& checks) {
    const std::uint64_t end = stage.evidence_from();
    EventIndex& index = stage.watchers()->index();
    for (const auto& check : checks) {
        const auto recall = [&check](const sim::Event& event) { check->recall(event); };
        if (!check->looks_at_everybody()) {
            index.each_about(check->device, end, recall);
            continue;
        }
        for (const sim::Event& event : stage.recorder().events()) {
            if (event.number < end) recall(event);
        }
    }
}

}  // namespace breakwire::scenarios
