#include "sim/base/time_mode.hpp"

#include <fmt/format.h>

#include <charconv>

namespace breakwire {
namespace {

constexpr std::string_view scaled_prefix = "scaled:";
constexpr double factor_max = 1000;

}  // namespace

std::string TimeMode::text() const {
    switch (kind) {
        case Kind::jumps:
            return "virtual";
        case Kind::wall:
            return "wall";
        case Kind::scaled:
            return fmt::format("{}{}", scaled_prefix, factor);
    }
    return "wall";
}

std::optional<TimeMode> parse_time_mode(std::string_view text) {
    if (text == "virtual") return TimeMode{TimeMode::Kind::jumps};
    if (text == "wall") return TimeMode{TimeMode::Kind::wall};
    if (text.substr(0, scaled_prefix.size()) != scaled_prefix) return std::nullopt;
    text.remove_prefix(scaled_prefix.size());
    double factor = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), factor);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    if (!whole || !(factor > 0) || factor > factor_max) return std::nullopt;
    return TimeMode{TimeMode::Kind::scaled, factor};
}

std::optional<TimeMode> ValueType<TimeMode>::read(const Node& node, Mistakes& mistakes) {
    const auto mode = node.is_scalar() ? parse_time_mode(node.text) : std::nullopt;
    if (!mode) expected(node, mistakes, "virtual, wall, or scaled:N with N above 0, up to 1000");
    return mode;
}

}  // namespace breakwire
