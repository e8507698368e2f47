#include "scenarios/language/value_range.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <regex>

namespace breakwire::scenarios {

namespace {

/// A number and what stands behind it. Durations are in nanoseconds with the unit "ns".
struct Quantity {
    double number = 0;
    std::string unit;
    bool is_duration = false;
    bool whole = false;
};

std::optional<Quantity> parse_quantity(const std::string& text) {
    static const std::regex form("(-?[0-9]+(\\.[0-9]+)?)\\s*([A-Za-z%/]*)");
    if (const auto duration = parse_duration(text)) {
        return Quantity{static_cast<double>(duration->count()), "ns", true, true};
    }
    std::smatch parts;
    if (!std::regex_match(text, parts, form)) return std::nullopt;
    const bool can_be_whole = parts[3].length() == 0 || parts[3] == "B";
    return Quantity{std::stod(parts[1]), parts[3], false, can_be_whole && !parts[2].matched};
}

double rounded(double value) {
    if (value == 0) return 0;
    const double digits = std::pow(10, 3 - std::floor(std::log10(std::abs(value))));
    return std::round(value * digits) / digits;
}

std::string typed(double value, const Quantity& like) {
    const double exact = like.whole ? std::round(value) : value;
    if (like.is_duration) return to_string(Duration{static_cast<Duration::rep>(exact)});
    return fmt::format("{:.12g}{}", exact, like.unit);
}

/// The ends and the step of a range, understood.
struct Ends {
    Quantity from;
    Quantity to;
    std::optional<Quantity> step;
};

bool alike(const Quantity& a, const Quantity& b) { return a.unit == b.unit; }

/// What is wrong with `range`; empty if nothing is.
std::string understand(const ValueRange& range, Ends& ends) {
    const auto from = parse_quantity(range.from);
    const auto to = parse_quantity(range.to);
    if (!from) return fmt::format("'{}' is no number or duration", range.from);
    if (!to) return fmt::format("'{}' is no number or duration", range.to);
    if (!alike(*from, *to)) {
        return fmt::format("'{}' and '{}' have different units", range.from, range.to);
    }
    if (from->number >= to->number) return fmt::format("does not lead up to {}", range.to);
    ends = {*from, *to, std::nullopt};
    ends.from.whole = ends.to.whole = from->whole && to->whole;
    if (range.step.has_value() == range.steps.has_value()) {
        return "needs either a step or a number of steps";
    }
    if (range.steps && *range.steps < 2) return "needs two steps at least, which are its ends";
    if (range.spacing == Spacing::log && from->number <= 0) return "has to be above 0 for log";
    if (!range.step) return "";
    if (range.spacing == Spacing::log) return "has a step, and log wants a number of steps";
    ends.step = parse_quantity(*range.step);
    if (!ends.step || !alike(*ends.step, *from) || ends.step->number <= 0) {
        return fmt::format("cannot go on in steps of '{}'", *range.step);
    }
    ends.from.whole = from->whole && to->whole && ends.step->whole;
    return "";
}

std::vector<double> numbers_by_step(const Ends& ends) {
    std::vector<double> out;
    // A part of a step more, so that rounding does not lose the end.
    const double last = ends.to.number + ends.step->number * 1e-9;
    for (std::size_t i = 0; out.size() <= ValueRange::most; ++i) {
        const double value = ends.from.number + static_cast<double>(i) * ends.step->number;
        if (value > last) break;
        out.push_back(value);
    }
    return out;
}

std::vector<double> numbers_by_count(const Ends& ends, std::uint32_t count, Spacing spacing) {
    std::vector<double> out{ends.from.number};
    for (std::uint32_t i = 1; i + 1 < count; ++i) {
        const double part = static_cast<double>(i) / (count - 1);
        const double value =
            spacing == Spacing::linear
                ? ends.from.number + part * (ends.to.number - ends.from.number)
                : ends.from.number * std::pow(ends.to.number / ends.from.number, part);
        out.push_back(rounded(value));
    }
    out.push_back(ends.to.number);
    return out;
}

}  // namespace

std::vector<std::string> ValueRange::values(std::string& problem) const {
    Ends ends;
    problem = understand(*this, ends);
    if (problem.empty() && steps && *steps > most)
        problem = fmt::format("has over {} values", most);
    if (!problem.empty()) return {};
    std::vector<std::string> out;
    for (const double value :
         steps ? numbers_by_count(ends, *steps, spacing) : numbers_by_step(ends)) {
        const bool is_end = ends.from.is_duration && value == ends.to.number;
        std::string text = is_end ? to : typed(value, ends.from);
        // Whole numbers close to each other may have become the same.
        if (out.empty() || out.back() != text) out.push_back(std::move(text));
    }
    if (out.size() <= most) return out;
    problem = fmt::format("has over {} values", most);
    return {};
}

std::optional<ValueRange> parse_value_range(const std::string& text) {
    static const std::regex form("([^.:]+(?:\\.[0-9][^.:]*)?)\\.\\.([^:]+):(log)?(.+)");
    static const std::regex count("[0-9]{1,6}");
    std::smatch parts;
    if (!std::regex_match(text, parts, form)) return std::nullopt;
    ValueRange range{parts[1], parts[2]};
    const std::string last = parts[4];
    if (parts[3].matched) range.spacing = Spacing::log;
    if (std::regex_match(last, count)) {
        range.steps = static_cast<std::uint32_t>(std::stoul(last));
    } else {
        range.step = last;
    }
    return range;
}

}  // namespace breakwire::scenarios
