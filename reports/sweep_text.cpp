#include <fmt/format.h>

#include <algorithm>

#include "reports/sweep.hpp"

namespace breakwire::reports {

namespace {

using Row = std::vector<std::string>;

/// Four significant digits, without an exponent where people would not write one.
std::string figure(double value) {
    const std::string short_form = fmt::format("{:.4g}", value);
    return short_form.find('e') == std::string::npos ? short_form : fmt::format("{:.6g}", value);
}

Row header_of(const SweepPoint& first) {
    Row row;
    for (const auto& [name, _] : first.parameters) row.push_back(name);
    for (const char* name : {"n", "mean", "95 %", "median"}) row.emplace_back(name);
    return row;
}

Row row_of(const SweepPoint& point) {
    Row row;
    for (const auto& [_, value] : point.parameters) row.push_back(value);
    row.push_back(std::to_string(point.n));
    if (point.n == 0) return row;
    row.push_back(figure(point.mean));
    row.push_back(point.interval ? fmt::format("{} to {}", figure(point.interval->low),
                                               figure(point.interval->high))
                                 : "");
    row.push_back(figure(point.median));
    return row;
}

/// Columns as wide as their widest cell.
std::string aligned(const std::vector<Row>& rows) {
    std::vector<std::size_t> widths(rows.front().size(), 0);
    for (const Row& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
    }
    std::string out;
    for (const Row& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += fmt::format("  {:>{}}", row[i], widths[i]);
        }
        out += line + '\n';
    }
    return out;
}

bool one_table(const SweepPoint& a, const SweepPoint& b) {
    return a.scenario == b.scenario && a.mqtt == b.mqtt && a.measure == b.measure;
}

}  // namespace

std::string sweep_text(const std::vector<SweepPoint>& points) {
    std::vector<const SweepPoint*> left;
    for (const SweepPoint& point : points) left.push_back(&point);
    std::string out;
    while (!left.empty()) {
        const SweepPoint& first = *left.front();
        std::vector<Row> rows{header_of(first)};
        for (const SweepPoint* point : left) {
            if (one_table(first, *point)) rows.push_back(row_of(*point));
        }
        out += fmt::format("{}[{}] {} ({})\n{}", first.scenario, first.mqtt, first.measure,
                           first.unit == "yes" ? "share of runs" : first.unit, aligned(rows));
        left.erase(std::remove_if(left.begin(), left.end(),
                                  [&first](const auto* each) { return one_table(first, *each); }),
                   left.end());
    }
    return out;
}

}  // namespace breakwire::reports
