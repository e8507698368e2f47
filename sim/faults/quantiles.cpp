#include "sim/faults/quantiles.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace breakwire {

namespace {

using Point = sim::Quantiles::Point;

/// "min", "max" or "p99.9" as a percentage.
std::optional<double> percentage(std::string_view key) {
    if (key == "min") return 0;
    if (key == "max") return 100;
    if (key.empty() || key.front() != 'p') return std::nullopt;
    const auto share = parse_share(std::string(key.substr(1)) + '%');
    return share ? std::optional(share->percent) : std::nullopt;
}

std::string key_of(double percent) {
    if (percent == 0) return "min";
    return percent == 100 ? "max" : fmt::format("p{}", percent);
}

struct TypedPoint {
    Point point;
    const Node::Entry* entry = nullptr;
};

std::vector<TypedPoint> read_points(const Node& node, Mistakes& mistakes) {
    std::vector<TypedPoint> points;
    for (const Node::Entry& entry : node.entries) {
        const auto percent = percentage(entry.key);
        if (!percent) {
            mistakes.add(entry.key_at,
                         "'" + entry.key + "' is no quantile; min, p50, p99.9 and " + "max are");
        }
        const auto value = ValueType<Duration>::read(entry.value, mistakes);
        if (percent && value) points.push_back({{*percent, *value}, &entry});
    }
    std::ranges::stable_sort(points, {}, [](const TypedPoint& each) { return each.point.percent; });
    return points;
}

/// A higher quantile is no shorter, and none is there twice.
void check_rising(const std::vector<TypedPoint>& points, Mistakes& mistakes) {
    for (std::size_t i = 1; i < points.size(); ++i) {
        const Node::Entry& later = *points[i].entry;
        if (points[i].point.percent == points[i - 1].point.percent) {
            mistakes.add(later.key_at, "quantile '" + later.key + "' is there twice");
        } else if (points[i].point.value < points[i - 1].point.value) {
            mistakes.add(later.value.at, later.key + " is less than " + points[i - 1].entry->key);
        }
    }
}

}  // namespace

namespace sim {

double Quantiles::at(double share) const {
    Point below;
    for (const Point& above : points_) {
        if (share * 100 < above.percent) {
            const double part = (share * 100 - below.percent) / (above.percent - below.percent);
            const auto step = static_cast<double>((above.value - below.value).count());
            return static_cast<double>(below.value.count()) + part * step;
        }
        below = above;
    }
    return static_cast<double>(below.value.count());
}

std::string Quantiles::typed() const {
    std::string out;
    for (const Point& point : points_) {
        out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", key_of(point.percent),
                           to_string(point.value));
    }
    return '{' + out + '}';
}

}  // namespace sim

nlohmann::json ValueType<sim::Quantiles>::schema() {
    return {
        {"type", "object"},
        {"minProperties", 1},
        {"patternProperties", {{"^(min|max|p[0-9]+(\\.[0-9]+)?)$", ValueType<Duration>::schema()}}},
        {"additionalProperties", false}};
}

std::optional<sim::Quantiles> ValueType<sim::Quantiles>::read(const Node& node,
                                                              Mistakes& mistakes) {
    if (!node.is_mapping() || node.entries.empty()) {
        expected(node, mistakes, "quantiles such as {p50: 3ms, p90: 20ms, p99: 250ms}");
        return std::nullopt;
    }
    const std::size_t before = mistakes.count();
    const std::vector<TypedPoint> typed = read_points(node, mistakes);
    check_rising(typed, mistakes);
    if (mistakes.count() != before) return std::nullopt;
    std::vector<Point> points;
    for (const TypedPoint& each : typed) points.push_back(each.point);
    return sim::Quantiles(std::move(points));
}

}  // namespace breakwire
