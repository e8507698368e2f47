#include "sim/base/units.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

namespace breakwire {

namespace {

struct NamedFactor {
    std::string_view name;
    std::uint64_t factor;
};
constexpr std::array<NamedFactor, 6> size_units{{{"GiB", 1ULL << 30},
                                                 {"MiB", 1ULL << 20},
                                                 {"KiB", 1ULL << 10},
                                                 {"MB", 1'000'000},
                                                 {"kB", 1'000},
                                                 {"B", 1}}};
constexpr std::array<NamedFactor, 4> rate_units{
    {{"Gbit/s", 1'000'000'000}, {"Mbit/s", 1'000'000}, {"kbit/s", 1'000}, {"bit/s", 1}}};
constexpr double largest = 1e18;

template <std::size_t N>
std::optional<std::uint64_t> parse(std::string_view text, const std::array<NamedFactor, N>& known) {
    const auto number_end = text.find_first_not_of("0123456789.");
    if (number_end == std::string_view::npos || number_end == 0) return std::nullopt;
    const std::string number(text.substr(0, number_end));
    if (number.find('.') != number.rfind('.') || number.front() == '.' || number.back() == '.') {
        return std::nullopt;
    }
    for (const NamedFactor& unit : known) {
        if (unit.name != text.substr(number_end)) continue;
        const double value = std::stod(number) * static_cast<double>(unit.factor);
        if (value > largest) return std::nullopt;
        return static_cast<std::uint64_t>(std::llround(value));
    }
    return std::nullopt;
}

template <std::size_t N>
std::string write(std::uint64_t value, const std::array<NamedFactor, N>& known) {
    for (const NamedFactor& unit : known) {
        if (value >= unit.factor && value % unit.factor == 0) {
            return fmt::format("{}{}", value / unit.factor, unit.name);
        }
    }
    return fmt::format("{}{}", value, known.back().name);
}

}  // namespace

Duration DataRate::time_for(std::uint64_t bytes) const {
    const long double seconds =
        static_cast<long double>(bytes) * 8 / static_cast<long double>(bits_per_second);
    return Duration{static_cast<Duration::rep>(std::ceil(seconds * 1e9L))};
}

std::optional<DataSize> parse_size(std::string_view text) {
    const auto value = parse(text, size_units);
    return value ? std::optional(DataSize{*value}) : std::nullopt;
}

std::optional<DataRate> parse_rate(std::string_view text) {
    const auto value = parse(text, rate_units);
    if (!value || *value == 0) return std::nullopt;  // a link that carries nothing is `link_down`
    return DataRate{*value};
}

std::optional<Share> parse_share(std::string_view text) {
    if (text.empty() || text.back() != '%' || text.front() < '0' || text.front() > '9') {
        return std::nullopt;
    }
    text.remove_suffix(1);
    Share share;
    const char* const all = text.data() + text.size();
    const auto [end, failure] =
        std::from_chars(text.data(), all, share.percent, std::chars_format::fixed);
    if (failure != std::errc() || end != all || share.percent > 100) return std::nullopt;
    return share;
}

std::string to_string(DataSize size) { return write(size.bytes, size_units); }
std::string to_string(DataRate rate) { return write(rate.bits_per_second, rate_units); }
std::string to_string(Share share) { return fmt::format("{}%", share.percent); }

}  // namespace breakwire
