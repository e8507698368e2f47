#include "scenarios/rate.hpp"

#include <fmt/format.h>

#include <charconv>

namespace breakwire::scenarios {

namespace {

/// Far beyond what a machine does; keeps the time between two above zero.
constexpr double most_per_second = 1e6;
/// One in ten days: beyond it the time between two is a mistake rather than a wish.
constexpr double least_per_second = 1 / (10 * 86'400.0);

std::optional<double> seconds_of(std::string_view unit) {
    if (unit == "s") return 1;
    if (unit == "m") return 60;
    if (unit == "h") return 3600;
    return std::nullopt;
}

}  // namespace

Duration Rate::gap() const { return Duration(static_cast<Duration::rep>(1e9 / per_second)); }

std::optional<Rate> parse_rate_of_events(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    double count = 0;
    const char* const end = text.data() + slash;
    const auto [rest, problem] = std::from_chars(text.data(), end, count);
    const auto seconds = seconds_of(text.substr(slash + 1));
    if (problem != std::errc{} || rest != end || !seconds) return std::nullopt;
    const double per_second = count / *seconds;
    if (!(per_second >= least_per_second && per_second <= most_per_second)) return std::nullopt;
    return Rate{per_second};
}

std::string Rate::text() const {
    if (per_second >= 1) return fmt::format("{:.6g}/s", per_second);
    if (per_second * 60 >= 1) return fmt::format("{:.6g}/m", per_second * 60);
    return fmt::format("{:.6g}/h", per_second * 3600);
}

}  // namespace breakwire::scenarios

namespace breakwire {

nlohmann::json ValueType<scenarios::Rate>::schema() {
    return {{"type", "string"}, {"pattern", "^[0-9]+(\\.[0-9]+)?/[smh]$"}};
}

std::optional<scenarios::Rate> ValueType<scenarios::Rate>::read(const Node& node,
                                                                Mistakes& mistakes) {
    if (node.is_scalar()) {
        if (const auto rate = scenarios::parse_rate_of_events(node.text)) return rate;
    }
    expected(node, mistakes, "a rate such as 20/s, 90/m or 0.5/h");
    return std::nullopt;
}

}  // namespace breakwire
