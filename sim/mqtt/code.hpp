#pragma once

#include "sim/base/value_type.hpp"

namespace breakwire::mqtt {

/// A reason code (5.0) or return code (3.1.1), typed as 135 or 0x87.
struct Code {
    std::uint8_t value = 0;
    bool operator==(const Code&) const = default;
};

/// Whether `code` is one of `wanted`; any code is if none is named.
bool is_one_of(std::uint8_t code, const std::vector<Code>& wanted);

/// "0x87", or "0x05 or 0x87".
std::string in_words(const std::vector<Code>& codes);

}  // namespace breakwire::mqtt

namespace breakwire {

template <>
struct ValueType<mqtt::Code> {
    static std::string name() { return "code such as 0x87"; }
    static nlohmann::json schema();
    static std::optional<mqtt::Code> read(const Node& node, Mistakes& mistakes);
    static std::string text(mqtt::Code value) { return mqtt::in_words({value}); }
};

}  // namespace breakwire
