#include "scenarios/campaign/ranges.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace breakwire::scenarios {

namespace {

struct Ends {
    std::string low;
    std::string high;
};

std::optional<Ends> ends_of(const Node& node) {
    if (!node.is_scalar() || node.quoted) return std::nullopt;
    const std::size_t dots = node.text.find("..");
    if (dots == std::string::npos) return std::nullopt;
    return Ends{node.text.substr(0, dots), node.text.substr(dots + 2)};
}

std::optional<double> parse_number(const std::string& text) {
    double value = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, mistake] = std::from_chars(text.data(), end, value);
    if (mistake != std::errc() || rest != end || !std::isfinite(value)) return std::nullopt;
    return value;
}

/// At most four significant digits.
double rounded(double value) {
    if (value == 0) return 0;
    const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 3);
    return std::round(value / unit) * unit;
}

/// Between two positive numbers, by a share of the way that is itself uniform.
double on_logarithmic_scale(double low, double high, double share) {
    if (low <= 0) return low + share * (high - low);
    return low * std::pow(high / low, share);
}

double between(double low, double high, double share, bool logarithmic) {
    const double value =
        logarithmic ? on_logarithmic_scale(low, high, share) : low + share * (high - low);
    return std::clamp(rounded(value), low, high);
}

/// One kind of value that a range can be of.
struct RangeKind {
    std::optional<double> (*parse)(const std::string& text);
    std::string (*write)(double value);
    bool logarithmic;
};

template <class Value>
std::uint64_t whole(Value value) {
    return static_cast<std::uint64_t>(std::llround(value));
}

const RangeKind range_kinds[] = {
    {[](const std::string& text) -> std::optional<double> {
         const auto value = parse_duration(text);
         if (!value) return std::nullopt;
         return static_cast<double>(value->count());
     },
     [](double value) { return to_string(Duration{std::llround(value)}); }, true},
    {[](const std::string& text) -> std::optional<double> {
         const auto value = parse_share(text);
         if (!value) return std::nullopt;
         return value->percent;
     },
     [](double value) { return fmt::format("{:.4g}%", value); }, false},
    {[](const std::string& text) -> std::optional<double> {
         const auto value = parse_size(text);
         if (!value) return std::nullopt;
         return static_cast<double>(value->bytes);
     },
     [](double value) { return to_string(DataSize{whole(value)}); }, true},
    {[](const std::string& text) -> std::optional<double> {
         const auto value = parse_rate(text);
         if (!value) return std::nullopt;
         return static_cast<double>(value->bits_per_second);
     },
     [](double value) { return to_string(DataRate{whole(value)}); }, true},
};

bool is_whole(const std::string& text) { return text.find_first_of(".eE") == std::string::npos; }

/// The value that stands `share` of the way between two, as one would type it.
std::optional<std::string> value_between(const Ends& ends, double share) {
    for (const RangeKind& kind : range_kinds) {
        const auto low = kind.parse(ends.low);
        const auto high = kind.parse(ends.high);
        if (low && high && *low <= *high) {
            return kind.write(between(*low, *high, share, kind.logarithmic));
        }
    }
    const auto low = parse_number(ends.low);
    const auto high = parse_number(ends.high);
    if (!low || !high || *low > *high) return std::nullopt;
    if (!is_whole(ends.low) || !is_whole(ends.high)) {
        return fmt::format("{:.4g}", between(*low, *high, share, false));
    }
    // Each whole number, the last included, has the same part of the way.
    return fmt::format("{:.0f}", std::min(*high, std::floor(*low + share * (*high - *low + 1))));
}

Node one_end(const Node& node, RangeEnd end) {
    const auto ends = ends_of(node);
    if (!ends || !value_between(*ends, 0)) return node;
    Node out = node;
    out.text = end == RangeEnd::low ? ends->low : ends->high;
    return out;
}

Node one_draw(const Node& node, const Luck& luck, const std::string& path, std::uint64_t ordinal) {
    const auto ends = ends_of(node);
    const auto value = ends ? value_between(*ends, luck.unit(path, ordinal)) : std::nullopt;
    if (!value) return node;
    Node out = node;
    out.text = *value;
    return out;
}

