#include "scenarios/campaign/drawn.hpp"

#include <algorithm>

#include "scenarios/campaign/mutation.hpp"
#include "scenarios/language/find_mistakes.hpp"
#include "scenarios/language/fleet_section.hpp"
#include "scenarios/steps/make_fault.hpp"
#include "sim/base/invariant.hpp"

namespace breakwire::scenarios {

namespace {

std::vector<Node> drawn_steps(const Scenario& scenario, std::uint64_t seed,
                              const Catalog<sim::Fault>& faults,
                              const std::vector<std::uint64_t>& mutations) {
    const Cast cast = cast_of(scenario, faults);
    const Luck luck = Luck(seed).of("campaign");
    std::vector<Episode> schedule = draw_schedule(*scenario.campaign, cast, luck);
    for (const std::uint64_t mutation : mutations) {
        schedule = mutated(std::move(schedule), *scenario.campaign, cast, luck, mutation);
    }
    return steps_of(*scenario.campaign, schedule).items;
}

bool mentions(const Node& node, const std::string& name) {
    return node.text == name ||
           std::any_of(node.items.begin(), node.items.end(),
                       [&](const Node& item) { return mentions(item, name); }) ||
           std::any_of(node.entries.begin(), node.entries.end(), [&](const Node::Entry& entry) {
               return entry.key == name || mentions(entry.value, name);
           });
}

/// Lists of devices with each fleet's devices in its place.
Node lists_written_out(const Node& node, const std::vector<Fleet>& fleets) {
    Node out = node;
    out.items.clear();
    for (const Node& item : node.items) {
        const auto fleet = std::find_if(fleets.begin(), fleets.end(), [&](const Fleet& each) {
            return item.is_scalar() && item.text == each.name;
        });
        if (fleet == fleets.end()) {
            out.items.push_back(lists_written_out(item, fleets));
        } else {
            for (const std::string& device : fleet->devices()) {
                out.items.push_back(Node::scalar(device, item.at));
            }
        }
    }
    for (Node::Entry& entry : out.entries) entry.value = lists_written_out(entry.value, fleets);
    return out;
}

/// `start: sensor_{n}`: a name alone where a list may stand becomes one.
Node with_lists(const Node& step, const std::vector<Fleet>& fleets) {
    Node out = step;
    for (Node::Entry& entry : out.entries) {
        const bool takes_lists = entry.key == "start" || entry.key == "stop";
        if (!takes_lists || !entry.value.is_scalar()) continue;
        Node list;
        list.kind = Node::Kind::sequence;
        list.items.push_back(entry.value);
        entry.value = std::move(list);
    }
    return lists_written_out(out, fleets);
}

/// A step about a fleet as one for each of its devices.
void write_out_step(const Node& typed, const std::vector<Fleet>& fleets, std::vector<Node>& out) {
    const Node step = with_lists(typed, fleets);
    for (const Fleet& fleet : fleets) {
        if (!mentions(step, fleet.name)) continue;
        for (std::uint32_t number = fleet.first; number < fleet.end(); ++number) {
            out.push_back(numbered(step, number));
        }
        return;
    }
    out.push_back(step);
}

void leave_out(Node& mapping, std::initializer_list<std::string_view> keys) {
    std::erase_if(mapping.entries, [&](const Node::Entry& entry) {
        return std::find(keys.begin(), keys.end(), entry.key) != keys.end();
    });
}

}  // namespace

Scenario drawn(const Scenario& scenario, std::uint64_t seed, const Catalog<sim::Fault>& faults,
               const std::vector<std::uint64_t>& mutations) {
    if (!scenario.campaign) return scenario;
    Scenario out = scenario;
    for (Node& step : drawn_steps(scenario, seed, faults, mutations)) {
        out.steps.items.push_back(std::move(step));
    }
    out.campaign.reset();
    return out;
}

Node written_out(const Scenario& scenario, mqtt::Version version, std::uint64_t seed,
                 const Catalog<sim::Fault>& faults, const std::vector<std::uint64_t>& mutations) {
    BREAKWIRE_INVARIANT(scenario.typed != nullptr);
    Node node = *scenario.typed;
    leave_out(node, {"include", "parameters", "campaign", "measure", "mqtt", "steps"});
    Mistakes none;
    for (Node::Entry& entry : node.entries) {
        if (entry.key != "devices") continue;
        entry.value = written_out(call_roll(entry.value, none, scenario.part));
    }
    Node steps;
    steps.kind = Node::Kind::sequence;
    for (const Node& step : scenario.steps.items) {
        write_out_step(step, scenario.fleets, steps.items);
    }
    if (scenario.campaign) {
        for (const Node& step : drawn_steps(scenario, seed, faults, mutations)) {
            write_out_step(step, scenario.fleets, steps.items);
        }
    }
    node.entries.push_back({"mqtt", {}, Node::scalar(std::string(to_string(version)))});
    node.entries.push_back({"steps", {}, std::move(steps)});
    return node;
}

}  // namespace breakwire::scenarios
