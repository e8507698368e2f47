#include "devices/models/waveforms/csv.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
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
    return Fields<Csv>("csv", "replays a column of a file, one row a sample")
        .required("file", &Csv::file_, "a relative path counts from the scenario's folder")
        .optional("column", &Csv::column_, "its name in the first line; the first column if absent")
        .optional("repeat", &Csv::repeat_, "begin again after the last row, or stay there");
}

void Csv::validate(const Places& at) const {
    const std::vector<std::string>& names = file_.table->names;
    if (index() < names.size()) return;
    at.fail("column", "'" + *column_ + "' is not in the file" + suggestion(*column_, names));
}

std::size_t Csv::index() const {
    if (!column_) return 0;
    const auto& names = file_.table->names;
    return static_cast<std::size_t>(std::ranges::find(names, *column_) - names.begin());
}

double Csv::at(const Sample& sample, Memo&) const {
    const std::vector<double>& column = file_.table->columns[index()];
    const std::size_t last = column.size() - 1;
    return column[repeat_ ? sample.ordinal % column.size()
                          : std::min<std::size_t>(sample.ordinal, last)];
}

}  // namespace devices

std::optional<devices::CsvFile> ValueType<devices::CsvFile>::read(const Node& node,
                                                                  Mistakes& mistakes) {
    const auto path = ValueType<std::string>::read(node, mistakes);
    if (!path) return std::nullopt;
    auto made = devices::read_table(std::filesystem::path(node.at.file).parent_path() / *path);
    if (const auto* problem = std::get_if<std::string>(&made)) {
        mistakes.add(node.at, *problem);
        return std::nullopt;
    }
    return devices::CsvFile{
        std::make_shared<const devices::CsvTable>(std::get<devices::CsvTable>(std::move(made)))};
}

}  // namespace breakwire
