#include "sim/record/json_line.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace breakwire::sim {

namespace {

/// What is too rare in a record to be worth code of our own.
std::string library_text(const nlohmann::json& value) {
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool is_plain(unsigned char c) { return c >= 0x20 && c < 0x80; }

}  // namespace

void JsonLine::add(std::string_view key, double value) {
    begin(key);
    text_ += library_text(value);
}

void JsonLine::add(std::string_view key, std::string_view value) {
    begin(key);
    if (!std::ranges::all_of(value, is_plain)) {
        text_ += library_text(value);
        return;
    }
    text_ += '"';
    for (const char c : value) {
        if (c == '"' || c == '\\') text_ += '\\';
        text_ += c;
    }
    text_ += '"';
}

void JsonLine::add(std::string_view key, const std::vector<std::uint64_t>& numbers) {
    begin(key);
    text_ += '[';
    for (const std::uint64_t each : numbers) {
        if (text_.back() != '[') text_ += ',';
        text_ += std::to_string(each);
    }
    text_ += ']';
}

void JsonLine::add_hex(std::string_view key, ByteView octets) {
    begin(key);
    text_ += '"';
    text_ += to_hex(octets);
    text_ += '"';
}

}  // namespace breakwire::sim
