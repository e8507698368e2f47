#include "devices/models/waveforms/csv.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <variant>

#include "devices/models/numbers.hpp"

namespace breakwire {
namespace devices {
namespace {

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string::npos) return "";
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> out;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, ',');) out.push_back(trimmed(cell));
    if (line.ends_with(',')) out.emplace_back();
    return out;
}

/// Adds one line to the table; what is wrong with it, or an empty text.
std::string add_line(CsvTable& table, const std::vector<std::string>& line) {
    if (table.names.empty()) {
        table.names = line;
        table.columns.resize(line.size());
        return "";
    }
    if (line.size() != table.names.size()) {
        return "has " + std::to_string(line.size()) + " cells, the first line has " +
               std::to_string(table.names.size());
    }
    for (std::size_t i = 0; i < line.size(); ++i) {
        const auto value = parse_number(line[i]);
        if (!value) return "has '" + line[i] + "', which is no number";
        table.columns[i].push_back(*value);
    }
    return "";
}

/// The table, or what is wrong with the file.
std::variant<CsvTable, std::string> read_table(const std::filesystem::path& path) {
    std::ifstream in(path);
    if (!in) return "cannot read '" + path.string() + "'";
    CsvTable table;
    int number_of_line = 0;
    for (std::string line; std::getline(in, line);) {
        ++number_of_line;
        if (trimmed(line).empty()) continue;
        const std::string problem = add_line(table, cells(line));
        if (!problem.empty()) {
            return "'" + path.string() + "' line " + std::to_string(number_of_line) + ' ' + problem;
        }
    }
    if (table.rows() == 0) return "'" + path.string() + "' has no line of numbers";
    return table;
}

}  // namespace

Fields<Csv> Csv::fields() {
    return Fields<Csv>("csv", "replays a column of a file, by rows or by times")
        .required("file", &Csv::file_, "a relative path counts from the scenario's folder")
        .optional("column", &Csv::column_,
                  "its name in the first line; the first column (but for the time) if absent")
        .optional("time", &Csv::time_,
                  "the column with the times, in seconds that rise from any origin; one row a "
                  "sample if absent")
        .optional("interpolate", &Csv::interpolate_,
                  "with time: a straight line from row to row, not a step")
        .optional("repeat", &Csv::repeat_, "begin again after the last row, or stay there")
        .example("value: {csv: {file: well.csv, column: level, time: t}}");
}

void Csv::validate(const Places& at) const {
    const std::vector<std::string>& names = file_.table->names;
    for (const auto& [key, name] : {std::pair{"column", column_}, std::pair{"time", time_}}) {
        if (!name || index(*name) < names.size()) continue;
        at.fail(key, "'" + *name + "' is not in the file" + suggestion(*name, names));
    }
    if (!column_ && index() == names.size()) at.fail("time", "is the only column");
    if (interpolate_ && !time_) at.fail("interpolate", "needs a time");
    if (time_ && index(*time_) < names.size()) check_times(at);
}

void Csv::check_times(const Places& at) const {
    const std::vector<double>& times = file_.table->columns[index(*time_)];
    const auto stuck = std::ranges::adjacent_find(times, std::greater_equal());
    if (stuck == times.end()) return;
    at.fail("time",
            "does not rise from row " + std::to_string(stuck - times.begin() + 1) + " to the next");
}

std::size_t Csv::index(const std::string& name) const {
    const auto& names = file_.table->names;
    return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

std::size_t Csv::index() const {
    if (column_) return index(*column_);
    return time_ && index(*time_) == 0 ? 1 : 0;
}

double Csv::at(const Sample& sample, Memo&) const {
    return time_ ? by_time(sample.elapsed) : by_row(sample.ordinal);
}

double Csv::by_row(std::uint64_t ordinal) const {
    const std::vector<double>& column = file_.table->columns[index()];
    const std::size_t last = column.size() - 1;
    return column[repeat_ ? ordinal % column.size() : std::min<std::size_t>(ordinal, last)];
}

/// With `repeat` the last row is the first of the next round.
double Csv::by_time(Duration elapsed) const {
    const std::vector<double>& times = file_.table->columns[index(*time_)];
    const std::vector<double>& column = file_.table->columns[index()];
    const double round = times.back() - times.front();
    double when = std::chrono::duration<double>(elapsed).count();
    if (repeat_ && round > 0) when = std::fmod(when, round);
    when += times.front();
    const auto next = std::ranges::upper_bound(times, when);
    if (next == times.end()) return column.back();
    const auto after = static_cast<std::size_t>(next - times.begin());
    if (!interpolate_) return column[after - 1];
    const double share = (when - times[after - 1]) / (times[after] - times[after - 1]);
    return column[after - 1] + (column[after] - column[after - 1]) * share;
}

}  // namespace devices

std::optional<devices::CsvFile> ValueType<devices::CsvFile>::read(const Node& node,
                                                                  Mistakes& mistakes) {
    const auto path = ValueType<std::string>::read(node, mistakes);
    if (!path) return std::nullopt;
    auto made =
        devices::read_table(std::filesystem::path(node.at.file.text()).parent_path() / *path);
    if (const auto* problem = std::get_if<std::string>(&made)) {
        mistakes.add(node.at, *problem);
        return std::nullopt;
    }
    return devices::CsvFile{
        std::make_shared<const devices::CsvTable>(std::get<devices::CsvTable>(std::move(made)))};
}

}  // namespace breakwire
