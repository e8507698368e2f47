#include "harness/cli/broker_choice.hpp"

#include <algorithm>

#include "harness/brokers/text_file.hpp"
#include "harness/cli/kinds.hpp"
#include "scenarios/language/yaml_node.hpp"

namespace breakwire::harness {
namespace {

/// Takes the entries that only the driver knows out of `settings`.
Node split_off(Node& settings, const Declaration* driver) {
    Node own = Node::mapping(settings.at);
    if (driver == nullptr) return own;
    const std::vector<std::string> keys = driver->keys();
    std::erase_if(settings.entries, [&](const Node::Entry& entry) {
        const bool drivers = std::find(keys.begin(), keys.end(), entry.key) != keys.end();
        if (drivers) own.entries.push_back(entry);
        return drivers;
    });
    return own;
}

std::optional<Node> read_document(const std::string& file, Mistakes& mistakes) {
    try {
        return scenarios::read_yaml(read_text(file), file, mistakes);
    } catch (const EnvironmentError& problem) {
        mistakes.add({file}, problem.what());
        return std::nullopt;
    }
}

/// `driver: NAME`, as if in a file.
Node file_of(const std::string& name) {
    const Place at{"--broker " + name};
    Node settings = Node::mapping(at);
    settings.entries.push_back({"driver", at, Node::scalar(name, at)});
    return settings;
}

bool is_neither_file_nor_driver(const std::string& broker) {
    return !names_driver(broker) && !std::filesystem::exists(broker);
}

}  // namespace

bool names_driver(const std::string& broker) {
    return known_kinds().brokers().find(broker) != nullptr && !std::filesystem::exists(broker);
}

void BrokerChoice::read(const std::string& broker, Mistakes& mistakes) {
    if (is_neither_file_nor_driver(broker)) {
        return mistakes.add({"--broker " + broker},
                            "there is no such file, and no driver of that name" +
                                suggestion(broker, known_kinds().brokers().names()));
    }
    std::optional<Node> settings =
        names_driver(broker) ? file_of(broker) : read_document(broker, mistakes);
    if (!settings) return;
    const Node* driver = settings->find("driver");
    const std::string name = driver != nullptr ? driver->text : scenarios::BrokerSection().driver;
    const Place at = driver != nullptr ? driver->at : settings->at;
    const auto& brokers = known_kinds().brokers();
    const Node own = split_off(*settings, brokers.find(name));
    if (auto made = brokers.make(name, at, own, mistakes)) made_[name] = std::move(made);
    file_ = scenarios::read_broker_file(std::move(*settings), known_kinds().language(), mistakes);
}

const BrokerChoice::Chosen& BrokerChoice::of(const std::string& name) {
    const auto known = chosen_.find(name);
    if (known != chosen_.end()) return known->second;
    auto& driver = made_[name];
    if (!driver) {
        Mistakes mistakes;  // the name is known: it was checked at load
        driver = known_kinds().brokers().make(name, {}, Node::mapping(), mistakes);
        if (!driver) {
            throw ConfigError("the driver " + name +
                              " needs keys of its own, in a broker file: "
                              "--broker FILE (breakwire explain " +
                              name + ")");
        }
    }
    return chosen_.emplace(name, Chosen{driver, driver->traits()}).first->second;
}

std::vector<std::string> lacking(const scenarios::Scenario& scenario, mqtt::Version version,
                                 const BrokerChoice::Chosen& broker) {
    std::vector<std::string> needed;
    for (const scenarios::Ability& each : scenario.abilities) needed.push_back(each.name);
    needed.push_back(version == mqtt::Version::v5_0 ? "mqtt5" : "mqtt3");
    const bool websocket = std::any_of(scenario.devices.begin(), scenario.devices.end(),
                                       [](auto& each) { return each.has_in_client("websocket"); });
    if (websocket) needed.push_back("websocket");
    std::vector<std::string> lacks = broker.driver->lacks(scenario.broker);
    for (const std::string& ability : needed) {
        if (!broker.traits.abilities.contains(ability)) lacks.push_back(ability);
    }
    const auto on_process = scenario.needs.find("broker_process");
    if (broker.traits.elsewhere && on_process != scenario.needs.end()) {
        lacks.push_back("a process of ours (" + on_process->second + ')');
    }
    return lacks;
}

}  // namespace breakwire::harness
