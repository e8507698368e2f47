#include "scenarios/language/needs.hpp"

namespace breakwire::scenarios {

namespace {

using Needs = std::map<std::string, std::string>;

void add_fault(const Node& kinds, const Catalog<sim::Fault>& faults, Needs& needs) {
    for (const Node::Entry& entry : kinds.entries) {
        const Declaration* kind = faults.find(entry.key);
        if (kind == nullptr) continue;
        for (const std::string& need : kind->needs) needs.emplace(need, kind->name);
    }
}

void add_all(const Node& node, const Catalog<sim::Fault>& faults, Needs& needs) {
    for (const Node& item : node.items) add_all(item, faults, needs);
    for (const Node::Entry& entry : node.entries) {
        if (entry.key == "fault") add_fault(entry.value, faults, needs);
        if (entry.key == "broker") needs.emplace("broker_process", "broker");
        add_all(entry.value, faults, needs);
    }
}

}  // namespace

Needs needs_of(const Node& steps, const Catalog<sim::Fault>& faults) {
    Needs needs;
    add_all(steps, faults, needs);
    return needs;
}

}  // namespace breakwire::scenarios
