#include "sim/mqtt/describe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>
#include <utility>

#include "sim/mqtt/property_table.hpp"
#include "sim/mqtt/reason_code.hpp"
#include "sim/mqtt/utf8.hpp"

namespace breakwire::mqtt {
namespace {

constexpr std::size_t shown_characters = 40;
constexpr std::size_t shown_octets = 8;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

bool is_printable(ByteView bytes) {
    return !find_utf8_mistake(bytes) && std::ranges::none_of(to_text(bytes), is_control);
}

/// The bytes of the first `shown_characters` of well-formed UTF-8: a continuation byte never
/// starts a character.
std::size_t shown_size(std::string_view text) {
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
        if (characters++ == shown_characters) return i;
    }
    return text.size();
}

std::string in_quotes(std::string_view text) { return describe_payload(as_bytes(text)); }

/// A topic or filter without quotes, as long as it still reads as one word.
std::string word(std::string_view text) {
    const bool plain = !text.empty() && text.find(' ') == text.npos && is_printable(as_bytes(text));
    return plain ? std::string(text) : in_quotes(text);
}

std::string describe_value(const PropertyValue& value) {
    return std::visit(
        [](const auto& held) -> std::string {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (std::is_integral_v<Held>) return fmt::format("{}", held);
            if constexpr (std::is_same_v<Held, std::string>) return in_quotes(held);
            if constexpr (std::is_same_v<Held, Bytes>) return describe_payload(held);
            if constexpr (std::is_same_v<Held, StringPair>) {
                return in_quotes(held.name) + "=" + in_quotes(held.value);
            }
        },
        value);
}

/// One packet's line; every part brings the blank in front of it.
class Line {
public:
    Line(PacketType type, Version version) : type_(type), version_(version), text_(name(type)) {}

    Line& add(std::string_view part) {
        text_ += ' ';
        text_ += part;
        return *this;
    }
    Line& add_if(bool holds, std::string_view part) { return holds ? add(part) : *this; }
    Line& qos(Qos qos) { return add(fmt::format("q{}", static_cast<unsigned>(qos))); }
    Line& id(std::uint16_t packet_id) { return add(fmt::format("id {}", packet_id)); }
    Line& reason(std::uint8_t code) { return add(reason_text(type_, version_, code)); }

    Line& reasons(const std::vector<std::uint8_t>& codes) {
        std::string list;
        for (const std::uint8_t code : codes) {
            list += fmt::format("{}0x{:02X}", list.empty() ? "" : " ", code);
        }
        return add("[" + list + "]");
    }

    Line& properties(const Properties& properties) {
        if (properties.empty()) return *this;
        std::string list;
        for (const Property& each : properties) {
            list += fmt::format("{}{} {}", list.empty() ? "" : ", ", name(each.id),
                                describe_value(each.value));
        }
        return add("{" + list + "}");
    }

    Version version() const { return version_; }
    std::string text() { return std::move(text_); }

private:
    PacketType type_;
    Version version_;
    std::string text_;
};

void describe_body(Line& line, const Connect& connect) {
    line.add(to_string(connect.version)).add("id").add(in_quotes(connect.client_id));
    line.add_if(connect.clean_start, "clean");
    line.add(fmt::format("keep_alive {}s", connect.keep_alive)).properties(connect.properties);
    if (const auto& will = connect.will) {
        line.add("will").add(word(will->topic)).add(describe_payload(will->payload));
        line.qos(will->qos).add_if(will->retain, "retain").properties(will->properties);
    }
    if (connect.user_name) line.add("user").add(in_quotes(*connect.user_name));
    if (connect.password) {
        line.add(fmt::format("password <{} bytes>", connect.password->size()));
    }
}

void describe_body(Line& line, const Connack& connack) {
    line.add_if(connack.session_present, "session_present").reason(connack.reason);
    line.properties(connack.properties);
}

void describe_body(Line& line, const Publish& publish) {
    line.qos(publish.qos);
    if (publish.qos != Qos::at_most_once) line.id(publish.packet_id);
    line.add_if(publish.dup, "dup").add_if(publish.retain, "retain").add(word(publish.topic));
    line.add(describe_payload(publish.payload)).properties(publish.properties);
}

/// PUBACK, PUBREC, PUBREL and PUBCOMP; success goes without saying.
template <class Ack>
requires requires(const Ack& ack) { ack.packet_id + ack.reason; }
void describe_body(Line& line, const Ack& ack) {
    line.id(ack.packet_id);
    if (ack.reason != 0) line.reason(ack.reason);
    line.properties(ack.properties);
}

/// SUBACK and UNSUBACK; a 3.1.1 UNSUBACK has no reasons.
template <class Ack>
requires requires(const Ack& ack) { ack.reasons; }
void describe_body(Line& line, const Ack& ack) {
    line.id(ack.packet_id);
    if (!ack.reasons.empty()) line.reasons(ack.reasons);
    line.properties(ack.properties);
}

void describe_body(Line& line, const Subscribe& subscribe) {
    line.id(subscribe.packet_id);
    for (const Subscription& each : subscribe.subscriptions) {
        line.add(word(each.filter)).qos(each.qos).add_if(each.no_local, "no_local");
        line.add_if(each.retain_as_published, "retain_as_published");
        if (each.retain_handling != 0) {
            line.add(fmt::format("retain_handling {}", each.retain_handling));
        }
    }
    line.properties(subscribe.properties);
}

void describe_body(Line& line, const Unsubscribe& unsubscribe) {
    line.id(unsubscribe.packet_id);
    for (const std::string& filter : unsubscribe.filters) line.add(word(filter));
    line.properties(unsubscribe.properties);
}

void describe_body(Line&, const Pingreq&) {}
void describe_body(Line&, const Pingresp&) {}

void describe_body(Line& line, const Disconnect& disconnect) {
    if (line.version() == Version::v5_0) line.reason(disconnect.reason);
    line.properties(disconnect.properties);
}

void describe_body(Line& line, const Auth& auth) {
    line.reason(auth.reason).properties(auth.properties);
}

}  // namespace

std::string describe(const Packet& packet, Version version) {
    Line line(type_of(packet), version);
    std::visit([&](const auto& body) { describe_body(line, body); }, packet);
    return line.text();
}

std::string describe_payload(ByteView payload) {
    if (!is_printable(payload)) {
        const bool cut = payload.size() > shown_octets;
        return fmt::format("<{} bytes {}{}>", payload.size(),
                           to_hex(payload.first(cut ? shown_octets : payload.size())),
                           cut ? ".." : "");
    }
    const std::string text = to_text(payload);
    const std::size_t shown = shown_size(text);
    if (shown == text.size()) return fmt::format("\"{}\"", text);
    return fmt::format("\"{}..\" ({} bytes)", text.substr(0, shown), text.size());
}

}  // namespace breakwire::mqtt
