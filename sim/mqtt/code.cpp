#include "sim/mqtt/code.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace breakwire::mqtt {

bool is_one_of(std::uint8_t code, const std::vector<Code>& wanted) {
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), Code{code}) != wanted.end();
}

std::string in_words(const std::vector<Code>& codes) {
    std::string out;
    for (const Code code : codes)
        out += fmt::format("{}0x{:02x}", out.empty() ? "" : " or ", code.value);
    return out;
}

}  // namespace breakwire::mqtt

namespace breakwire {

namespace {

std::optional<std::uint8_t> parse_octet(std::string_view text) {
    const bool hexadecimal = text.starts_with("0x") || text.starts_with("0X");
    if (hexadecimal) text.remove_prefix(2);
    std::uint8_t value = 0;
    const auto [end, failure] =
        std::from_chars(text.data(), text.data() + text.size(), value, hexadecimal ? 16 : 10);
    if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

nlohmann::json ValueType<mqtt::Code>::schema() {
    const nlohmann::json number = {{"type", "integer"}, {"minimum", 0}, {"maximum", 255}};
    const nlohmann::json text = {{"type", "string"},
                                 {"pattern", "^(0[xX][0-9a-fA-F]{1,2}|[0-9]+)$"}};
    return {{"anyOf", nlohmann::json::array({number, text})}};
}

std::optional<mqtt::Code> ValueType<mqtt::Code>::read(const Node& node, Mistakes& mistakes) {
    if (node.is_scalar()) {
        if (const auto value = parse_octet(node.text)) return mqtt::Code{*value};
    }
    expected(node, mistakes, "a code from 0 to 0xff, such as 0x87");
    return std::nullopt;
}

}  // namespace breakwire
