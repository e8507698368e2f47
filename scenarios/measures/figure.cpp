#include "scenarios/measures/figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <regex>

namespace breakwire::scenarios {

std::optional<double> Figure::of(std::vector<double> samples) const {
    if (samples.empty()) return std::nullopt;
    const auto count = static_cast<double>(samples.size());
    if (!quantile) return std::accumulate(samples.begin(), samples.end(), 0.0) / count;
    // A little less, so that rounding does not make the 99th of 100 the 100th.
    const double rank = std::ceil(*quantile * count - 1e-9);
    const auto at = static_cast<std::ptrdiff_t>(std::max(rank, 1.0)) - 1;
    std::nth_element(samples.begin(), samples.begin() + at, samples.end());
    return samples[static_cast<std::size_t>(at)];
}

std::string Figure::text() const {
    if (!quantile) return "mean";
    if (*quantile == 0) return "min";
    if (*quantile == 1) return "max";
    if (*quantile == 0.5) return "median";
    return fmt::format("p{:.6g}", *quantile * 100);
}

std::optional<Figure> parse_figure(const std::string& text) {
    static const std::regex percentile("p([0-9]{1,2}(\\.[0-9]+)?|100)");
    if (text == "mean") return Figure{std::nullopt};
    if (text == "min") return Figure{0.0};
    if (text == "max") return Figure{1.0};
    if (text == "median") return Figure{0.5};
    if (!std::regex_match(text, percentile)) return std::nullopt;
    return Figure{std::stod(text.substr(1)) / 100};
}

}  // namespace breakwire::scenarios

namespace breakwire {

std::optional<scenarios::Figure> ValueType<scenarios::Figure>::read(const Node& node,
                                                                    Mistakes& mistakes) {
    const auto figure = node.is_scalar() ? scenarios::parse_figure(node.text) : std::nullopt;
    if (!figure) expected(node, mistakes, "mean, median, min, max or a percentile such as p99");
    return figure;
}

}  // namespace breakwire
