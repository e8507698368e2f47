#include "scenarios/language/load.hpp"

#include <utility>

#include "scenarios/language/find_mistakes.hpp"
#include "scenarios/language/fleet_section.hpp"
#include "scenarios/language/include.hpp"
#include "scenarios/language/needs.hpp"
#include "scenarios/language/read_file.hpp"
#include "scenarios/language/scenario_fields.hpp"
#include "scenarios/language/yaml_node.hpp"
#include "scenarios/steps/late_step.hpp"
#include "scenarios/steps/make_fault.hpp"
#include "scenarios/steps/step_list.hpp"

namespace breakwire::scenarios {

namespace {

Node* value_of(Node& mapping, std::string_view key) {
    for (Node::Entry& entry : mapping.entries) {
        if (entry.key == key) return &entry.value;
    }
    return nullptr;
}

/// The file's driver counts; its other keys fill what the scenario leaves out.
void merge(Node& broker, const BrokerFile& file) {
    if (broker.is_null()) broker = Node::mapping(broker.at);
    for (const Node::Entry& entry : file.settings.entries) {
        if (entry.key == "driver") {
            std::erase_if(broker.entries, [](const auto& typed) { return typed.key == "driver"; });
        }
        if (broker.find(entry.key) == nullptr) broker.entries.push_back(entry);
    }
}

void merge_into_scenario(Node& scenario, const BrokerFile& file) {
    if (Node* typed = value_of(scenario, "broker")) return merge(*typed, file);
    Node broker = Node::mapping(file.settings.at);
    merge(broker, file);
    scenario.entries.push_back({"broker", broker.at, broker});
}

/// The broker's lies about fleets, one by one.
void write_out_lies(Node& scenario, const Roll& roll, const Kinds& kinds) {
    Node* broker = value_of(scenario, "broker");
    Node* lies = broker != nullptr ? value_of(*broker, "lies") : nullptr;
    if (lies == nullptr || lies->is_null() || roll.fleets.empty()) return;
    const Cast cast = cast_of(scenario, roll, kinds.faults);
    std::vector<Node> all;
    for (const Node& lie : lies->is_sequence() ? lies->items : std::vector<Node>{*lies}) {
        for (Node& each : faults_of(lie, cast)) all.push_back(std::move(each));
    }
    lies->kind = Node::Kind::sequence;
    lies->items = std::move(all);
}

/// What may stand between braces and is no parameter.
std::vector<std::string> other_words(const Node& scenario, const Kinds& kinds) {
    std::vector<std::string> words = kinds.words;
    words.emplace_back("n");
    const Node* steps = scenario.find("steps");
    if (steps == nullptr) return words;
    for (const std::string& name : captures_in(*steps)) words.push_back(name);
    return words;
}

/// Reads the section and takes it away: what is left is what its values are filled into.
Parameters take_parameters(Node& scenario, const Kinds& kinds, Mistakes& mistakes) {
    const Node* typed = scenario.find("parameters");
    if (typed == nullptr) return {};
    const auto read = ValueType<Parameters>::read(*typed, mistakes);
    std::erase_if(scenario.entries, [](const auto& entry) { return entry.key == "parameters"; });
    if (!read) return {};
    check_names(*read, mistakes);
    find_misspelt(scenario, *read, other_words(scenario, kinds), mistakes);
    return *read;
}

void find_needs(Scenario& scenario, const Kinds& kinds) {
    scenario.needs = needs_of(scenario.steps, kinds.faults);
    if (!scenario.campaign) return;
    scenario.needs.merge(needs_of(as_steps(*scenario.campaign), kinds.faults));
}

/// A part of nothing is a mistake that would never show.
void check_record(const Roll& roll, const Node& node, Mistakes& mistakes) {
    const Node* record = node.find("record");
    const Node* devices = record != nullptr ? record->find("devices") : nullptr;
    if (devices == nullptr || !roll.fleets.empty()) return;
    mistakes.add(devices->at, "devices is a part of each fleet, and there is none (count)");
}

/// Reads the scenario with the values it has in `scenario.settings`; returns those it used.
std::set<std::string> read_one(Scenario& scenario, const Node& typed, const Kinds& kinds,
                               Mistakes& mistakes) {
    FillIn fill_in(scenario.settings);
    Node node = scenario.settings.empty() ? typed : fill_in(typed);
    Mistakes found;
    Node* devices = value_of(node, "devices");
    Roll roll = devices != nullptr ? call_roll(*devices, found, scenario.part) : Roll{};
    write_out_lies(node, roll, kinds);
    scenario_fields().read(scenario, node, found);
    check_record(roll, node, found);
    if (!scenario.part.all() && roll.fleets.empty() && found.empty()) {
        found.add(node.at, "there is no fleet whose devices could be split (--shard devices:I/N)");
    }
    if (node.is_mapping()) find_mistakes(node, roll, kinds, found);
    scenario.devices = std::move(roll.devices);
    scenario.fleets = std::move(roll.fleets);
    fill_in.tell(found, mistakes);
    if (found.empty()) find_needs(scenario, kinds);
    return fill_in.used();
}

/// Of the file itself: those of included files need not all be wanted.
void tell_unused(const Scenario& scenario, const std::set<std::string>& used, Mistakes& mistakes) {
    for (const Parameter& parameter : scenario.parameters) {
        if (used.contains(parameter.name) || parameter.at.file.text() != scenario.file) continue;
        mistakes.add(parameter.at, "parameter '" + parameter.name + "' is used nowhere: {" +
                                       parameter.name + "} stands for it");
    }
}

}  // namespace

std::optional<BrokerFile> load_broker_file(const std::filesystem::path& path, const Kinds& kinds,
                                           Mistakes& mistakes) {
    auto node = load_node(path, mistakes);
    if (!node) return std::nullopt;
    return read_broker_file(std::move(*node), kinds, mistakes);
}

std::vector<std::string> Kinds::driver_names() const {
    std::vector<std::string> names;
    for (const Declaration& driver : broker_drivers) names.push_back(driver.name);
    return names;
}

std::optional<BrokerFile> read_broker_file(Node settings, const Kinds& kinds, Mistakes& mistakes) {
    const std::size_t before = mistakes.count();
    BrokerSection section;
    BrokerSection::fields().read(section, settings, mistakes);
    // Lies may name devices, which only scenarios have: each scenario checks them.
    Node without_lies = settings;
    std::erase_if(without_lies.entries, [](const auto& entry) { return entry.key == "lies"; });
    find_broker_mistakes(without_lies, {{}, {}, &kinds.faults}, kinds, mistakes);
    if (mistakes.count() != before) return std::nullopt;
    return BrokerFile{std::move(settings)};
}

std::vector<Scenario> read_scenarios(const std::string& text, const std::string& name,
                                     const Kinds& kinds, Mistakes& mistakes,
                                     const BrokerFile* broker, const ParameterSettings& set,
                                     const FleetPart& part) {
    const std::size_t before = mistakes.count();
    auto node = read_yaml(text, name, mistakes);
    if (!node) return {};
    Scenario common;
    common.file = name;
    common.part = part;
    common.included = include_files(*node, name, mistakes);
    const Node own = *node;
    if (broker != nullptr && node->is_mapping()) merge_into_scenario(*node, *broker);
    common.parameters = take_parameters(*node, kinds, mistakes);
    std::vector<Scenario> scenarios;
    std::set<std::string> used;
    for (Combination& values : combinations(common.parameters, set, mistakes)) {
        Scenario scenario = common;
        scenario.settings = std::move(values);
        used.merge(read_one(scenario, *node, kinds, mistakes));
        scenario.typed = std::make_shared<const Node>(FillIn(scenario.settings)(own));
        scenarios.push_back(std::move(scenario));
    }
    tell_unused(common, used, mistakes);
    if (mistakes.count() != before) return {};
    return scenarios;
}

std::optional<Scenario> read_scenario(const std::string& text, const std::string& name,
                                      const Kinds& kinds, Mistakes& mistakes,
                                      const BrokerFile* broker) {
    std::vector<Scenario> all = read_scenarios(text, name, kinds, mistakes, broker);
    return all.empty() ? std::nullopt : std::optional(std::move(all.front()));
}

std::vector<Scenario> load_scenarios(const std::filesystem::path& path, const Kinds& kinds,
                                     Mistakes& mistakes, const BrokerFile* broker,
                                     const ParameterSettings& set, const FleetPart& part) {
    const auto text = read_file(path.string(), {path.string(), 1, 1}, mistakes);
    if (!text) return {};
    return read_scenarios(*text, path.string(), kinds, mistakes, broker, set, part);
}

std::optional<Node> load_node(const std::filesystem::path& path, Mistakes& mistakes) {
    const auto text = read_file(path.string(), {path.string(), 1, 1}, mistakes);
    return text ? read_yaml(*text, path.string(), mistakes) : std::nullopt;
}

std::vector<std::unique_ptr<Step>> make_steps(const Scenario& scenario,
                                              const Catalog<sim::Fault>& faults) {
    Mistakes mistakes;
    auto steps = make_step_list(scenario.steps, "", cast_of(scenario, faults), mistakes);
    BREAKWIRE_INVARIANT(mistakes.empty());
    return steps;
}

std::vector<std::unique_ptr<Measure>> make_measures(const Scenario& scenario,
                                                    const Catalog<sim::Fault>& faults) {
    Mistakes mistakes;
    auto measures = make_measure_list(scenario.measures.node, cast_of(scenario, faults), mistakes);
    BREAKWIRE_INVARIANT(mistakes.empty());
    return measures;
}

}  // namespace breakwire::scenarios
