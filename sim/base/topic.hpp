#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace breakwire {

/// A topic name as a PUBLISH carries it: 1 to 65,535 octets of UTF-8, no wildcard, no U+0000.
/// Source: MQTT 5.0 section 4.7.1 and 4.7.3, [MQTT-4.7.3-1], [MQTT-4.7.3-2]; 3.1.1 section 4.7.
class TopicName {
public:
    /// The shortest valid name, "/": a value to read into.
    TopicName() : text_("/") {}
    static std::optional<TopicName> parse(std::string_view text);
    const std::string& text() const { return text_; }
    auto operator<=>(const TopicName&) const = default;

private:
    explicit TopicName(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

/// A topic filter as a SUBSCRIBE carries it, with `+` for one level and `#` for the rest.
/// Source: MQTT 5.0 section 4.7.1, [MQTT-4.7.1-1], [MQTT-4.7.1-2].
class TopicFilter {
public:
    /// The filter that matches everything, "#": a value to read into.
    TopicFilter() : text_("#") {}
    static std::optional<TopicFilter> parse(std::string_view text);
    const std::string& text() const { return text_; }

    /// Whether a message on `topic` matches. A leading wildcard does not match a leading `$`
    /// ([MQTT-4.7.2-1]); `sport/#` matches `sport` itself.
    bool matches(std::string_view topic) const;

    /// Whether this is `$share/{group}/{filter}` (MQTT 5.0 section 4.8.2).
    bool is_shared() const;
    /// The filter without its `$share/{group}/`; the whole text if it is not shared.
    std::string_view unshared() const;

    auto operator<=>(const TopicFilter&) const = default;

private:
    explicit TopicFilter(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace breakwire
