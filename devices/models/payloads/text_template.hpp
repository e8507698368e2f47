#pragma once

#include <string>
#include <vector>

#include "devices/models/payloads/measurement.hpp"
#include "sim/base/value_type.hpp"

namespace breakwire::devices {

/// Text with `{word}` in it. What is no word of the measurement stays as it is.
class TextTemplate {
public:
    explicit TextTemplate(const std::string& text);

    std::string fill(const Measurement& measurement) const;
    /// All that stands between braces and looks like a word.
    std::vector<std::string> words() const;

private:
    struct Piece {
        std::string text;
        bool word = false;
    };
    std::vector<Piece> pieces_;
};

}  // namespace breakwire::devices

template <>
struct breakwire::ValueType<breakwire::devices::TextTemplate> {
    static std::string name() { return "text"; }
    static nlohmann::json schema() { return ValueType<std::string>::schema(); }
    static std::optional<devices::TextTemplate> read(const Node& node, Mistakes& mistakes) {
        const auto text = ValueType<std::string>::read(node, mistakes);
        return text ? std::optional(devices::TextTemplate(*text)) : std::nullopt;
    }
    static std::string text(const devices::TextTemplate&) { return ""; }
};
