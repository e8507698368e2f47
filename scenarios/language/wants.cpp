#include "scenarios/language/wants.hpp"

#include <algorithm>

#include "scenarios/checks/check.hpp"
#include "scenarios/steps/step.hpp"

namespace breakwire::scenarios {

namespace {

/// Walks through steps, nested ones included, and gathers.
class Gathering {
public:
    Gathering(const Scenario& scenario, const Catalog<sim::Fault>& faults)
        : scenario_(scenario), faults_(faults) {}

    void walk(const Node& node) {
        for (const Node& item : node.items) walk(item);
        for (const Node::Entry& entry : node.entries) {
            if (const Declaration* verb = builtin_steps().find(entry.key)) take(entry, *verb);
            walk(entry.value);
        }
    }

    std::map<std::string, std::vector<Want>> wants;

private:
    void take(const Node::Entry& step, const Declaration& verb) {
        if (verb.name == "power") return take_power(step.value);
        if (verb.name == "fault") return take_kinds(step.value);
        if (verb.name == "expect" || verb.name == "never") return take_checks(step.value);
        if (verb.wants.empty()) return;
        const bool named_by_keys = verb.fields.front().key == "DEVICE";
        if (named_by_keys) return add_keys(step, verb);
        add(devices_in(step.value, verb), verb, step.key_at);
    }

    void take_power(const Node& settings) {
        for (const Node::Entry& verb : settings.entries) {
            for (const std::string& device : names_in(verb.value)) {
                wants[device].push_back({"power." + verb.key, "power", verb.key_at});
            }
        }
    }

    void take_kinds(const Node& kinds) {
        for (const Node::Entry& entry : kinds.entries) {
            const Declaration* kind = faults_.find(entry.key);
            if (kind != nullptr) add(devices_in(entry.value, *kind), *kind, entry.key_at);
        }
    }

    void take_checks(const Node& devices) {
        for (const Node::Entry& device : devices.entries) {
            const std::vector<Node> one{device.value};
            for (const Node& item : device.value.is_sequence() ? device.value.items : one) {
                for (const Node::Entry& entry : item.entries) {
                    const Declaration* check = builtin_checks().find(entry.key);
                    if (check != nullptr) add(everybody(device.key), *check, entry.key_at);
                }
            }
        }
    }

    /// A step whose keys are devices, beside its own.
    void add_keys(const Node::Entry& step, const Declaration& verb) {
        for (const Node::Entry& device : step.value.entries) {
            add(everybody(device.key), verb, device.key_at);
        }
    }

    void add(const std::vector<std::string>& devices, const Declaration& kind, const Place& at) {
        for (const std::string& device : devices) {
            for (const std::string& ability : kind.wants) {
                wants[device].push_back({ability, kind.name, at});
            }
        }
    }

    std::vector<std::string> devices_in(const Node& settings, const Declaration& kind) const {
        if (!settings.is_mapping()) return names_in(settings);
        for (const char* key : {"device", "devices"}) {
            const Node* typed = settings.find(key);
            if (typed != nullptr) return names_in(*typed);
        }
        const Node* typed = settings.find(kind.shorthand);
        return typed != nullptr ? names_in(*typed) : std::vector<std::string>();
    }

    std::vector<std::string> names_in(const Node& node) const {
        if (node.is_scalar()) return everybody(node.text);
        std::vector<std::string> names;
        for (const Node& item : node.items) {
            for (std::string& name : names_in(item)) names.push_back(std::move(name));
        }
        return names;
    }

    /// A fleet stands for its devices and "*" for all; names that nobody has are passed over.
    std::vector<std::string> everybody(const std::string& name) const {
        std::vector<std::string> names;
        for (const Fleet& fleet : scenario_.fleets) {
            if (fleet.name == name) return fleet.devices();
        }
        for (const DeviceSection& device : scenario_.devices) {
            if (name == "*" || name == device.name) names.push_back(device.name);
        }
        return names;
    }

    const Scenario& scenario_;
    const Catalog<sim::Fault>& faults_;
};

}  // namespace

std::map<std::string, std::vector<Want>> wants_of(const Scenario& scenario,
                                                  const Catalog<sim::Fault>& faults) {
    Gathering gathering(scenario, faults);
    gathering.walk(scenario.steps);
    return std::move(gathering.wants);
}

}  // namespace breakwire::scenarios
