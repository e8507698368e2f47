#include "sim/mqtt/decode_error.hpp"

#include <fmt/format.h>

#include <array>
#include <stdexcept>

namespace breakwire::mqtt {
namespace {

struct Rule {
    Malformed why;
    std::string_view name;
    std::string_view text;
    std::string_view v3_1_1;
    std::string_view v5_0;
};

// In the order of the enumerators. Sentences that depend on the packet as well (reason codes, empty
// lists) are named where they are checked.
constexpr std::array rules = {
    Rule{Malformed::incomplete, "incomplete", "packet is shorter than its length says", "", ""},
    Rule{Malformed::truncated, "truncated", "field runs past the end", "", ""},
    Rule{Malformed::trailing_bytes, "trailing_bytes", "bytes follow the last field", "", ""},
    Rule{Malformed::varint_too_long, "varint_too_long", "variable byte integer has over 4 bytes",
         "2.2.3", "1.5.5"},
    Rule{Malformed::varint_not_minimal, "varint_not_minimal",
         "variable byte integer is longer than needed", "", "MQTT-1.5.5-1"},
    Rule{Malformed::packet_too_large, "packet_too_large", "packet is larger than accepted here", "",
         ""},
    Rule{Malformed::packet_type_reserved, "packet_type_reserved", "packet type is reserved",
         "2.2.1", "2.1.2"},
    Rule{Malformed::flags_reserved, "flags_reserved", "reserved flags have a wrong value",
         "MQTT-2.2.2-2", "MQTT-2.1.3-1"},
    Rule{Malformed::packet_id_zero, "packet_id_zero", "packet identifier is zero", "MQTT-2.3.1-1",
         "MQTT-2.2.1-3"},
    Rule{Malformed::utf8_ill_formed, "utf8_ill_formed", "text is not well-formed UTF-8",
         "MQTT-1.5.3-1", "MQTT-1.5.4-1"},
    Rule{Malformed::utf8_surrogate, "utf8_surrogate", "text has a surrogate", "MQTT-1.5.3-1",
         "MQTT-1.5.4-1"},
    Rule{Malformed::utf8_null, "utf8_null", "text has a null character", "MQTT-1.5.3-2",
         "MQTT-1.5.4-2"},
    Rule{Malformed::property_unknown, "property_unknown", "property identifier is unknown", "",
         "2.2.2.2"},
    Rule{Malformed::property_misplaced, "property_misplaced", "property may not stand here", "",
         "2.2.2.2"},
    Rule{Malformed::property_repeated, "property_repeated", "property stands here twice", "",
         "2.2.2.2"},
    Rule{Malformed::property_out_of_range, "property_out_of_range",
         "property has a forbidden value", "", "2.2.2.2"},
    Rule{Malformed::authentication_method_missing, "authentication_method_missing",
         "authentication method is missing", "", "3.15.2.2.2"},
    Rule{Malformed::protocol_name_unknown, "protocol_name_unknown", "protocol name is not MQTT",
         "MQTT-3.1.2-1", "MQTT-3.1.2-1"},
    Rule{Malformed::protocol_level_unknown, "protocol_level_unknown",
         "protocol level is neither 4 nor 5", "MQTT-3.1.2-2", "MQTT-3.1.2-2"},
    Rule{Malformed::connect_flag_reserved, "connect_flag_reserved", "reserved connect flag is set",
         "MQTT-3.1.2-3", "MQTT-3.1.2-3"},
    Rule{Malformed::will_qos_invalid, "will_qos_invalid", "will QoS is 3", "MQTT-3.1.2-14",
         "MQTT-3.1.2-12"},
    Rule{Malformed::will_qos_without_will, "will_qos_without_will",
         "will QoS is set without a will", "MQTT-3.1.2-13", "MQTT-3.1.2-11"},
    Rule{Malformed::will_retain_without_will, "will_retain_without_will",
         "will retain is set without a will", "MQTT-3.1.2-15", "MQTT-3.1.2-13"},
    Rule{Malformed::password_without_user_name, "password_without_user_name",
         "password comes without a user name", "MQTT-3.1.2-22", ""},
    Rule{Malformed::connack_flags_reserved, "connack_flags_reserved",
         "reserved acknowledge flags are set", "3.2.2.1", "MQTT-3.2.2-1"},
    Rule{Malformed::session_present_on_refusal, "session_present_on_refusal",
         "session present is set on a refusal", "MQTT-3.2.2-4", "MQTT-3.2.2-6"},
    Rule{Malformed::qos_invalid, "qos_invalid", "QoS is 3", "MQTT-3.3.1-4", "MQTT-3.3.1-4"},
    Rule{Malformed::dup_at_qos_0, "dup_at_qos_0", "DUP is set at QoS 0", "MQTT-3.3.1-2",
         "MQTT-3.3.1-2"},
    Rule{Malformed::topic_empty, "topic_empty", "topic name is empty", "MQTT-4.7.3-1",
         "MQTT-4.7.3-1"},
    Rule{Malformed::topic_wildcard, "topic_wildcard", "topic name has a wildcard", "MQTT-4.7.1-1",
         "MQTT-4.7.0-1"},
    Rule{Malformed::filter_empty, "filter_empty", "topic filter is empty", "MQTT-4.7.3-1",
         "MQTT-4.7.3-1"},
    Rule{Malformed::multi_level_wildcard_misplaced, "multi_level_wildcard_misplaced",
         "# is not the whole last level", "MQTT-4.7.1-2", "MQTT-4.7.1-1"},
    Rule{Malformed::single_level_wildcard_misplaced, "single_level_wildcard_misplaced",
         "+ is not a whole level", "MQTT-4.7.1-3", "MQTT-4.7.1-2"},
    Rule{Malformed::share_name_empty, "share_name_empty", "share name is empty", "",
         "MQTT-4.8.2-1"},
    Rule{Malformed::share_name_invalid, "share_name_invalid",
         "share name has a wildcard or no filter behind it", "", "MQTT-4.8.2-2"},
    Rule{Malformed::no_local_on_shared, "no_local_on_shared",
         "no local is set on a shared subscription", "", "MQTT-3.8.3-4"},
    Rule{Malformed::subscription_qos_invalid, "subscription_qos_invalid", "requested QoS is 3",
         "MQTT-3.8.3-4", "3.8.3.1"},
    Rule{Malformed::retain_handling_invalid, "retain_handling_invalid", "retain handling is 3", "",
         "3.8.3.1"},
    Rule{Malformed::subscription_options_reserved, "subscription_options_reserved",
         "reserved subscription options are set", "MQTT-3.8.3-4", "MQTT-3.8.3-5"},
    Rule{Malformed::list_empty, "list_empty", "payload is empty", "", ""},
    Rule{Malformed::reason_unknown, "reason_unknown", "reason code is not one of this packet", "",
         "2.4"},
};

constexpr bool in_order() {
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (static_cast<std::size_t>(rules[i].why) != i) return false;
    }
    return rules.back().why == Malformed::reason_unknown;
}
static_assert(in_order());

const Rule& row(Malformed why) { return rules.at(static_cast<std::size_t>(why)); }

}  // namespace

std::string_view rule_of(Malformed why, Version version) {
    return version == Version::v3_1_1 ? row(why).v3_1_1 : row(why).v5_0;
}

std::string_view name(Malformed why) { return row(why).name; }

std::string to_string(const DecodeError& error) {
    std::string text = fmt::format("{} at byte {}", row(error.why).text, error.offset);
    if (!error.rule.empty()) text += fmt::format(" [{}]", error.rule);
    return text;
}

void throw_exception_from_error(const DecodeError& error, const boost::source_location&) {
    throw std::runtime_error("malformed packet: " + to_string(error));
}

}  // namespace breakwire::mqtt
