#include "scenarios/language/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <regex>

#include "scenarios/mistake_text.hpp"

namespace breakwire::scenarios {

namespace {

/// More than anybody means to run, and less than fills the memory.
constexpr std::size_t most_combinations = 10'000;

/// What a case's name says of a value. Such names are folders too, so a value that is no plain word
/// goes by its number.
std::string label_of(const std::string& name, const std::string& value, std::size_t number) {
    static const std::regex plain("[A-Za-z0-9_%+-][A-Za-z0-9_.%+-]{0,39}");
    return fmt::format("{}={}", name,
                       std::regex_match(value, plain) ? value : fmt::format("({})", number));
}

/// What was set, ranges value by value.
std::vector<Node> values_set(const Parameter& parameter, const std::vector<std::string>& texts,
                             Mistakes& mistakes) {
    std::vector<Node> values;
    for (const std::string& text : texts) {
        const auto range = parse_value_range(text);
        std::string problem;
        for (const std::string& value : range ? range->values(problem) : std::vector{text}) {
            values.push_back(Node::scalar(value, parameter.at));
        }
        if (problem.empty()) continue;
        mistakes.add(parameter.at,
                     fmt::format("'{}' is set to {}: {}", parameter.name, text, problem));
    }
    return values;
}

/// The values that a parameter takes, as they were typed or set.
std::vector<Setting> settings_of(const Parameter& parameter, const ParameterSettings& settings,
                                 Mistakes& mistakes) {
    const auto set = settings.find(parameter.name);
    std::vector<Node> values;
    if (set != settings.end()) {
        values = values_set(parameter, set->second, mistakes);
    } else {
        for (const ParameterValue& value : parameter.values) values.push_back(value.node);
    }
    const bool told = parameter.listed || set != settings.end();
    std::vector<Setting> out;
    for (const Node& value : values) {
        const std::string label = label_of(parameter.name, value.text, out.size() + 1);
        out.push_back({parameter.name, value, told ? label : ""});
    }
    return out;
}

std::vector<Combination> times(const std::vector<Combination>& before,
                               const std::vector<Setting>& values) {
    std::vector<Combination> after;
    for (const Combination& combination : before) {
        for (const Setting& value : values) {
            after.push_back(combination);
            after.back().push_back(value);
        }
    }
    return after;
}

}  // namespace

Fields<Parameter> Parameter::fields() {
    return Fields<Parameter>(
               "parameter", "a named value, written \"{name}\" wherever a value or a key can stand")
        .optional(
            "values", &Parameter::values,
            "one value, or a list with one case for each; `run --set name=value` takes others")
        .optional("help", &Parameter::help, "what it is")
        .optional("from", &Parameter::from, "instead of values: the first of a range")
        .optional("to", &Parameter::to, "its last; `--set name=0%..30%:7` says the same")
        .optional("steps", &Parameter::steps, "how many values it has, both ends included")
        .optional("step", &Parameter::step, "or from each value to the next")
        .optional("spacing", &Parameter::spacing, "log: each is so many times the one before")
        .shorthand("values")
        .example("parameters: {keep_alive: [10s, 60s], unit: plant/1}");
}

void Parameter::validate(const Places& places) const {
    if (!from && !to && !step && !steps) {
        if (values.empty())
            places.fail("values", places.has("values") ? "is an empty list"
                                                       : "are missing, or `from` and `to`");
        return;
    }
    if (places.has("values")) return places.fail("values", "and a range exclude each other");
    if (!from || !to) return places.fail(from ? "to" : "from", "is missing from the range");
    std::string problem;
    range()->values(problem);
    if (!problem.empty()) places.fail("from", problem);
}

std::optional<ValueRange> Parameter::range() const {
    if (!from || !to) return std::nullopt;
    return ValueRange{*from, *to, step, steps, spacing};
}

void check_names(const Parameters& parameters, Mistakes& mistakes) {
    static const std::regex word("[a-z][a-z0-9_]*");
    for (const Parameter& parameter : parameters) {
        if (!std::regex_match(parameter.name, word)) {
            mistakes.add(parameter.at,
                         "the name of a parameter holds small letters, digits and '_', got '" +
                             parameter.name + "'");
        } else if (parameter.name == "n") {
            mistakes.add(parameter.at,
                         "a parameter cannot be called 'n': {n} is the number in a fleet");
        }
    }
}

std::vector<Combination> combinations(const Parameters& parameters,
                                      const ParameterSettings& settings, Mistakes& mistakes) {
    std::vector<Combination> all{{}};
    for (const Parameter& parameter : parameters) {
        const std::vector<Setting> values = settings_of(parameter, settings, mistakes);
        if (values.size() * all.size() > most_combinations) {
            mistakes.add(parameter.at, fmt::format("with '{}' there are more than {} combinations",
                                                   parameter.name, most_combinations));
            return all;
        }
        all = times(all, values);
    }
    return all;
}

Node FillIn::operator()(const Node& node) {
    Node copy = node;
    for (const Setting& setting : values_) {
        if (node.text != '{' + setting.name + '}') continue;
        note(setting, node.at);
        copy.text = setting.value.text;
        copy.quoted = setting.value.quoted;
        return copy;
    }
    copy.text = fill(node.text, node.at);
    for (Node& item : copy.items) item = (*this)(item);
    for (Node::Entry& entry : copy.entries) {
        entry.key = fill(entry.key, entry.key_at);
        entry.value = (*this)(entry.value);
    }
    return copy;
}

std::string FillIn::fill(const std::string& text, const Place& at) {
    if (text.find('{') == std::string::npos) return text;
    std::string out;
    for (std::string_view rest = text; !rest.empty();) {
        const auto found =
            std::find_if(values_.begin(), values_.end(), [rest](const Setting& setting) {
                const std::string word = '{' + setting.name + '}';
                return rest.starts_with(word) || rest.starts_with('{' + word + '}');
            });
        const bool escaped = rest.starts_with("{{");
        if (found == values_.end()) {
            out += rest.front();
            rest.remove_prefix(1);
        } else {
            if (!escaped) note(*found, at);
            out += escaped ? '{' + found->name + '}' : found->value.text;
            rest.remove_prefix(found->name.size() + (escaped ? 4 : 2));
        }
    }
    return out;
}

void FillIn::note(const Setting& setting, const Place& at) {
    used_.insert(setting.name);
    std::string& text = filled_[in_words(at)];
    text +=
        fmt::format("{}{{{}}} is '{}'", text.empty() ? "" : ", ", setting.name, setting.value.text);
}

void FillIn::tell(const Mistakes& found, Mistakes& mistakes) const {
    for (const ConfigError& mistake : found.found()) {
        const std::string at = in_words(mistake.at());
        const std::string message = message_of(mistake);
        const auto filled = filled_.find(at);
        mistakes.add(mistake.at(),
                     filled == filled_.end() ? message : message + " (" + filled->second + ')');
    }
}

void find_misspelt(const Node& node, const Parameters& parameters,
                   const std::vector<std::string>& known, Mistakes& mistakes) {
    static const std::regex word("\\{([a-z][a-z0-9_]*)\\}");
    std::vector<std::string> names;
    for (const Parameter& parameter : parameters) names.push_back(parameter.name);
    const auto is_known = [&](const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end() ||
               std::find(known.begin(), known.end(), name) != known.end();
    };
    for (std::sregex_iterator at(node.text.begin(), node.text.end(), word), end; at != end; ++at) {
        const std::string name = (*at)[1];
        if (is_known(name) || nearest(name, names).empty()) continue;
        mistakes.add(node.at, "unknown parameter '" + name + "'" + suggestion(name, names));
    }
    for (const Node& item : node.items) find_misspelt(item, parameters, known, mistakes);
    for (const Node::Entry& entry : node.entries) {
        find_misspelt(entry.value, parameters, known, mistakes);
    }
}

}  // namespace breakwire::scenarios

