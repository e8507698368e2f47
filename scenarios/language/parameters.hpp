#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "scenarios/language/value_range.hpp"
#include "sim/base/fields.hpp"

namespace breakwire::scenarios {

/// A value of a parameter: one word or number, as it was typed.
struct ParameterValue {
    Node node;
};

/// A named value of a scenario, written `{name}` wherever a value can stand. Several values make a
/// case each.
struct Parameter {
    std::vector<ParameterValue> values;
    std::string help;
    std::optional<std::string> from, to, step;
    std::optional<std::uint32_t> steps;
    Spacing spacing = Spacing::linear;

    std::string name{};
    Place at{};           ///< of the name
    bool listed = false;  ///< the values are a list, so that names of cases tell which

    static Fields<Parameter> fields();
    void validate(const Places& places) const;

    /// The range between `from` and `to`; nothing if the values are typed one by one.
    std::optional<ValueRange> range() const;
};

/// All parameters of a scenario, in the order of the file.
using Parameters = std::vector<Parameter>;

/// Values that take the place of the file's own, by parameter: `--set keep_alive=10s,20s`.
using ParameterSettings = std::map<std::string, std::vector<std::string>>;

/// One parameter with the value that it has in one case.
struct Setting {
    std::string name;
    Node value;
    /// What the case's name says, "keep_alive=10s"; empty if it says nothing, because there is one
    /// value that nobody has set.
    std::string label;
};

/// The values of all parameters in one case.
using Combination = std::vector<Setting>;

/// Adds mistakes about names. Other words that devices fill in may be taken; the parameter wins.
void check_names(const Parameters& parameters, Mistakes& mistakes);

/// Every combination of values; the first parameter changes slowest. One empty combination if there
/// are no parameters. What `settings` says of a parameter counts instead of the file.
std::vector<Combination> combinations(const Parameters& parameters,
                                      const ParameterSettings& settings, Mistakes& mistakes);

/// Fills the values of a combination in for `{name}`, and `{name}` for `{{name}}`.
class FillIn {
public:
    explicit FillIn(const Combination& values) : values_(values) {}

    /// Keys too. Places stay where the braces were typed.
    Node operator()(const Node& node);

    /// Adds mistakes, each with the values that were filled in where it is.
    void tell(const Mistakes& found, Mistakes& mistakes) const;
    /// The names that occurred.
    const std::set<std::string>& used() const { return used_; }

private:
    std::string fill(const std::string& text, const Place& at);
    void note(const Setting& setting, const Place& at);

    const Combination& values_;
    std::set<std::string> used_;
    std::map<std::string, std::string> filled_;  ///< by place in words: "{qos} is 3"
};

/// Adds a mistake for each `{word}` that looks like the name of a parameter and is none. `known`
/// words mean something to others.
void find_misspelt(const Node& node, const Parameters& parameters,
                   const std::vector<std::string>& known, Mistakes& mistakes);

}  // namespace breakwire::scenarios

namespace breakwire {

template <>
struct ValueType<scenarios::ParameterValue> {
    static std::string name() { return "word or number"; }
    static nlohmann::json schema() {
        return {{"type", nlohmann::json::array({"string", "number", "boolean"})}};
    }
    static std::optional<scenarios::ParameterValue> read(const Node& node, Mistakes& mistakes);
    static std::string text(const scenarios::ParameterValue& value) { return value.node.text; }
};

template <>
struct ValueType<scenarios::Parameters> {
    static std::string name() { return "names with values"; }
    static nlohmann::json schema();
    static std::optional<scenarios::Parameters> read(const Node& node, Mistakes& mistakes);
    static std::string text(const scenarios::Parameters&) { return ""; }
};

}  // namespace breakwire
