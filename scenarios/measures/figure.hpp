#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/base/value_type.hpp"

namespace breakwire::scenarios {

/// What is told of many samples: their mean, or a quantile of them.
struct Figure {
    /// Of the ordered samples, 0 the least and 1 the greatest; nothing: the mean of all.
    std::optional<double> quantile = 0.5;

    /// Nothing of no samples. A quantile is one of the samples (nearest rank).
    std::optional<double> of(std::vector<double> samples) const;
    std::string text() const;  ///< "median", "p99.9", "mean"
};

/// "p99.9", "median", "min", "max" or "mean"; nothing if it is something else.
std::optional<Figure> parse_figure(const std::string& text);

}  // namespace breakwire::scenarios

namespace breakwire {

template <>
struct ValueType<scenarios::Figure> {
    static std::string name() { return "mean | median | min | max | p99..."; }
    static nlohmann::json schema() {
        return {{"type", "string"},
                {"pattern", "^(mean|median|min|max|p([0-9]{1,2}(\\.[0-9]+)?|100))$"}};
    }
    static std::optional<scenarios::Figure> read(const Node& node, Mistakes& mistakes);
    static std::string text(const scenarios::Figure& value) { return value.text(); }
};

}  // namespace breakwire