namespace breakwire {

using scenarios::Parameter;
using scenarios::Parameters;
using scenarios::ParameterValue;

std::optional<ParameterValue> ValueType<ParameterValue>::read(const Node& node,
                                                              Mistakes& mistakes) {
    if (node.is_scalar()) return ParameterValue{node};
    expected(node, mistakes, "a word or a number");
    return std::nullopt;
}

nlohmann::json ValueType<Parameters>::schema() {
    return {{"type", "object"},
            {"patternProperties", {{"^[a-z][a-z0-9_]*$", ValueType<Parameter>::schema()}}},
            {"additionalProperties", false}};
}

namespace {

/// Whether the values were typed as a list or a range.
bool is_list(const Node& typed) {
    const Node* values = typed.is_mapping() ? typed.find("values") : &typed;
    return values == nullptr || values->is_sequence();
}

/// Writes the values of a range out.
void write_out(Parameter& parameter, const Place& at) {
    const auto range = parameter.range();
    std::string problem;  // has been said
    if (!range || !parameter.values.empty()) return;
    for (const std::string& value : range->values(problem)) {
        parameter.values.push_back({Node::scalar(value, at)});
    }
}

void check_repetitions(const Parameter& parameter, Mistakes& mistakes) {
    std::set<std::string> seen;
    for (const ParameterValue& value : parameter.values) {
        if (seen.insert(value.node.text).second) continue;
        mistakes.add(value.node.at, "value " + value.node.describe() + " is there twice");
    }
}

}  // namespace

std::optional<Parameters> ValueType<Parameters>::read(const Node& node, Mistakes& mistakes) {
    if (!node.is_mapping()) {
        expected(node, mistakes, "a mapping of parameters");
        return std::nullopt;
    }
    Parameters parameters;
    std::set<std::string> names;
    for (const Node::Entry& entry : node.entries) {
        Parameter parameter;
        if (!names.insert(entry.key).second) {
            mistakes.add(entry.key_at, "parameter '" + entry.key + "' is there twice");
            continue;
        }
        if (entry.value.is_null()) {
            mistakes.add(entry.key_at, "parameter '" + entry.key + "' has no value");
            continue;
        }
        Parameter::fields().read(parameter, entry.value, mistakes);
        write_out(parameter, entry.value.at);
        if (parameter.values.empty()) continue;
        check_repetitions(parameter, mistakes);
        parameter.name = entry.key;
        parameter.at = entry.key_at;
        parameter.listed = is_list(entry.value);
        parameters.push_back(std::move(parameter));
    }
    return parameters;
}

}  // namespace breakwire
