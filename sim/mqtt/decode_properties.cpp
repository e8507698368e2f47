#include <optional>
#include <type_traits>
#include <utility>

#include "sim/mqtt/decode_bodies.hpp"
#include "sim/mqtt/topic_rules.hpp"

namespace breakwire::mqtt {
namespace {

PropertyValue read_value(Reader& in, WireType type) {
    switch (type) {
        case WireType::byte:
            return in.u8();
        case WireType::two_byte:
            return in.u16();
        case WireType::four_byte:
            return in.u32();
        case WireType::varint:
            return in.varint();
        case WireType::string:
            return in.string();
        case WireType::binary:
            return in.binary();
        case WireType::pair: {
            std::string name = in.string();
            return StringPair{std::move(name), in.string()};
        }
    }
    return {};
}

/// The number in a value; nothing if it is text or bytes.
std::optional<std::uint32_t> number_in(const PropertyValue& value) {
    return std::visit(
        [](const auto& held) -> std::optional<std::uint32_t> {
            if constexpr (std::is_integral_v<std::decay_t<decltype(held)>>) {
                return held;
            } else {
                return std::nullopt;
            }
        },
        value);
}

void check_value(Reader& in, const PropertyInfo& info, const PropertyValue& value,
                 std::size_t offset) {
    if (const auto number = number_in(value)) {
        if (*number < info.smallest || *number > info.largest) {
            in.fail(Malformed::property_out_of_range, offset,
                    info.id == PropertyId::topic_alias ? "MQTT-3.3.2-8" : "");
        }
    }
    if (info.id == PropertyId::response_topic && has_wildcard(std::get<std::string>(value))) {
        in.fail(Malformed::topic_wildcard, offset, "MQTT-3.3.2-14");
    }
}

void read_property(Reader& in, Place place, Properties& found) {
    const std::size_t offset = in.offset();
    const PropertyInfo* info = property_info(in.varint());
    if (info == nullptr) return in.fail(Malformed::property_unknown, offset);
    if (!info->allowed_in(place)) return in.fail(Malformed::property_misplaced, offset);
    if (!info->repeatable_in(place) && found.has(info->id)) {
        return in.fail(Malformed::property_repeated, offset);
    }
    PropertyValue value = read_value(in, info->type);
    if (in.failure()) return;
    check_value(in, *info, value, offset);
    found.add(info->id, std::move(value));
}

}  // namespace

Properties read_properties(Reader& in, Place place) {
    if (in.version() == Version::v3_1_1) return {};
    const std::size_t length_at = in.offset();
    const std::uint32_t length = in.varint();
    Reader list = in.part(length, length_at);
    Properties found;
    while (list.more()) read_property(list, place, found);
    in.adopt(list);
    return found;
}

}  // namespace breakwire::mqtt
