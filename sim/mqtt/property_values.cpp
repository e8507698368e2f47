#include "sim/mqtt/property_values.hpp"

#include "sim/base/suggest.hpp"
#include "sim/mqtt/property_table.hpp"

namespace breakwire {

namespace {

using mqtt::PropertyInfo;
using mqtt::PropertyValue;
using mqtt::WireType;

constexpr std::int64_t largest_varint = 268'435'455;

std::vector<std::string> property_names() {
    std::vector<std::string> names;
    for (const PropertyInfo& info : mqtt::all_properties()) names.emplace_back(info.name);
    return names;
}

const PropertyInfo* find_property(const std::string& name, const Place& at, Mistakes& mistakes) {
    if (const auto id = mqtt::property_named(name)) return mqtt::property_info(*id);
    mistakes.add(at, "unknown property '" + name + "'" + suggestion(name, property_names()));
    return nullptr;
}

template <class T>
std::optional<PropertyValue> read_as(const Node& node, Mistakes& mistakes) {
    auto value = ValueType<T>::read(node, mistakes);
    if (!value) return std::nullopt;
    return PropertyValue(std::move(*value));
}

std::optional<PropertyValue> read_varint_value(const Node& node, Mistakes& mistakes) {
    const auto number = ValueType<std::uint32_t>::read(node, mistakes);
    if (!number) return std::nullopt;
    if (*number <= largest_varint) return PropertyValue(*number);
    expected(node, mistakes, "a whole number from 0 to " + std::to_string(largest_varint));
    return std::nullopt;
}

std::optional<PropertyValue> read_value(const Node& node, WireType type, Mistakes& mistakes) {
    switch (type) {
        case WireType::byte:
            return read_as<std::uint8_t>(node, mistakes);
        case WireType::two_byte:
            return read_as<std::uint16_t>(node, mistakes);
        case WireType::four_byte:
            return read_as<std::uint32_t>(node, mistakes);
        case WireType::varint:
            return read_varint_value(node, mistakes);
        case WireType::binary:
            return read_as<Bytes>(node, mistakes);
        case WireType::string:
        case WireType::pair:
            break;
    }
    return read_as<std::string>(node, mistakes);
}

/// `{room: "3", floor: "1"}`: one property for each of the names.
void read_pairs(const Node& node, const PropertyInfo& info, mqtt::Properties& out,
                Mistakes& mistakes) {
    if (!node.is_mapping()) return expected(node, mistakes, "names with texts");
    for (const Node::Entry& entry : node.entries) {
        auto text = ValueType<std::string>::read(entry.value, mistakes);
        if (text) out.add(info.id, mqtt::StringPair{entry.key, std::move(*text)});
    }
}

void read_one(const Node& node, const PropertyInfo& info, mqtt::Properties& out,
              Mistakes& mistakes) {
    if (info.type == WireType::pair) return read_pairs(node, info, out, mistakes);
    if (auto value = read_value(node, info.type, mistakes)) out.add(info.id, std::move(*value));
}

}  // namespace

// Schemas are made for every reading, so this one has the names and leaves values to the reader.
nlohmann::json ValueType<mqtt::Properties>::schema() {
    return {{"type", "object"}, {"propertyNames", ValueType<mqtt::PropertyId>::schema()}};
}

std::optional<mqtt::Properties> ValueType<mqtt::Properties>::read(const Node& node,
                                                                  Mistakes& mistakes) {
    if (!node.is_mapping()) {
        expected(node, mistakes, "properties by name, such as {topic_alias: 3}");
        return std::nullopt;
    }
    const std::size_t before = mistakes.count();
    mqtt::Properties out;
    for (const Node::Entry& entry : node.entries) {
        const PropertyInfo* info = find_property(entry.key, entry.key_at, mistakes);
        if (info == nullptr) continue;
        if (!entry.value.is_sequence()) read_one(entry.value, *info, out, mistakes);
        for (const Node& item : entry.value.items) read_one(item, *info, out, mistakes);
    }
    if (mistakes.count() != before) return std::nullopt;
    return out;
}

nlohmann::json ValueType<mqtt::PropertyId>::schema() { return {{"enum", property_names()}}; }

std::optional<mqtt::PropertyId> ValueType<mqtt::PropertyId>::read(const Node& node,
                                                                  Mistakes& mistakes) {
    if (!node.is_scalar()) {
        expected(node, mistakes, "the name of a property");
        return std::nullopt;
    }
    const PropertyInfo* info = find_property(node.text, node.at, mistakes);
    if (info == nullptr) return std::nullopt;
    return info->id;
}

std::string ValueType<mqtt::PropertyId>::text(mqtt::PropertyId value) {
    return std::string(mqtt::name(value));
}

}  // namespace breakwire
