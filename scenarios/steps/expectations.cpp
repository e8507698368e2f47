#include "scenarios/steps/expectations.hpp"

namespace breakwire::scenarios {

namespace {

/// A check without settings may be a bare word: `thermometer: connected`.
std::unique_ptr<Check> make_check(const Node& node, Mistakes& mistakes) {
    if (!node.is_scalar()) return builtin_checks().make_one(node, mistakes);
    Node nothing;
    nothing.at = node.at;
    return builtin_checks().make(node.text, node.at, nothing, mistakes);
}

void add_checks(const Node::Entry& device, Mistakes& mistakes,
                std::vector<std::unique_ptr<Check>>& checks) {
    const std::vector<Node> one{device.value};
    for (const Node& item : device.value.is_sequence() ? device.value.items : one) {
        auto check = make_check(item, mistakes);
        if (!check) continue;
        check->device = device.key;
        checks.push_back(std::move(check));
    }
}

}  // namespace

std::vector<std::unique_ptr<Check>> make_checks(const Node& devices,
                                                const std::vector<std::string>& own_keys,
                                                const Cast& cast, Mistakes& mistakes) {
    std::vector<std::unique_ptr<Check>> checks;
    if (devices.is_mapping() && devices.entries.empty()) {
        mistakes.add(devices.at,
                     "nothing is said about any device, such as "
                     "{dashboard: {receives: plant/1/state}}");
    }
    std::vector<std::string> known = cast.devices;
    known.insert(known.end(), own_keys.begin(), own_keys.end());
    for (const Node::Entry& device : devices.entries) {
        const bool ours =
            std::find(cast.devices.begin(), cast.devices.end(), device.key) != cast.devices.end();
        if (!ours) {
            mistakes.add(device.key_at,
                         "unknown device '" + device.key + "'" + suggestion(device.key, known));
        }
        // A misspelt `within: 5s` is no device with a misspelt check.
        if (ours || !device.value.is_scalar()) add_checks(device, mistakes, checks);
    }
    return checks;
}

FieldInfo devices_info() {
    return {"DEVICE", "devices, each with one check or a list of checks",
            "check",  "",
            true,     {{"$ref", "#/$defs/checks"}}};
}

std::string text_of(const std::vector<std::unique_ptr<Check>>& checks) {
    std::string out;
    for (const auto& check : checks) {
        out += (out.empty() ? "" : "; ") + check->device + ' ' + check->text();
    }
    return out;
}

void recall_history(const Stage& stage, sim::Recorder& recorder,
                    const std::vector<std::unique_ptr<Check>>& checks) {
    for (const sim::Event& event : recorder.events()) {
        if (event.number >= stage.evidence_from()) break;
        for (const auto& check : checks) check->recall(event);
    }
}

}  // namespace breakwire::scenarios
