#include "scenarios/language/scenario_fields.hpp"

#include <set>

#include "sim/base/time_mode.hpp"
#include "sim/mqtt/value_types.hpp"

namespace breakwire {

using scenarios::DeviceSection;
using scenarios::TypedDevice;

nlohmann::json ValueType<std::vector<DeviceSection>>::schema() {
    return {{"type", "object"},
            {"minProperties", 1},
            {"patternProperties",
             {{"^[A-Za-z0-9_.-]+$", {{"$ref", "#/$defs/device"}}},
              {R"(^[A-Za-z0-9_.-]*\{n\}([A-Za-z0-9_.-]|\{n\})*$)", {{"$ref", "#/$defs/fleet"}}}}},
            {"additionalProperties", false}};
}

std::optional<std::vector<DeviceSection>> ValueType<std::vector<DeviceSection>>::read(
    const Node& node, Mistakes& mistakes) {
    if (!node.is_mapping()) {
        expected(node, mistakes, "a mapping of device names");
        return std::nullopt;
    }
    std::vector<DeviceSection> devices;
    std::set<std::string> names;
    for (const Node::Entry& entry : node.entries) {
        if (!names.insert(entry.key).second) {
            mistakes.add(entry.key_at, "device '" + entry.key + "' is there twice");
        }
        devices.push_back({entry.key, std::make_shared<const TypedDevice>(
                                          TypedDevice{entry.key_at, entry.value})});
    }
    if (names.size() != devices.size()) return std::nullopt;
    return devices;
}

}  // namespace breakwire

namespace breakwire::scenarios {

Fields<Scenario> scenario_fields() {
    return Fields<Scenario>("scenario", "a scenario file")
        .required("scenario", &Scenario::name, "one sentence: what is true if it passes")
        .optional("description", &Scenario::description, "for whoever reads the file")
        .optional("covers", &Scenario::covers, "normative ids: v311/3.1.2-8, v5/3.1.2-22, BW-ACL-1")
        .optional("mqtt", &Scenario::versions, "one case for each version")
        .optional("tags", &Scenario::tags, "words to choose scenarios by")
        .optional("requires", &Scenario::abilities,
                  "abilities of the broker without which it is skipped")
        .optional("include", &Scenario::included,
                  "files whose devices, links, broker and parameters are there too; what this file "
                  "says itself wins; a name that begins with '_' keeps a file from being run")
        .optional("parameters", &Scenario::parameters,
                  "named values, written \"{name}\" where they stand; lists make a case for each")
        .optional("broker", &Scenario::broker, "what it needs of the broker")
        .optional("links", &Scenario::links, "access links by name")
        .required("devices", &Scenario::devices, "devices by name")
        .required("steps", &Scenario::steps, "what happens, one verb each")
        .optional("campaign", &Scenario::campaign,
                  "faults that come by luck after the steps; see `breakwire campaign`")
        .optional("measure", &Scenario::measures,
                  "figures to know of each run, by name; see `breakwire sweep`")
        .optional("record", &Scenario::record,
                  "how much of a fleet its record keeps; all by default")
        .optional("seed", &Scenario::seed,
                  "the luck it is run with unless --seed or --seeds says otherwise; 1 by default")
        .optional("time", &Scenario::time, "the only time mode it makes sense in; any by default")
        .optional("late_limit", &Scenario::late_limit,
                  "wall time only: later than this, and the verdict is inconclusive");
}

}  // namespace breakwire::scenarios
