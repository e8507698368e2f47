#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/bytes.hpp"

namespace breakwire::sim {

/// One line of JSON in the making: appends keys and values to a text that the caller keeps, so that
/// one buffer serves line after line.
///
/// A record has a line for each event, and a tree of values for each would cost five times as much.
/// What comes out is what nlohmann::json writes, octet for octet: fingerprints rest on that.
class JsonLine {
public:
    explicit JsonLine(std::string& text) : text_(text) { text_ += '{'; }

    template <std::integral Number>
    requires(!std::same_as<Number, bool>) void add(std::string_view key, Number value) {
        begin(key);
        text_ += std::to_string(value);
    }
    void add(std::string_view key, std::same_as<bool> auto value) {
        begin(key);
        text_ += value ? "true" : "false";
    }
    /// JSON has no infinity: `null`.
    void add(std::string_view key, double value);
    /// Octets that are no UTF-8 become U+FFFD.
    void add(std::string_view key, std::string_view value);
    void add(std::string_view key, const std::vector<std::uint64_t>& numbers);
    void add_hex(std::string_view key, ByteView octets);

    /// What is added until `close` belongs to an object under `key`.
    void open(std::string_view key) {
        begin(key);
        text_ += '{';
    }
    /// Ends the innermost object; with the last call, the line.
    void close() { text_ += '}'; }

private:
    void begin(std::string_view key) {
        if (text_.back() != '{') text_ += ',';
        text_ += '"';
        text_ += key;
        text_ += "\":";
    }

    std::string& text_;
};

}  // namespace breakwire::sim
