#pragma once

#include "sim/base/value_type.hpp"
#include "sim/mqtt/malform.hpp"

/// How the rows of the catalogue of mistakes are typed in scenario files.
namespace breakwire {

template <>
struct ValueType<const mqtt::Malformation*> {
    static std::string name() { return "malformation"; }
    static nlohmann::json schema() { return {{"enum", mqtt::malformation_names()}}; }
    static std::optional<const mqtt::Malformation*> read(const Node& node, Mistakes& mistakes);
    static std::string text(const mqtt::Malformation* value) {
        return value == nullptr ? "" : std::string(value->name);
    }
};

}  // namespace breakwire
