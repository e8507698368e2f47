#include "sim/base/declaration.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace breakwire {

std::vector<std::string> Declaration::keys() const {
    std::vector<std::string> names;
    for (const FieldInfo& field : fields) names.push_back(field.key);
    return names;
}

nlohmann::json Declaration::schema() const {
    nlohmann::json properties = nlohmann::json::object();
    nlohmann::json required = nlohmann::json::array();
    for (const FieldInfo& field : fields) {
        properties[field.key] = field.schema.get();
        properties[field.key]["description"] = field.help;
        if (field.required) required.push_back(field.key);
    }
    nlohmann::json mapping = {{"type", "object"},
                              {"description", help},
                              {"properties", properties},
                              {"additionalProperties", false}};
    if (!required.empty()) mapping["required"] = required;
    if (required.empty()) mapping["type"] = {"object", "null"};
    if (shorthand.empty()) return mapping;
    return {{"anyOf", nlohmann::json::array({mapping, properties[shorthand]})}};
}

std::string Declaration::explain() const {
    std::string out = fmt::format("{}: {}\n", name, help);
    for (const FieldInfo& field : fields) {
        std::string when = field.required ? "required" : "optional";
        if (!field.default_text.empty()) when = "default " + field.default_text;
        out += fmt::format("  {:<18} {} ({}; {})\n", field.key, field.help, field.type, when);
    }
    if (!shorthand.empty()) {
        out += fmt::format("  Short form: `{}: VALUE` sets `{}`.\n", name, shorthand);
    }
    if (!needs.empty()) out += fmt::format("  Needs: {}\n", fmt::join(needs, ", "));
    if (!wants.empty()) {
        out += fmt::format("  Its devices are played by who has: {}\n", fmt::join(wants, ", "));
    }
    out += details;
    if (!example.empty()) out += fmt::format("  Example: {}\n", example);
    return out;
}

}  // namespace breakwire
