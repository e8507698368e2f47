#include "reports/csv_report.hpp"

#include <fmt/format.h>

#include <set>

#include "reports/sweep.hpp"

namespace breakwire::reports {

namespace {

/// RFC 4180: quotes around what would be taken apart, and a quote twice.
std::string csv_cell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + '"';
}

std::string number(const std::optional<double>& value) {
    return value ? fmt::format("{}", *value) : "";
}

std::string column(const std::string& parameter) {
    static const std::set<std::string> ours{"case",    "scenario", "mqtt", "broker", "seed",
                                            "verdict", "measure",  "unit", "value"};
    return ours.contains(parameter) ? parameter + '_' : parameter;
}

std::set<std::string> parameters_of(const RunSummary& summary) {
    std::set<std::string> names;
    for (const CaseResult& result : summary.cases) {
        if (result.measures.empty()) continue;
        for (const auto& [name, _] : result.recipe.parameters) names.insert(name);
    }
    return names;
}

std::string header(const std::set<std::string>& parameters) {
    std::string line = "case,scenario,mqtt,broker,seed,verdict";
    for (const std::string& name : parameters) {
        line += fmt::format(",{0},{0}_number", column(name));
    }
    return line + ",measure,unit,value\r\n";
}

/// What the rows of a case begin with.
std::string run_cells(const CaseResult& result, const std::set<std::string>& parameters) {
    std::string cells =
        fmt::format("{},{},{},{},{},{}", csv_cell(result.id),
                    csv_cell(result.id.substr(0, result.id.find('['))), result.mqtt,
                    csv_cell(result.broker), result.seed, to_string(result.verdict));
    for (const std::string& name : parameters) {
        const auto value = result.recipe.parameters.find(name);
        const bool has = value != result.recipe.parameters.end();
        cells +=
            has ? fmt::format(",{},{}", csv_cell(value->second), number(number_in(value->second)))
                : ",,";
    }
    return cells;
}

}  // namespace

std::string CsvReport::text(const RunInfo&, const RunSummary& summary) const {
    const std::set<std::string> parameters = parameters_of(summary);
    std::string out = header(parameters);
    for (const CaseResult& result : summary.cases) {
        if (result.measures.empty()) continue;
        const std::string run = run_cells(result, parameters);
        for (const Measured& each : result.measures) {
            out += fmt::format("{},{},{},{}\r\n", run, each.name, each.unit, number(each.value));
        }
    }
    return out;
}

}  // namespace breakwire::reports
