#pragma once

#include <concepts>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/bytes.hpp"
#include "sim/base/errors.hpp"
#include "sim/base/node.hpp"
#include "sim/base/time.hpp"
#include "sim/base/topic.hpp"
#include "sim/base/units.hpp"

namespace breakwire {

/// How a type of value is typed in a file: its name for people, its JSON Schema for editors, how it
/// is read, and how a default is shown. Specialised for each type a field may have.
///
///     static std::string name();                                   // "duration"
///     static nlohmann::json schema();
///     static std::optional<T> read(const Node&, Mistakes&);        // nothing after a mistake
///     static std::string text(const T&);                           // "20ms"
template <class T>
struct ValueType;

/// Adds "expected a duration such as 20ms, got 'x'" at the node's place.
void expected(const Node& node, Mistakes& mistakes, const std::string& what);

template <>
struct ValueType<bool> {
    static std::string name() { return "true or false"; }
    static nlohmann::json schema() { return {{"type", "boolean"}}; }
    static std::optional<bool> read(const Node& node, Mistakes& mistakes);
    static std::string text(bool value) { return value ? "true" : "false"; }
};

template <>
struct ValueType<std::int64_t> {
    static std::string name() { return "whole number"; }
    static nlohmann::json schema() { return {{"type", "integer"}}; }
    static std::optional<std::int64_t> read(const Node& node, Mistakes& mistakes);
    static std::string text(std::int64_t value) { return std::to_string(value); }
};

template <std::integral T>
requires(!std::same_as<T, bool> && !std::same_as<T, std::int64_t>) struct ValueType<T> {
    static std::string name() { return "whole number"; }
    static nlohmann::json schema() {
        nlohmann::json schema{{"type", "integer"}, {"minimum", std::numeric_limits<T>::min()}};
        if constexpr (sizeof(T) < 8) schema["maximum"] = std::numeric_limits<T>::max();
        return schema;
    }
    static std::optional<T> read(const Node& node, Mistakes& mistakes) {
        const auto wide = ValueType<std::int64_t>::read(node, mistakes);
        if (!wide) return std::nullopt;
        if (std::in_range<T>(*wide)) return static_cast<T>(*wide);
        expected(node, mistakes,
                 "a whole number from " + std::to_string(std::numeric_limits<T>::min()) + " to " +
                     std::to_string(std::numeric_limits<T>::max()));
        return std::nullopt;
    }
    static std::string text(T value) { return std::to_string(value); }
};

template <>
struct ValueType<double> {
    static std::string name() { return "number"; }
    static nlohmann::json schema() { return {{"type", "number"}}; }
    static std::optional<double> read(const Node& node, Mistakes& mistakes);
    static std::string text(double value);
};

template <>
struct ValueType<std::string> {
    static std::string name() { return "text"; }
    static nlohmann::json schema() {
        return {{"type", nlohmann::json::array({"string", "number", "boolean"})}};
    }
    static std::optional<std::string> read(const Node& node, Mistakes& mistakes);
    static std::string text(const std::string& value) { return '"' + value + '"'; }
};

template <>
struct ValueType<Duration> {
    static std::string name() { return "duration"; }
    static nlohmann::json schema() {
        return {{"type", "string"}, {"pattern", "^([0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h|d))+$"}};
    }
    static std::optional<Duration> read(const Node& node, Mistakes& mistakes);
    static std::string text(Duration value) { return to_string(value); }
};

template <>
struct ValueType<DataSize> {
    static std::string name() { return "size"; }
    static nlohmann::json schema() {
        return {{"type", "string"}, {"pattern", "^[0-9]+(\\.[0-9]+)?(B|kB|MB|KiB|MiB|GiB)$"}};
    }
    static std::optional<DataSize> read(const Node& node, Mistakes& mistakes);
    static std::string text(DataSize value) { return to_string(value); }
};

template <>
struct ValueType<DataRate> {
    static std::string name() { return "data rate"; }
    static nlohmann::json schema() {
        return {{"type", "string"}, {"pattern", "^[0-9]+(\\.[0-9]+)?(bit|kbit|Mbit|Gbit)/s$"}};
    }
    static std::optional<DataRate> read(const Node& node, Mistakes& mistakes);
    static std::string text(DataRate value) { return to_string(value); }
};

template <>
struct ValueType<Share> {
    static std::string name() { return "percentage"; }
    static nlohmann::json schema() {
        return {{"type", "string"}, {"pattern", "^[0-9]+(\\.[0-9]+)?%$"}};
    }
    static std::optional<Share> read(const Node& node, Mistakes& mistakes);
    static std::string text(Share value) { return to_string(value); }
};

template <>
struct ValueType<TopicName> {
    static std::string name() { return "topic name"; }
    static nlohmann::json schema() { return {{"type", "string"}, {"pattern", "^[^+#]+$"}}; }
    static std::optional<TopicName> read(const Node& node, Mistakes& mistakes);
    static std::string text(const TopicName& value) { return value.text(); }
};

template <>
struct ValueType<TopicFilter> {
    static std::string name() { return "topic filter"; }
    static nlohmann::json schema() { return {{"type", "string"}, {"minLength", 1}}; }
    static std::optional<TopicFilter> read(const Node& node, Mistakes& mistakes);
    static std::string text(const TopicFilter& value) { return value.text(); }
};

/// A payload: text as it is typed, or octets as `{hex: "00ff"}`.
template <>
struct ValueType<Bytes> {
    static std::string name() { return "payload: text or {hex: ...}"; }
    static nlohmann::json schema();
    static std::optional<Bytes> read(const Node& node, Mistakes& mistakes);
    static std::string text(const Bytes& value) { return '"' + to_text(value) + '"'; }
};

/// A piece of the file as it stands, for whoever knows better what it means.
template <>
struct ValueType<Node> {
    static std::string name() { return "settings"; }
    static nlohmann::json schema() { return nlohmann::json::object(); }
    static std::optional<Node> read(const Node& node, Mistakes&) { return node; }
    static std::string text(const Node&) { return ""; }
};

/// One value counts as a list of one, so `publish: {...}` and `publish: [{...}]` mean the same.
template <class T>
struct ValueType<std::vector<T>> {
    static std::string name() { return "list of " + ValueType<T>::name(); }
    static nlohmann::json schema() {
        const nlohmann::json one = ValueType<T>::schema();
        return {{"anyOf", nlohmann::json::array({{{"type", "array"}, {"items", one}}, one})}};
    }
    static std::optional<std::vector<T>> read(const Node& node, Mistakes& mistakes) {
        std::vector<T> values;
        bool sound = true;
        const auto add = [&](const Node& item) {
            auto value = ValueType<T>::read(item, mistakes);
            if (value) values.push_back(std::move(*value));
            sound = sound && value.has_value();
        };
        if (node.is_sequence()) {
            for (const Node& item : node.items) add(item);
        } else {
            add(node);
        }
        if (!sound) return std::nullopt;
        return values;
    }
    static std::string text(const std::vector<T>& values) {
        std::string out = "[";
        for (const T& value : values) {
            out += (out.size() > 1 ? ", " : "") + ValueType<T>::text(value);
        }
        return out + "]";
    }
};

template <class T>
struct ValueType<std::optional<T>> {
    static std::string name() { return ValueType<T>::name(); }
    static nlohmann::json schema() { return ValueType<T>::schema(); }
    static std::optional<std::optional<T>> read(const Node& node, Mistakes& mistakes) {
        auto value = ValueType<T>::read(node, mistakes);
        if (!value) return std::nullopt;
        return std::optional<T>(std::move(*value));
    }
    static std::string text(const std::optional<T>& value) {
        return value ? ValueType<T>::text(*value) : "";
    }
};

/// A mapping whose keys are names the user chooses: devices, links, users.
template <class T>
struct ValueType<std::map<std::string, T>> {
    static std::string name() { return "names with " + ValueType<T>::name(); }
    static nlohmann::json schema() {
        return {{"type", "object"}, {"additionalProperties", ValueType<T>::schema()}};
    }
    static std::optional<std::map<std::string, T>> read(const Node& node, Mistakes& mistakes) {
        if (!node.is_mapping()) {
            expected(node, mistakes, "a mapping of names");
            return std::nullopt;
        }
        std::map<std::string, T> values;
        const std::size_t before = mistakes.count();
        for (const Node::Entry& entry : node.entries) {
            auto value = ValueType<T>::read(entry.value, mistakes);
            if (!value) continue;
            if (!values.emplace(entry.key, std::move(*value)).second) {
                mistakes.add(entry.key_at, "'" + entry.key + "' is there twice");
            }
        }
        if (mistakes.count() != before) return std::nullopt;
        return values;
    }
    static std::string text(const std::map<std::string, T>& values) {
        return values.empty() ? "{}" : "{...}";
    }
};

/// An enumeration is typed by name: specialise `EnumNames<E>` with
/// `static std::vector<std::pair<std::string, E>> names();`.
template <class E>
struct EnumNames;

template <class E>
requires std::is_enum_v<E>
struct ValueType<E> {
    static std::string name() {
        std::string out;
        for (const auto& [label, _] : EnumNames<E>::names())
            out += (out.empty() ? "" : " | ") + label;
        return out;
    }
    static nlohmann::json schema() {
        nlohmann::json labels = nlohmann::json::array();
        for (const auto& [label, _] : EnumNames<E>::names()) {
            labels.push_back(label);
            // YAML reads `1.2` without quotes as a number.
            const auto number = nlohmann::json::parse(label, nullptr, false);
            if (number.is_number()) labels.push_back(number);
        }
        return {{"enum", labels}};
    }
    static std::optional<E> read(const Node& node, Mistakes& mistakes) {
        for (const auto& [label, value] : EnumNames<E>::names()) {
            if (node.is_scalar() && node.text == label) return value;
        }
        expected(node, mistakes, "one of " + name());
        return std::nullopt;
    }
    static std::string text(E value) {
        for (const auto& [label, known] : EnumNames<E>::names()) {
            if (known == value) return label;
        }
        return "?";
    }
};

}  // namespace breakwire