/// Draws are keyed by where they stand, so that adding a setting leaves the others' luck alone.
Node drawn_at(const Node& node, const Luck& luck, const std::string& path, std::uint64_t ordinal) {
    Node out = one_draw(node, luck, path, ordinal);
    for (std::size_t i = 0; i < out.items.size(); ++i) {
        out.items[i] = drawn_at(node.items[i], luck, fmt::format("{}/{}", path, i), ordinal);
    }
    for (Node::Entry& entry : out.entries) {
        entry.value = drawn_at(entry.value, luck, path + '/' + entry.key, ordinal);
    }
    return out;
}

}  // namespace

Duration draw(const DurationRange& range, const Luck& luck, std::string_view purpose,
              std::uint64_t ordinal) {
    if (range.high <= range.low) return range.low;
    const double low = static_cast<double>(range.low.count());
    const double high = static_cast<double>(range.high.count());
    return Duration{std::llround(between(low, high, luck.unit(purpose, ordinal), true))};
}

std::uint32_t draw(const CountRange& range, const Luck& luck, std::string_view purpose,
                   std::uint64_t ordinal) {
    const std::uint64_t choices = std::uint64_t{range.high} - range.low + 1;
    return range.low + static_cast<std::uint32_t>(luck.bits(purpose, ordinal) % choices);
}

Node with_end(const Node& settings, RangeEnd end) {
    Node out = one_end(settings, end);
    for (Node& item : out.items) item = with_end(item, end);
    for (Node::Entry& entry : out.entries) entry.value = with_end(entry.value, end);
    return out;
}

Node with_draws(const Node& settings, const Luck& luck, std::uint64_t ordinal) {
    return drawn_at(settings, luck, "", ordinal);
}

}  // namespace breakwire::scenarios

namespace breakwire {

using scenarios::CountRange;
using scenarios::DurationRange;

namespace {

/// The two ends as nodes of their own, the same one twice if there is one value; nothing and a
/// mistake if the text is no range.
std::pair<Node, Node> ends_as_nodes(const Node& node) {
    const std::size_t dots = node.is_scalar() ? node.text.find("..") : std::string::npos;
    if (dots == std::string::npos) return {node, node};
    std::pair<Node, Node> ends{node, node};
    ends.first.text = node.text.substr(0, dots);
    ends.second.text = node.text.substr(dots + 2);
    return ends;
}

template <class Range, class Value>
std::optional<Range> read_range(const Node& node, Mistakes& mistakes) {
    const auto [first, last] = ends_as_nodes(node);
    const std::size_t before = mistakes.count();
    const auto low = ValueType<Value>::read(first, mistakes);
    if (!low) return std::nullopt;  // one mistake is enough
    const auto high = ValueType<Value>::read(last, mistakes);
    if (mistakes.count() != before) return std::nullopt;
    if (*high < *low) {
        mistakes.add(node.at, "the range " + node.describe() + " runs backwards");
        return std::nullopt;
    }
    return Range{*low, *high};
}

}  // namespace

nlohmann::json ValueType<DurationRange>::schema() {
    const std::string one = "([0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h|d))+";
    return {{"type", "string"}, {"pattern", "^" + one + "(\\.\\." + one + ")?$"}};
}

std::optional<DurationRange> ValueType<DurationRange>::read(const Node& node, Mistakes& mistakes) {
    return read_range<DurationRange, Duration>(node, mistakes);
}

std::string ValueType<DurationRange>::text(const DurationRange& value) {
    if (value.low == value.high) return to_string(value.low);
    return to_string(value.low) + ".." + to_string(value.high);
}

nlohmann::json ValueType<CountRange>::schema() {
    return {{"anyOf",
             nlohmann::json::array({{{"type", "integer"}, {"minimum", 0}},
                                    {{"type", "string"}, {"pattern", "^[0-9]+\\.\\.[0-9]+$"}}})}};
}

std::optional<CountRange> ValueType<CountRange>::read(const Node& node, Mistakes& mistakes) {
    return read_range<CountRange, std::uint32_t>(node, mistakes);
}

std::string ValueType<CountRange>::text(const CountRange& value) {
    if (value.low == value.high) return std::to_string(value.low);
    return fmt::format("{}..{}", value.low, value.high);
}

}  // namespace breakwire
