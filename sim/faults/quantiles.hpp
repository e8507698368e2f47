#pragma once

#include <vector>

#include "sim/base/value_type.hpp"

namespace breakwire::sim {

/// A distribution of durations given by some of its quantiles, as measurements are published:
/// `{p50: 3ms, p90: 20ms, p99: 250ms}`; `min` and `max` stand for p0 and p100.
///
/// Between two of them the durations are spread evenly. Below the lowest they are spread from 0s,
/// above the highest nothing is made up: what is left gets the highest.
class Quantiles {
public:
    struct Point {
        double percent = 0;
        Duration value{};
        bool operator==(const Point&) const = default;
    };

    Quantiles() = default;
    /// By rising percentage, values not falling.
    explicit Quantiles(std::vector<Point> points) : points_(std::move(points)) {}

    bool empty() const { return points_.empty(); }
    /// In nanoseconds, for `share` of all from 0 to 1. There must be a point.
    double at(double share) const;
    /// `{p50: 3ms}`.
    std::string typed() const;

    bool operator==(const Quantiles&) const = default;

private:
    std::vector<Point> points_;
};

}  // namespace breakwire::sim

namespace breakwire {

template <>
struct ValueType<sim::Quantiles> {
    static std::string name() { return "quantiles"; }
    static nlohmann::json schema();
    static std::optional<sim::Quantiles> read(const Node& node, Mistakes& mistakes);
    static std::string text(const sim::Quantiles& value) {
        return value.empty() ? "" : value.typed();
    }
};

}  // namespace breakwire
