#include <gtest/gtest.h>

#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/raw.hpp"

namespace breakwire::mqtt {
namespace {

using enum Version;
using enum Malformed;

/// A forbidden packet: first byte, then what follows a fitting Remaining Length of one byte, so
/// that the body starts at offset 2.
struct MalformedRow {
    std::string name;
    Version version{};
    std::uint8_t first_byte = 0;
    std::string body;
    Malformed why{};
    std::size_t offset = 0;
};

void PrintTo(const MalformedRow& row, std::ostream* out) { *out << row.name; }

class MalformedPacket : public testing::TestWithParam<MalformedRow> {};

TEST_P(MalformedPacket, IsRefusedForItsReasonAtItsPlace) {
    const MalformedRow& row = GetParam();
    const Bytes wire = Raw::packet(row.first_byte, from_hex(row.body).value());
    const auto decoded = decode(wire, row.version);
    ASSERT_TRUE(decoded.has_error()) << to_hex(wire);
    EXPECT_EQ(name(decoded.error().why), name(row.why)) << to_hex(wire);
    EXPECT_EQ(decoded.error().offset, row.offset) << to_hex(wire);
}

std::string row_name(const testing::TestParamInfo<MalformedRow>& row) { return row.param.name; }

std::vector<MalformedRow> fixed_header_rows() {
    return {
        {"type_0", v5_0, 0x00, "", packet_type_reserved, 0},
        {"type_15_in_3_1_1", v3_1_1, 0xF0, "", packet_type_reserved, 0},
        {"connect_flags", v5_0, 0x11, "", flags_reserved, 0},
        {"connack_flags", v5_0, 0x28, "00 00 00", flags_reserved, 0},
        {"puback_flags", v3_1_1, 0x42, "0001", flags_reserved, 0},
        {"pubrec_flags", v3_1_1, 0x52, "0001", flags_reserved, 0},
        {"pubrel_without_flag", v3_1_1, 0x60, "0001", flags_reserved, 0},
        {"pubrel_flags", v5_0, 0x63, "0001", flags_reserved, 0},
        {"pubcomp_flags", v3_1_1, 0x72, "0001", flags_reserved, 0},
        {"subscribe_without_flag", v5_0, 0x80, "0001 00 0001 61 00", flags_reserved, 0},
        {"suback_flags", v3_1_1, 0x92, "0001 00", flags_reserved, 0},
        {"unsubscribe_without_flag", v3_1_1, 0xA0, "0001 0001 61", flags_reserved, 0},
        {"unsuback_flags", v3_1_1, 0xB2, "0001", flags_reserved, 0},
        {"pingreq_flags", v3_1_1, 0xC1, "", flags_reserved, 0},
        {"pingresp_flags", v3_1_1, 0xD4, "", flags_reserved, 0},
        {"disconnect_flags", v5_0, 0xE8, "", flags_reserved, 0},
        {"auth_flags", v5_0, 0xF1, "", flags_reserved, 0},
    };
}

// "0004 4d515454" is the protocol name; flags stand at offset 9, the client id at 12 in 3.1.1, the
// properties there in 5.0.
std::vector<MalformedRow> connect_rows() {
    return {
        {"empty", v5_0, 0x10, "", truncated, 2},
        {"name_cut", v5_0, 0x10, "0004 4d51", truncated, 2},
        {"name_of_3_1", v3_1_1, 0x10, "0006 4d5149736470 03 02 0000 0000", protocol_name_unknown,
         2},
        {"name_in_lower_case", v5_0, 0x10, "0004 6d717474 05 02 0000 00 0000",
         protocol_name_unknown, 2},
        {"level_3", v3_1_1, 0x10, "0004 4d515454 03 02 0000 0000", protocol_level_unknown, 8},
        {"level_6", v5_0, 0x10, "0004 4d515454 06 02 0000 00 0000", protocol_level_unknown, 8},
        {"level_of_a_bridge", v3_1_1, 0x10, "0004 4d515454 84 02 0000 0000", protocol_level_unknown,
         8},
        {"level_missing", v3_1_1, 0x10, "0004 4d515454", truncated, 8},
        {"reserved_flag", v3_1_1, 0x10, "0004 4d515454 04 03 0000 0000", connect_flag_reserved, 9},
        {"will_qos_3", v3_1_1, 0x10, "0004 4d515454 04 1e 0000 0000 0001 77 0000", will_qos_invalid,
         9},
        {"will_qos_without_will", v5_0, 0x10, "0004 4d515454 05 0a 0000 00 0000",
         will_qos_without_will, 9},
        {"will_retain_without_will", v5_0, 0x10, "0004 4d515454 05 22 0000 00 0000",
         will_retain_without_will, 9},
        {"password_alone_in_3_1_1", v3_1_1, 0x10, "0004 4d515454 04 42 0000 0000 0001 70",
         password_without_user_name, 9},
        {"keep_alive_cut", v3_1_1, 0x10, "0004 4d515454 04 02 00", truncated, 10},
        {"client_id_missing", v3_1_1, 0x10, "0004 4d515454 04 02 0000", truncated, 12},
        {"client_id_with_null", v3_1_1, 0x10, "0004 4d515454 04 02 0000 0002 6100", utf8_null, 15},
        {"client_id_surrogate", v3_1_1, 0x10, "0004 4d515454 04 02 0000 0003 eda080",
         utf8_surrogate, 14},
        {"will_missing", v3_1_1, 0x10, "0004 4d515454 04 06 0000 0000", truncated, 14},
        {"will_topic_empty", v3_1_1, 0x10, "0004 4d515454 04 06 0000 0000 0000 0000", topic_empty,
         14},
        {"will_topic_wildcard", v5_0, 0x10, "0004 4d515454 05 06 0000 00 0000 00 0001 23 0000",
         topic_wildcard, 16},
        {"will_payload_missing", v3_1_1, 0x10, "0004 4d515454 04 06 0000 0000 0001 77", truncated,
         17},
        {"will_properties_misplaced", v5_0, 0x10,
         "0004 4d515454 05 06 0000 00 0000 03 230001 0001 77 0000", property_misplaced, 16},
        {"will_property_in_connect", v5_0, 0x10, "0004 4d515454 05 02 0000 05 1800000001 0000",
         property_misplaced, 13},
        {"user_name_missing", v3_1_1, 0x10, "0004 4d515454 04 82 0000 0000", truncated, 14},
        {"user_name_ill_formed", v3_1_1, 0x10, "0004 4d515454 04 82 0000 0000 0001 ff",
         utf8_ill_formed, 16},
        {"password_missing", v3_1_1, 0x10, "0004 4d515454 04 c2 0000 0000 0001 75", truncated, 17},
        {"fields_without_flags", v3_1_1, 0x10, "0004 4d515454 04 02 0000 0000 0001 75",
         trailing_bytes, 14},
        {"authentication_data_alone", v5_0, 0x10, "0004 4d515454 05 02 0000 04 16 0001 78 0000",
         authentication_method_missing, 12},
        {"receive_maximum_0", v5_0, 0x10, "0004 4d515454 05 02 0000 03 21 0000 0000",
         property_out_of_range, 13},
        {"maximum_packet_size_0", v5_0, 0x10, "0004 4d515454 05 02 0000 05 27 00000000 0000",
         property_out_of_range, 13},
        {"request_problem_information_2", v5_0, 0x10, "0004 4d515454 05 02 0000 02 1702 0000",
         property_out_of_range, 13},
        {"request_response_information_2", v5_0, 0x10, "0004 4d515454 05 02 0000 02 1902 0000",
         property_out_of_range, 13},
    };
}

std::vector<MalformedRow> connack_rows() {
    return {
        {"empty", v3_1_1, 0x20, "", truncated, 2},
        {"code_missing", v3_1_1, 0x20, "00", truncated, 3},
        {"reserved_flag", v3_1_1, 0x20, "02 00", connack_flags_reserved, 2},
        {"session_on_refusal", v3_1_1, 0x20, "01 05", session_present_on_refusal, 2},
        {"session_on_refusal_5", v5_0, 0x20, "01 87 00", session_present_on_refusal, 2},
        {"code_6_in_3_1_1", v3_1_1, 0x20, "00 06", reason_unknown, 3},
        {"code_of_3_1_1_in_5", v5_0, 0x20, "00 05 00", reason_unknown, 3},
        {"properties_missing", v5_0, 0x20, "00 00", truncated, 4},
        {"properties_in_3_1_1", v3_1_1, 0x20, "00 00 00", trailing_bytes, 4},
        {"maximum_qos_2", v5_0, 0x20, "00 00 02 2402", property_out_of_range, 5},
        {"retain_available_2", v5_0, 0x20, "00 00 02 2502", property_out_of_range, 5},
        {"will_delay", v5_0, 0x20, "00 00 05 1800000001", property_misplaced, 5},
    };
}

std::vector<MalformedRow> publish_rows() {
    return {
        {"qos_3", v3_1_1, 0x36, "0001 61 0001", qos_invalid, 0},
        {"dup_at_qos_0", v3_1_1, 0x38, "0001 61", dup_at_qos_0, 0},
        {"empty", v3_1_1, 0x30, "", truncated, 2},
        {"topic_cut", v3_1_1, 0x30, "0005 61", truncated, 2},
        {"topic_empty", v3_1_1, 0x30, "0000", topic_empty, 2},
        {"topic_empty_without_alias", v5_0, 0x30, "0000 00", topic_empty, 2},
        {"topic_hash", v3_1_1, 0x30, "0003 612f23", topic_wildcard, 2},
        {"topic_plus", v5_0, 0x30, "0001 2b 00", topic_wildcard, 2},
        {"topic_overlong", v5_0, 0x30, "0003 61c080 00", utf8_ill_formed, 5},
        {"packet_id_0", v3_1_1, 0x32, "0001 61 0000", packet_id_zero, 5},
        {"packet_id_cut", v3_1_1, 0x34, "0001 61 00", truncated, 5},
        {"properties_missing", v5_0, 0x30, "0001 61", truncated, 5},
        {"properties_too_long", v5_0, 0x30, "0001 61 05 0101", truncated, 5},
        {"property_length_of_5_bytes", v5_0, 0x30, "0001 61 8080808001", varint_too_long, 5},
        {"property_length_padded", v5_0, 0x30, "0001 61 8000", varint_not_minimal, 5},
        {"property_0", v5_0, 0x30, "0001 61 02 0000", property_unknown, 6},
        {"property_127", v5_0, 0x30, "0001 61 02 7f00", property_unknown, 6},
        {"property_of_connect", v5_0, 0x30, "0001 61 03 210001", property_misplaced, 6},
        {"property_cut_by_its_list", v5_0, 0x30, "0001 61 02 0200 000001", truncated, 7},
        {"property_cut_by_the_packet", v5_0, 0x30, "0001 61 03 030005", truncated, 7},
        {"property_twice", v5_0, 0x30, "0001 61 04 0101 0101", property_repeated, 8},
        {"payload_format_2", v5_0, 0x30, "0001 61 02 0102", property_out_of_range, 6},
        {"topic_alias_0", v5_0, 0x30, "0001 61 03 230000", property_out_of_range, 6},
        {"subscription_identifier_0", v5_0, 0x30, "0001 61 02 0b00", property_out_of_range, 6},
        {"subscription_identifier_padded", v5_0, 0x30, "0001 61 03 0b8100", varint_not_minimal, 7},
        {"response_topic_wildcard", v5_0, 0x30, "0001 61 04 080001 2b", topic_wildcard, 6},
        {"user_property_without_value", v5_0, 0x30, "0001 61 04 260001 6b", truncated, 10},
        {"user_property_null", v5_0, 0x30, "0001 61 07 260001 6b 0001 00", utf8_null, 12},
    };
}

std::vector<MalformedRow> acknowledgement_rows() {
    return {
        {"puback_empty", v3_1_1, 0x40, "", truncated, 2},
        {"puback_packet_id_0", v3_1_1, 0x40, "0000", packet_id_zero, 2},
        {"puback_reason_in_3_1_1", v3_1_1, 0x40, "0001 00", trailing_bytes, 4},
        {"puback_reason_92", v5_0, 0x40, "0001 92", reason_unknown, 4},
        {"puback_properties_cut", v5_0, 0x40, "0001 00 01", truncated, 5},
        {"puback_trailing", v5_0, 0x40, "0001 00 00 00", trailing_bytes, 6},
        {"puback_misplaced_property", v5_0, 0x40, "0001 00 02 0101", property_misplaced, 6},
        {"pubrec_reason_11", v5_0, 0x50, "0001 11", reason_unknown, 4},
        {"pubrel_reason_10", v5_0, 0x62, "0001 10", reason_unknown, 4},
        {"pubcomp_packet_id_cut", v5_0, 0x70, "00", truncated, 2},
        {"suback_empty_list", v3_1_1, 0x90, "0001", list_empty, 4},
        {"suback_code_3", v3_1_1, 0x90, "0001 00 03", reason_unknown, 5},
        {"suback_code_87_in_3_1_1", v3_1_1, 0x90, "0001 87", reason_unknown, 4},
        {"suback_reason_11", v5_0, 0x90, "0001 00 11", reason_unknown, 5},
        {"unsuback_reasons_in_3_1_1", v3_1_1, 0xB0, "0001 00", trailing_bytes, 4},
        {"unsuback_empty_list", v5_0, 0xB0, "0001 00", list_empty, 5},
        {"pingreq_with_body", v3_1_1, 0xC0, "00", trailing_bytes, 2},
        {"pingresp_with_body", v5_0, 0xD0, "00", trailing_bytes, 2},
        {"disconnect_with_body_in_3_1_1", v3_1_1, 0xE0, "00", trailing_bytes, 2},
        {"disconnect_reason_01", v5_0, 0xE0, "01", reason_unknown, 2},
        {"disconnect_reason_string_twice", v5_0, 0xE0, "00 06 1f0000 1f0000", property_repeated, 7},
        {"auth_reason_87", v5_0, 0xF0, "87 00", reason_unknown, 2},
        {"auth_without_method", v5_0, 0xF0, "18 00", authentication_method_missing, 2},
        {"auth_of_one_byte", v5_0, 0xF0, "18", authentication_method_missing, 2},
    };
}

std::vector<MalformedRow> subscription_rows() {
    return {
        {"packet_id_0", v3_1_1, 0x82, "0000 0001 61 00", packet_id_zero, 2},
        {"no_filter", v3_1_1, 0x82, "0001", list_empty, 4},
        {"no_filter_5", v5_0, 0x82, "0001 00", list_empty, 5},
        {"filter_empty", v3_1_1, 0x82, "0001 0000 00", filter_empty, 4},
        {"options_missing", v3_1_1, 0x82, "0001 0001 61", truncated, 7},
        {"second_filter_cut", v3_1_1, 0x82, "0001 0001 61 00 0002 61", truncated, 8},
        {"qos_3", v3_1_1, 0x82, "0001 0001 61 03", subscription_qos_invalid, 7},
        {"options_of_5_in_3_1_1", v3_1_1, 0x82, "0001 0001 61 04", subscription_options_reserved,
         7},
        {"reserved_options", v5_0, 0x82, "0001 00 0001 61 40", subscription_options_reserved, 8},
        {"retain_handling_3", v5_0, 0x82, "0001 00 0001 61 30", retain_handling_invalid, 8},
        {"hash_inside", v3_1_1, 0x82, "0001 0003 232f61 00", multi_level_wildcard_misplaced, 4},
        {"hash_in_a_level", v5_0, 0x82, "0001 00 0002 6123 00", multi_level_wildcard_misplaced, 5},
        {"plus_in_a_level", v3_1_1, 0x82, "0001 0002 612b 00", single_level_wildcard_misplaced, 4},
        {"share_name_empty", v5_0, 0x82, "0001 00 0009 2473686172652f2f61 00", share_name_empty, 5},
        {"share_name_wildcard", v5_0, 0x82, "0001 00 000a 2473686172652f2b2f61 00",
         share_name_invalid, 5},
        {"share_without_filter", v5_0, 0x82, "0001 00 0008 2473686172652f67 00", share_name_invalid,
         5},
        {"share_with_empty_filter", v5_0, 0x82, "0001 00 0009 2473686172652f672f 00", filter_empty,
         5},
        {"no_local_on_shared", v5_0, 0x82, "0001 00 000a 2473686172652f672f61 04",
         no_local_on_shared, 17},
        {"subscription_identifier_twice", v5_0, 0x82, "0001 04 0b01 0b02 0001 61 00",
         property_repeated, 7},
        {"unsubscribe_no_filter", v3_1_1, 0xA2, "0001", list_empty, 4},
        {"unsubscribe_filter_empty", v5_0, 0xA2, "0001 00 0000", filter_empty, 5},
        {"unsubscribe_packet_id_0", v5_0, 0xA2, "0000 00 0001 61", packet_id_zero, 2},
        {"unsubscribe_null", v3_1_1, 0xA2, "0001 0002 6100", utf8_null, 7},
    };
}

INSTANTIATE_TEST_SUITE_P(FixedHeader, MalformedPacket, testing::ValuesIn(fixed_header_rows()),
                         row_name);
INSTANTIATE_TEST_SUITE_P(Connect, MalformedPacket, testing::ValuesIn(connect_rows()), row_name);
INSTANTIATE_TEST_SUITE_P(Connack, MalformedPacket, testing::ValuesIn(connack_rows()), row_name);
INSTANTIATE_TEST_SUITE_P(Publish, MalformedPacket, testing::ValuesIn(publish_rows()), row_name);
INSTANTIATE_TEST_SUITE_P(Acknowledgement, MalformedPacket,
                         testing::ValuesIn(acknowledgement_rows()), row_name);
INSTANTIATE_TEST_SUITE_P(Subscription, MalformedPacket, testing::ValuesIn(subscription_rows()),
                         row_name);

}  // namespace
}  // namespace breakwire::mqtt
