#include "sim/base/time.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace breakwire {

namespace {

struct Unit {
    std::string_view name;
    Duration length;
};
// Longest first, so that a text is written in the largest unit that is exact.
constexpr std::array<Unit, 7> units{
    {{"d", 24h}, {"h", 1h}, {"m", 1min}, {"s", 1s}, {"ms", 1ms}, {"us", 1us}, {"ns", 1ns}}};
constexpr long double longest = 9.0e18L;  // just under the range of a signed 64-bit count

std::size_t length_of(std::string_view text, std::string_view alphabet) {
    const auto end = text.find_first_not_of(alphabet);
    return end == std::string_view::npos ? text.size() : end;
}

std::optional<long double> take_number(std::string_view& text) {
    const std::size_t length = length_of(text, "0123456789.");
    const std::string number(text.substr(0, length));
    if (number.empty() || number.front() == '.' || number.back() == '.') return std::nullopt;
    if (number.find('.') != number.rfind('.')) return std::nullopt;
    text.remove_prefix(length);
    return std::stold(number);
}

std::optional<Duration> take_unit(std::string_view& text) {
    const std::string_view name = text.substr(0, length_of(text, "dhmsun"));
    for (const Unit& unit : units) {
        if (unit.name != name) continue;
        text.remove_prefix(name.size());
        return unit.length;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
    if (text.empty()) return std::nullopt;
    long double total = 0;
    while (!text.empty()) {
        const auto number = take_number(text);
        if (!number) return std::nullopt;
        const auto unit = take_unit(text);
        if (!unit) return std::nullopt;
        total += *number * static_cast<long double>(unit->count());
    }
    if (total > longest) return std::nullopt;
    return Duration{static_cast<Duration::rep>(std::llround(total))};
}

std::string to_string(Duration duration) {
    if (duration == Duration::zero()) return "0s";
    if (duration < Duration::zero()) return "-" + to_string(-duration);
    for (const Unit& unit : units) {
        // Up to three decimals read well; past that the next smaller unit is clearer.
        const auto whole = duration.count() / unit.length.count();
        const auto rest = duration.count() % unit.length.count() * 1000;  // < 8.7e16, no overflow
        if (whole == 0 || rest % unit.length.count() != 0) continue;
        const auto thousandths = whole * 1000 + rest / unit.length.count();
        // Days, hours and minutes are written only when they come out even: "90s", not "1.5m".
        if (unit.length > 1s && thousandths % 1000 != 0) continue;
        if (thousandths % 1000 == 0) return fmt::format("{}{}", thousandths / 1000, unit.name);
        std::string text = fmt::format("{}.{:03}", thousandths / 1000, thousandths % 1000);
        text.erase(text.find_last_not_of('0') + 1);
        return text + std::string(unit.name);
    }
    return fmt::format("{}ns", duration.count());
}

std::string to_seconds_text(Duration duration) {
    const auto millis = std::chrono::round<std::chrono::milliseconds>(duration).count();
    return fmt::format("{}{}.{:03} s", millis < 0 ? "-" : "", std::abs(millis) / 1000,
                       std::abs(millis) % 1000);
}

}  // namespace breakwire
