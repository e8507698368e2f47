#pragma once

#include <set>
#include <string>
#include <vector>

#include "sim/base/fields.hpp"

namespace breakwire::scenarios {

/// The name of something that a broker may be able to do.
struct Ability {
    std::string name;
};

/// All abilities that drivers declare and scenarios ask for, each with what it means.
const std::vector<Declaration>& known_abilities();

/// What a broker has to be able to do, or must not be.
struct Condition {
    std::vector<Ability> broker;        ///< all of these
    std::vector<Ability> broker_lacks;  ///< and none of these

    static Fields<Condition> fields();
    void validate(const Places& at) const;

    /// What stands against it in a broker with these abilities: "the broker lacks acl_read"; empty
    /// if it holds.
    std::string obstacle(const std::set<std::string>& abilities) const;
    /// "the broker has acl_read, and not qos2".
    std::string text() const;
};

}  // namespace breakwire::scenarios

namespace breakwire {

template <>
struct ValueType<scenarios::Ability> {
    static std::string name() { return "ability"; }
    static nlohmann::json schema();
    static std::optional<scenarios::Ability> read(const Node& node, Mistakes& mistakes);
    static std::string text(const scenarios::Ability& value) { return value.name; }
};

}  // namespace breakwire
