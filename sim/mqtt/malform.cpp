#include "sim/mqtt/malform.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <utility>

#include "sim/mqtt/malform_makers.hpp"

namespace breakwire::mqtt {

namespace malformed {
namespace {

using P = PacketType;
using Types = std::uint16_t;

constexpr Types only(std::initializer_list<PacketType> types) {
    unsigned set = 0;
    for (const PacketType type : types) set |= 1U << static_cast<unsigned>(type);
    return static_cast<Types>(set);
}

constexpr Types any = 0xFFFE;
constexpr Types all_but_publish = any & static_cast<Types>(~only({P::publish}));
constexpr Types on_connect = only({P::connect});
constexpr Types on_connack = only({P::connack});
constexpr Types on_publish = only({P::publish});
constexpr Types on_subscribe = only({P::subscribe});
constexpr Types on_filters = only({P::subscribe, P::unsubscribe});
constexpr Types on_texts = only({P::connect, P::publish, P::subscribe, P::unsubscribe});
constexpr Types fixed_fields = only({P::connect, P::subscribe, P::unsubscribe});
constexpr Types numbered = only({P::publish, P::puback, P::pubrec, P::pubrel, P::pubcomp,
                                 P::subscribe, P::suback, P::unsubscribe, P::unsuback});
constexpr Types coded = only({P::connack, P::puback, P::pubrec, P::pubrel, P::pubcomp, P::suback,
                              P::unsuback, P::disconnect, P::auth});
constexpr Types with_properties = coded | on_texts;
constexpr Types own_properties = with_properties & static_cast<Types>(~only({P::unsubscribe}));
constexpr Types ranged = only({P::connect, P::connack, P::publish, P::subscribe});

// A row for which the text fields of the packet are spoilt.
#define BREAKWIRE_TEXT(text) \
    [](Packet packet, Version version) { return with_text(std::move(packet), version, text); }

// Sentences without a number of their own are named by their section. By position: name, help,
// sentences of 3.1.1 and 5.0, packets, how it is noticed, what makes it.
const std::array table = {
    // --- Fixed header ---------------------------------------------------------------------------
    Malformation{"length_of_five_octets", "the Remaining Length has five octets",
                 "v311 section 2.2.3", "v5 section 2.1.4", any, Noticed::framing,
                 length_of_five_octets},
    Malformation{"length_padded", "the Remaining Length has more octets than it needs", "",
                 "v5/1.5.5-1", any, Noticed::packet, length_padded},
    Malformation{"length_too_long", "the Remaining Length counts one octet too many",
                 "v311 section 2.2.3", "v5 section 2.1.4", any, Noticed::waiting, length_too_long},
    Malformation{"length_too_short", "the Remaining Length counts one octet too few",
                 "v311 section 2.2.3", "v5 section 2.1.4", fixed_fields, Noticed::packet,
                 length_too_short},
    Malformation{"last_octet_missing", "the last field runs past the end of the packet",
                 "v311 section 2.2.3", "v5 section 2.1.4", fixed_fields, Noticed::packet,
                 last_octet_missing},
    Malformation{"trailing_octet", "an octet follows the last field", "v311 section 2.2.3",
                 "v5 section 2.1.4", only({P::connect, P::pingreq, P::pingresp}), Noticed::packet,
                 trailing_octet},
    Malformation{"type_0", "the packet type is 0, which is reserved", "v311 section 2.2.1",
                 "v5 section 2.1.2", any, Noticed::packet, type_0},
    Malformation{"type_15", "the packet type is 15, which 3.1.1 reserves", "v311 section 2.2.1", "",
                 any, Noticed::packet, type_15},
    Malformation{"reserved_flags", "the flags beside the packet type are wrong", "v311/2.2.2-2",
                 "v5/2.1.3-1", all_but_publish, Noticed::packet, reserved_flags},
    // --- Fields of several packets --------------------------------------------------------------
    Malformation{"packet_id_0", "the packet identifier is 0", "v311/2.3.1-1", "v5/2.2.1-3",
                 numbered, Noticed::packet, packet_id_0},
    Malformation{"utf8_surrogate", "a text has half a surrogate pair", "v311/1.5.3-1", "v5/1.5.4-1",
                 on_texts, Noticed::packet, BREAKWIRE_TEXT("a\xED\xA0\x80")},
    Malformation{"utf8_overlong", "a text writes '/' in two octets", "v311/1.5.3-1", "v5/1.5.4-1",
                 on_texts, Noticed::packet, BREAKWIRE_TEXT("a\xC0\xAF")},
    Malformation{"utf8_cut", "a text ends within a character", "v311/1.5.3-1", "v5/1.5.4-1",
                 on_texts, Noticed::packet, BREAKWIRE_TEXT("a\xC3")},
    Malformation{"utf8_null", "a text has the character U+0000", "v311/1.5.3-2", "v5/1.5.4-2",
                 on_texts, Noticed::packet, BREAKWIRE_TEXT((std::string_view("a\0b", 3)))},
    Malformation{"reason_unknown", "the reason code is none of this packet",
                 "v311 section 3.2.2.3, v311/3.9.3-2",
                 "v5/3.2.2-8, v5/3.4.2-1, v5/3.5.2-1, v5/3.6.2-1, v5/3.7.2-1, v5/3.9.3-2, "
                 "v5/3.11.3-2, v5/3.14.2-1, v5/3.15.2-1",
                 coded, Noticed::packet, reason_unknown},
    Malformation{"property_twice", "a property stands there twice that may stand there once", "",
                 "v5 section 2.2.2.2", own_properties, Noticed::packet, property_twice},
    Malformation{"property_misplaced", "a property stands in a packet that may not have it", "",
                 "v5 section 2.2.2.2", with_properties, Noticed::packet, property_misplaced},
    Malformation{"property_unknown", "a property has an identifier that there is not", "",
                 "v5 section 2.2.2.2", with_properties, Noticed::packet, property_unknown},
    Malformation{"property_value_forbidden", "a property has a value out of its range", "",
                 "v5 section 2.2.2.2", ranged, Noticed::packet, property_value_forbidden},
    Malformation{"property_list_too_long", "the properties run past the end of the packet", "",
                 "v5 section 2.2.2.1", on_filters, Noticed::packet, property_list_too_long},
    // --- CONNECT and CONNACK --------------------------------------------------------------------
    Malformation{"protocol_name", "the protocol name is not MQTT", "v311/3.1.2-1", "v5/3.1.2-1",
                 on_connect, Noticed::packet, protocol_name},
    Malformation{"protocol_level", "the protocol level is 9", "v311/3.1.2-2", "v5/3.1.2-2",
                 on_connect, Noticed::packet, protocol_level},
    Malformation{"connect_flag_reserved", "the reserved connect flag is set", "v311/3.1.2-3",
                 "v5/3.1.2-3", on_connect, Noticed::packet,
                 [](Packet packet, Version version) {
                     return connect_flags(std::move(packet), version, 0x01, 0);
                 }},
    Malformation{"will_qos_3", "the will has QoS 3", "v311/3.1.2-14", "v5/3.1.2-12", on_connect,
                 Noticed::packet, will_qos_3},
    Malformation{"will_qos_without_will", "the will QoS is set and there is no will",
                 "v311/3.1.2-13", "v5/3.1.2-11", on_connect, Noticed::packet,
                 [](Packet packet, Version version) {
                     return will_flags_without_will(std::move(packet), version, 0x08);
                 }},
    Malformation{"will_retain_without_will", "will retain is set and there is no will",
                 "v311/3.1.2-15", "v5/3.1.2-13", on_connect, Noticed::packet,
                 [](Packet packet, Version version) {
                     return will_flags_without_will(std::move(packet), version, 0x20);
                 }},
    Malformation{"will_topic_wildcard", "the will topic has a wildcard", "v311/4.7.1-1",
                 "v5/4.7.0-1", on_connect, Noticed::packet, will_topic_wildcard},
    Malformation{"password_without_user_name", "a password comes without a user name",
                 "v311/3.1.2-22", "", on_connect, Noticed::packet, password_without_user_name},
    Malformation{"user_name_missing", "the user name flag is set and there is none",
                 "v311/3.1.2-19", "v5/3.1.2-17", on_connect, Noticed::packet, user_name_missing},
    Malformation{"authentication_data_alone", "authentication data comes without its method", "",
                 "v5 section 3.1.2.11.10", on_connect, Noticed::packet, authentication_data_alone},
    Malformation{"second_connect", "the CONNECT comes twice", "v311/3.1.0-2", "v5/3.1.0-2",
                 on_connect, Noticed::sequence, second_connect},
    Malformation{"before_connect", "a PINGREQ comes before the CONNECT", "v311/3.1.0-1",
                 "v5/3.1.0-1", on_connect, Noticed::sequence, before_connect},
    Malformation{"acknowledge_flags", "a reserved acknowledge flag is set", "v311 section 3.2.2.1",
                 "v5/3.2.2-1", on_connack, Noticed::packet, acknowledge_flags},
    Malformation{"session_present_on_refusal", "a refusal says that a session is present",
                 "v311/3.2.2-4", "v5/3.2.2-6", on_connack, Noticed::packet,
                 session_present_on_refusal},
    // --- PUBLISH --------------------------------------------------------------------------------
    Malformation{"qos_3", "both QoS bits are set", "v311/3.3.1-4", "v5/3.3.1-4", on_publish,
                 Noticed::packet, qos_3},
    Malformation{"dup_at_qos_0", "DUP is set at QoS 0", "v311/3.3.1-2", "v5/3.3.1-2", on_publish,
                 Noticed::packet, dup_at_qos_0},
    Malformation{"topic_wildcard", "the topic name has a wildcard", "v311/3.3.2-2", "v5/3.3.2-2",
                 on_publish, Noticed::packet, BREAKWIRE_TEXT("a/#")},
    Malformation{"topic_empty", "the topic name is empty, without a topic alias", "v311/4.7.3-1",
                 "v5/4.7.3-1", on_publish, Noticed::packet, topic_empty},
    Malformation{"topic_alias_0", "the topic alias is 0", "", "v5/3.3.2-8", on_publish,
                 Noticed::packet, topic_alias_0},
    Malformation{"response_topic_wildcard", "the response topic has a wildcard", "", "v5/3.3.2-14",
                 on_publish, Noticed::packet, response_topic_wildcard},
    // --- SUBSCRIBE and UNSUBSCRIBE --------------------------------------------------------------
    Malformation{"no_filters", "there is no topic filter", "v311/3.8.3-3, v311/3.10.3-2",
                 "v5/3.8.3-2, v5/3.10.3-2", on_filters, Noticed::packet, no_filters},
    Malformation{"filter_empty", "a topic filter is empty", "v311/4.7.3-1", "v5/4.7.3-1",
                 on_filters, Noticed::packet, BREAKWIRE_TEXT("")},
    Malformation{"filter_hash_inside", "a topic filter goes on behind #", "v311/4.7.1-2",
                 "v5/4.7.1-1", on_filters, Noticed::packet, BREAKWIRE_TEXT("a/#/b")},
    Malformation{"filter_plus_in_level", "a topic filter has a level that is + and more",
                 "v311/4.7.1-3", "v5/4.7.1-2", on_filters, Noticed::packet, BREAKWIRE_TEXT("a+/b")},
    Malformation{"share_name_empty", "a shared subscription has no share name", "", "v5/4.8.2-1",
                 on_filters, Noticed::packet, BREAKWIRE_TEXT("$share//a")},
    Malformation{"share_name_wildcard", "a share name has a wildcard", "", "v5/4.8.2-2", on_filters,
                 Noticed::packet, BREAKWIRE_TEXT("$share/+/a")},
    Malformation{
        "subscription_qos_3", "the QoS wanted is 3", "v311/3.8.3-4", "v5 section 3.8.3.1",
        on_subscribe, Noticed::packet,
        [](Packet packet,
           Version version) { return subscription_options(std::move(packet), version, 0x03); }},
    Malformation{"subscription_options_reserved", "a reserved bit of the options is set",
                 "v311/3.8.3-4", "v5/3.8.3-5", on_subscribe, Noticed::packet,
                 [](Packet packet, Version version) {
                     return subscription_options(std::move(packet), version, 0x80);
                 }},
    Malformation{
        "retain_handling_3", "the retain handling is 3", "", "v5 section 3.8.3.1", on_subscribe,
        Noticed::packet,
        [](Packet packet,
           Version version) { return subscription_options(std::move(packet), version, 0x30); }},
    Malformation{"no_local_on_shared", "no local is set on a shared subscription", "", "v5/3.8.3-4",
                 on_subscribe, Noticed::packet, no_local_on_shared},
};

#undef BREAKWIRE_TEXT

}  // namespace
}  // namespace malformed

namespace {

std::string in_lower_case(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

}  // namespace

std::span<const Malformation> malformations() { return malformed::table; }

const Malformation* malformation(std::string_view name) {
    const auto row = std::ranges::find(malformed::table, name, &Malformation::name);
    return row == malformed::table.end() ? nullptr : &*row;
}

std::vector<std::string> malformation_names() {
    std::vector<std::string> names;
    for (const Malformation& row : malformed::table) names.emplace_back(row.name);
    return names;
}

std::optional<Bytes> malform(const Malformation& row, const Packet& packet, Version version) {
    if (!row.applies_to(type_of(packet)) || !row.applies_to(version)) return std::nullopt;
    return row.make(packet, version);
}

std::string types_in_words(const Malformation& row) {
    if (row.types == malformed::any) return "any packet";
    if (row.types == malformed::all_but_publish) return "any packet but a publish";
    std::string out;
    for (int number = 1; number <= 15; ++number) {
        const auto type = static_cast<PacketType>(number);
        if (!row.applies_to(type)) continue;
        out += (out.empty() ? "" : ", ") + in_lower_case(mqtt::name(type));
    }
    return out;
}

}  // namespace breakwire::mqtt
