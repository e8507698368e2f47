#include "harness/cli/set_option.hpp"

namespace breakwire::harness {

namespace {

/// The values of a list. A comma or backslash of a value stands behind a backslash.
std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> values{""};
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escapes =
            text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == ',' || text[i + 1] == '\\');
        if (escapes) {
            values.back() += text[++i];
        } else if (text[i] == ',') {
            values.emplace_back();
        } else {
            values.back() += text[i];
        }
    }
    return values;
}

std::string escaped(const std::string& value) {
    std::string out;
    for (const char c : value) {
        if (c == ',' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

}  // namespace

std::string parse_set(const std::string& text, scenarios::ParameterSettings& set) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
        return "expected NAME=VALUE or NAME=VALUE,VALUE, got " + text;
    }
    const std::string name = text.substr(0, equals);
    if (set.contains(name)) return "'" + name + "' is set twice";
    set[name] = split(std::string_view(text).substr(equals + 1));
    return "";
}

std::string set_option(const std::string& name, const std::vector<std::string>& values) {
    std::string out = name;
    for (const std::string& value : values) {
        out += (out.size() == name.size() ? '=' : ',') + escaped(value);
    }
    return out;
}

void add_set(CLI::App& command, scenarios::ParameterSettings& set) {
    command
        .add_option_function<std::vector<std::string>>(
            "--set",
            [&set](const std::vector<std::string>& all) {
                for (const std::string& text : all) {
                    const std::string problem = parse_set(text, set);
                    if (!problem.empty()) throw CLI::ValidationError("--set", problem);
                }
            },
            "a value for a scenario's parameter, or several with a case for each")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->type_name("NAME=VALUE[,VALUE...]");
}

}  // namespace breakwire::harness
