#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/scenario.hpp"

namespace breakwire::scenarios {

/// What the language has to be told, because it is declared in other layers.
struct Kinds {
    const Catalog<sim::Fault>& faults;
    /// Reads the section of device `name` and adds its mistakes.
    std::function<void(const Node& section, const std::string& name,
                       const std::vector<std::string>& link_names, Mistakes&)>
        check_device;
    std::function<nlohmann::json()> device_schema;  ///< of one device section
    std::vector<Declaration> device_sections;       ///< client, publish... for `explain`
    std::vector<Declaration> models;
    std::vector<Declaration> stacks;
    std::vector<Declaration> broker_drivers;
    /// Words that others fill in between braces, such as {value} in a payload.
    std::vector<std::string> words{};
    std::vector<Declaration> waveforms{};
    std::vector<Declaration> payloads{};
    std::vector<Declaration> bench{};  ///< what stands in a bench file, for `explain`

    std::vector<std::string> driver_names() const;
};

/// A broker file, such as `--broker broker.yaml`: `driver` and any other key of a `broker:`
/// section. Applies to every scenario of a run: its driver counts; every other key is there for
/// scenarios that leave it out.
struct BrokerFile {
    Node settings;
};

/// Nothing after a mistake.
std::optional<BrokerFile> load_broker_file(const std::filesystem::path& path, const Kinds& kinds,
                                           Mistakes& mistakes);

/// The same for settings that somebody else has read, and taken a driver's own keys out of.
std::optional<BrokerFile> read_broker_file(Node settings, const Kinds& kinds, Mistakes& mistakes);

/// Reads and checks a scenario file and adds every mistake in it. One scenario for each combination
/// of its parameters' values, of which `set` says some; none after a mistake. Of fleets, `part` is
/// in it. A file that cannot be read is a mistake as well.
std::vector<Scenario> load_scenarios(const std::filesystem::path& path, const Kinds& kinds,
                                     Mistakes& mistakes, const BrokerFile* broker = nullptr,
                                     const ParameterSettings& set = {}, const FleetPart& part = {});

/// The same for text that is not in a file; `name` stands for the file in messages.
std::vector<Scenario> read_scenarios(const std::string& text, const std::string& name,
                                     const Kinds& kinds, Mistakes& mistakes,
                                     const BrokerFile* broker = nullptr,
                                     const ParameterSettings& set = {}, const FleetPart& part = {});

/// The first of them.
std::optional<Scenario> read_scenario(const std::string& text, const std::string& name,
                                      const Kinds& kinds, Mistakes& mistakes,
                                      const BrokerFile* broker = nullptr);

/// A file as it stands: nothing included, nothing filled in. Nothing after a mistake.
std::optional<Node> load_node(const std::filesystem::path& path, Mistakes& mistakes);

/// The steps of a scenario, fresh for one case. `faults` must be those it was loaded with.
std::vector<std::unique_ptr<Step>> make_steps(const Scenario& scenario,
                                              const Catalog<sim::Fault>& faults);

/// The same for its measures.
std::vector<std::unique_ptr<Measure>> make_measures(const Scenario& scenario,
                                                    const Catalog<sim::Fault>& faults);

}  // namespace breakwire::scenarios
