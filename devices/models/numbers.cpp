#include "devices/models/numbers.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace breakwire::devices {

std::optional<double> parse_number(std::string_view text) {
    double value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(text.data(), end, value);
    if (failure != std::errc() || stop != end || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::string to_fixed(double value, unsigned decimals) {
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (text.starts_with('-') && text.find_first_of("123456789") == std::string::npos) {
        text.erase(0, 1);
    }
    return text;
}

}  // namespace breakwire::devices
