#include "scenarios/language/schema.hpp"

#include "scenarios/campaign/campaign_section.hpp"
#include "scenarios/checks/check.hpp"
#include "scenarios/language/fleet_section.hpp"
#include "scenarios/language/scenario_fields.hpp"
#include "scenarios/measures/measure.hpp"
#include "scenarios/steps/fault.hpp"

namespace breakwire::scenarios {

namespace {

using nlohmann::json;

json one_of_these(json properties) {
    return {{"type", "object"},
            {"properties", std::move(properties)},
            {"additionalProperties", false},
            {"minProperties", 1},
            {"maxProperties", 1}};
}

/// Whether kind `name` can do without settings, so that a bare word stands for it.
bool takes_nothing(const Declaration& declared) {
    for (const FieldInfo& field : declared.fields) {
        if (field.required) return false;
    }
    return true;
}

json bare_words(const std::vector<Declaration>& kinds) {
    json words = json::array();
    for (const Declaration& kind : kinds) {
        if (takes_nothing(kind)) words.push_back(kind.name);
    }
    return {{"enum", words}};
}

/// A parameter may say which kind it is: `fault: {"{how}": {device: thermometer}}`.
json& or_kind_by_parameter(json& schema) {
    schema["patternProperties"]["^\\{[a-z][a-z0-9_]*\\}$"] = json::object();
    return schema;
}

/// The key in capitals stands for keys that the scenario chooses (see OpenFields): devices have any
/// name, faults have those of the catalog.
json step_schema(const Declaration& step, const Kinds& kinds) {
    json schema = step.schema();
    if (step.fields.empty()) return schema;
    const std::string& open = step.fields.front().key;
    if (open != "DEVICE" && open != "KIND") return schema;
    const json value = schema["properties"][open];
    schema["properties"].erase(open);
    auto& required = schema["required"];
    required.erase(std::find(required.begin(), required.end(), open));
    if (required.empty()) schema.erase("required");
    if (open == "DEVICE") {
        schema["additionalProperties"] = value;
    } else {
        for (const Declaration& fault : kinds.faults.declarations()) {
            schema["properties"][fault.name] = {{"$ref", "#/$defs/fault/properties/" + fault.name}};
        }
        or_kind_by_parameter(schema);
    }
    return schema;
}

/// Whether it is a single value that not every text is.
bool is_leaf(const json& schema) {
    if (schema.contains("const") || schema.contains("$ref")) return false;
    const bool number =
        schema.contains("type") && schema["type"].is_string() &&
        (schema["type"] == "integer" || schema["type"] == "number" || schema["type"] == "boolean");
    return number || schema.contains("enum") || schema.contains("pattern");
}

/// The schema with "{name}" allowed for every value, and for the one key of a mapping that names a
/// kind.
json or_parameters(json schema) {
    if (!schema.is_object()) return schema;
    if (is_leaf(schema)) {
        json both = {{"anyOf", json::array({schema, {{"$ref", "#/$defs/parameter"}}})}};
        if (schema.contains("description")) both["description"] = schema["description"];
        return both;
    }
    for (const char* key : {"properties", "patternProperties", "anyOf", "$defs"}) {
        if (!schema.contains(key)) continue;
        for (json& part : schema[key]) part = or_parameters(part);
    }
    for (const char* key : {"items", "additionalProperties"}) {
        if (schema.contains(key)) schema[key] = or_parameters(schema[key]);
    }
    return schema.contains("maxProperties") ? or_kind_by_parameter(schema) : schema;
}

json steps_schema(const Kinds& kinds) {
    const std::vector<Declaration> declared = builtin_steps().declarations();
    json verbs = json::object();
    for (const Declaration& step : declared) verbs[step.name] = step_schema(step, kinds);
    json with_condition = {{"if", Condition::fields().declaration().schema()}};
    for (const Declaration& step : declared) {
        with_condition[step.name] = {
            {"$ref", "#/$defs/steps/items/anyOf/0/properties/" + step.name}};
    }
    const json conditional = {{"type", "object"},   {"properties", std::move(with_condition)},
                              {"required", {"if"}}, {"additionalProperties", false},
                              {"minProperties", 2}, {"maxProperties", 2}};
    return {{"type", "array"},
            {"minItems", 1},
            {"items",
             {{"anyOf",
               json::array({one_of_these(std::move(verbs)), bare_words(declared), conditional})}}}};
}

/// Any check may keep what met it.
json keeping_checks() {
    json checks = builtin_checks().schema();
    for (json& check : checks["properties"]) {
        json& settings = check.contains("anyOf") ? check["anyOf"][0] : check;
        settings["properties"]["as"] = {{"type", "string"},
                                        {"pattern", "^[a-z][a-z0-9_]*$"},
                                        {"description", captures_declaration().help}};
    }
    return checks;
}

/// A campaign's faults are steps of a kind, with ranges where values stand: which values those are
/// is too much for a schema, so that the settings of a kind are not looked at.
json campaign_schema(const Kinds& kinds) {
    json rule = step_schema(FaultRule::fields().declaration(), kinds);
    for (const Declaration& fault : kinds.faults.declarations()) {
        rule["properties"][fault.name] = {{"description", fault.help}};
    }
    json campaign = CampaignSection::fields().declaration().schema();
    campaign["properties"]["faults"] = {
        {"description", campaign["properties"]["faults"]["description"]},
        {"type", "array"},
        {"minItems", 1},
        {"items", std::move(rule)}};
    return campaign;
}

json checks_schema() {
    const json one = {
        {"anyOf", json::array({keeping_checks(), bare_words(builtin_checks().declarations())})}};
    return {{"anyOf", json::array({one, {{"type", "array"}, {"items", one}}})}};
}

json measures_schema(const Kinds& kinds) {
    json all = json::object();
    for (const Declaration& measure : builtin_measures().declarations()) {
        all[measure.name] = step_schema(measure, kinds);
    }
    return {{"type", "object"},
            {"patternProperties", {{"^[a-z][a-z0-9_]*$", one_of_these(std::move(all))}}},
            {"additionalProperties", false}};
}

}  // namespace

json scenario_schema(const Kinds& kinds) {
    json schema = scenario_fields().declaration().schema();
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
    schema["title"] = "Breakwire scenario";
    json& properties = schema["properties"];
    properties["steps"]["$ref"] = "#/$defs/steps";
    properties["campaign"] = campaign_schema(kinds);
    json& broker = properties["broker"]["properties"];
    broker["driver"]["enum"] = kinds.driver_names();
    broker["lies"] = {{"description", broker["lies"]["description"]},
                      {"type", "array"},
                      {"items", {{"$ref", "#/$defs/fault"}}}};
    schema["$defs"] = {
        {"steps", steps_schema(kinds)},       {"checks", checks_schema()},
        {"measures", measures_schema(kinds)}, {"fault", kinds.faults.schema()},
        {"device", kinds.device_schema()},    {"fleet", fleet_schema(kinds.device_schema())}};
    schema["required"] = {"scenario", "steps"};
    schema["anyOf"] = {{{"required", {"devices"}}}, {{"required", {"include"}}}};
    schema = or_parameters(std::move(schema));
    schema["$defs"]["parameter"] = {{"type", "string"}, {"pattern", "\\{[a-z][a-z0-9_]*\\}"}};
    return schema;
}

}  // namespace breakwire::scenarios
