#include "sim/base/value_type.hpp"

#include <charconv>

namespace breakwire {

namespace {

/// Reads a scalar through `parse`; says what was expected if it is something else.
template <class Parse>
auto read_scalar(const Node& node, Mistakes& mistakes, const char* what, Parse parse)
    -> decltype(parse(node.text)) {
    if (node.is_scalar()) {
        if (auto value = parse(node.text)) return value;
    }
    expected(node, mistakes, what);
    return std::nullopt;
}

template <class T>
std::optional<T> parse_number(const std::string& text) {
    T value{};
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<bool> parse_bool(const std::string& text) {
    if (text == "true") return true;
    if (text == "false") return false;
    return std::nullopt;
}

}  // namespace

void expected(const Node& node, Mistakes& mistakes, const std::string& what) {
    mistakes.add(node.at, "expected " + what + ", got " + node.describe());
}

std::optional<bool> ValueType<bool>::read(const Node& node, Mistakes& mistakes) {
    return read_scalar(node, mistakes, "true or false", parse_bool);
}

std::optional<std::int64_t> ValueType<std::int64_t>::read(const Node& node, Mistakes& mistakes) {
    return read_scalar(node, mistakes, "a whole number", parse_number<std::int64_t>);
}

std::optional<double> ValueType<double>::read(const Node& node, Mistakes& mistakes) {
    return read_scalar(node, mistakes, "a number", parse_number<double>);
}

std::string ValueType<double>::text(double value) {
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

std::optional<std::string> ValueType<std::string>::read(const Node& node, Mistakes& mistakes) {
    return read_scalar(node, mistakes, "text",
                       [](const std::string& text) { return std::optional(text); });
}

std::optional<Duration> ValueType<Duration>::read(const Node& node, Mistakes& mistakes) {
    return read_scalar(node, mistakes, "a duration with its unit, such as 20ms, 1.5s or 1h",
                       parse_duration);
}

std::optional<DataSize> ValueType<DataSize>::read(const Node& node, Mistakes& mistakes) {
    return read_scalar(node, mistakes, "a size with its unit, such as 512B or 64KiB", parse_size);
}

std::optional<DataRate> ValueType<DataRate>::read(const Node& node, Mistakes& mistakes) {
    return read_scalar(node, mistakes, "a data rate above zero, such as 250kbit/s or 1Mbit/s",
                       parse_rate);
}

std::optional<Share> ValueType<Share>::read(const Node& node, Mistakes& mistakes) {
    return read_scalar(node, mistakes, "a percentage from 0% to 100%, such as 5% or 0.1%",
                       parse_share);
}

std::optional<TopicName> ValueType<TopicName>::read(const Node& node, Mistakes& mistakes) {
    return read_scalar(node, mistakes, "a topic name (no wildcard, not empty)", TopicName::parse);
}

std::optional<TopicFilter> ValueType<TopicFilter>::read(const Node& node, Mistakes& mistakes) {
    return read_scalar(node, mistakes,
                       "a topic filter ('+' and '#' fill a whole level, '#' comes last)",
                       TopicFilter::parse);
}

nlohmann::json ValueType<Bytes>::schema() {
    const nlohmann::json hex = {
        {"type", "object"},
        {"properties", {{"hex", {{"type", "string"}, {"pattern", "^([0-9a-fA-F]{2} ?)*$"}}}}},
        {"required", {"hex"}},
        {"additionalProperties", false}};
    return {{"anyOf", nlohmann::json::array({ValueType<std::string>::schema(), hex})}};
}

std::optional<Bytes> ValueType<Bytes>::read(const Node& node, Mistakes& mistakes) {
    if (node.is_scalar()) return to_bytes(std::string_view(node.text));
    const Node* hex = node.find("hex");
    if (hex != nullptr && hex->is_scalar() && node.entries.size() == 1) {
        if (auto bytes = from_hex(hex->text)) return bytes;
        expected(*hex, mistakes, "pairs of hexadecimal digits");
        return std::nullopt;
    }
    expected(node, mistakes, "a payload: text, or octets as {hex: \"00ff\"}");
    return std::nullopt;
}

}  // namespace breakwire
