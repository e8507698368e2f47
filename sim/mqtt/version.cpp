#include "sim/mqtt/version.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace breakwire::mqtt {
namespace {

constexpr std::array<std::string_view, 16> packet_names = {
    "RESERVED", "CONNECT",  "CONNACK",    "PUBLISH", "PUBACK",      "PUBREC",
    "PUBREL",   "PUBCOMP",  "SUBSCRIBE",  "SUBACK",  "UNSUBSCRIBE", "UNSUBACK",
    "PINGREQ",  "PINGRESP", "DISCONNECT", "AUTH"};

char to_capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool is_lower_case(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

std::string_view to_string(Version version) { return version == Version::v3_1_1 ? "3.1.1" : "5.0"; }

std::string_view name(PacketType type) {
    return packet_names[static_cast<std::size_t>(type) % packet_names.size()];
}

std::optional<PacketType> packet_type_named(std::string_view text) {
    std::string capitals(text);
    if (is_lower_case(text)) std::ranges::transform(text, capitals.begin(), to_capital);
    for (std::size_t i = 1; i < packet_names.size(); ++i) {
        if (packet_names[i] == capitals) return static_cast<PacketType>(i);
    }
    return std::nullopt;
}

}  // namespace breakwire::mqtt
