#include <gtest/gtest.h>

#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/encode.hpp"

namespace breakwire::mqtt {
namespace {

/// A packet beside its bytes, put together by hand from the figures of the standard.
struct KnownRow {
    std::string name;
    Version version{};
    std::string hex;
    Packet packet;
};

void PrintTo(const KnownRow& row, std::ostream* out) { *out << row.name; }

class KnownBytes : public testing::TestWithParam<KnownRow> {};

TEST_P(KnownBytes, AreWhatEncodeWritesAndDecodeReads) {
    const KnownRow& row = GetParam();
    const Bytes wire = from_hex(row.hex).value();
    EXPECT_EQ(to_hex(encode(row.packet, row.version)), to_hex(wire));
    const auto decoded = decode(wire, row.version);
    ASSERT_TRUE(decoded) << to_string(decoded.error());
    EXPECT_EQ(*decoded, row.packet);
}

/// The CONNECT of the non-normative example in 5.0 section 3.1.2.12, with a client id and a will.
Connect example_connect() {
    Connect connect{Version::v5_0, true, 10, {}, "", Will{}, "", Bytes{}};
    connect.properties.add(PropertyId::session_expiry_interval, 10);
    connect.will->qos = Qos::at_least_once;
    connect.will->topic = "t";
    return connect;
}

Connect connect_3_1_1() {
    Connect connect{Version::v3_1_1, true, 10, {}, "ab", Will{}, "u", to_bytes("p")};
    connect.will = Will{"w", to_bytes("x"), Qos::at_least_once, false, {}};
    return connect;
}

std::vector<KnownRow> rows() {
    using enum Version;
    return {
        // Figures 3.2 to 3.6: the variable header is 00 04 "MQTT" 04 CE 00 0A.
        {"connect_3_1_1", v3_1_1,
         "10 1a 0004 4d515454 04 ce 000a 0002 6162 0001 77 0001 78 0001 75 0001 70",
         connect_3_1_1()},
        // Section 3.1.2.12: 00 04 "MQTT" 05 CE 00 0A 05 11 00 00 00 0A.
        {"connect_5", v5_0,
         "10 1c 0004 4d515454 05 ce 000a 05 110000000a 0000 00 0001 74 0000 0000 0000",
         example_connect()},
        {"connack_3_1_1", v3_1_1, "20 02 01 00", Connack{true, 0}},
        {"connack_5", v5_0, "20 03 00 87 00", Connack{false, 0x87}},
        // Section 3.3.2.2: topic "a/b", packet id 10.
        {"publish_3_1_1", v3_1_1, "32 07 0003 612f62 000a",
         Publish{false, Qos::at_least_once, false, "a/b", 10, {}, {}}},
        // The same in 5.0 has a property length of zero.
        {"publish_5", v5_0, "32 08 0003 612f62 000a 00",
         Publish{false, Qos::at_least_once, false, "a/b", 10, {}, {}}},
        // Section 3.8.3: "a/b" at QoS 1 and "c/d" at QoS 2.
        {"subscribe_3_1_1", v3_1_1, "82 0e 000a 0003 612f62 01 0003 632f64 02",
         Subscribe{10, {}, {{"a/b", Qos::at_least_once}, {"c/d", Qos::exactly_once}}}},
        {"subscribe_5", v5_0, "82 0f 000a 00 0003 612f62 01 0003 632f64 02",
         Subscribe{10, {}, {{"a/b", Qos::at_least_once}, {"c/d", Qos::exactly_once}}}},
        {"subscribe_options", v5_0, "82 07 0001 00 0001 61 2d",
         Subscribe{1, {}, {{"a", Qos::at_least_once, true, true, 2}}}},
        // Section 3.9.3: success QoS 0, success QoS 2, failure.
        {"suback_3_1_1", v3_1_1, "90 05 000a 00 02 80", Suback{10, {}, {0, 2, 0x80}}},
        // Section 3.10.3: "a/b" and "c/d".
        {"unsubscribe_3_1_1", v3_1_1, "a2 0c 000a 0003 612f62 0003 632f64",
         Unsubscribe{10, {}, {"a/b", "c/d"}}},
        {"unsuback_3_1_1", v3_1_1, "b0 02 000a", Unsuback{10, {}, {}}},
        {"unsuback_5", v5_0, "b0 04 000a 00 11", Unsuback{10, {}, {0x11}}},
        {"pubrel_3_1_1", v3_1_1, "62 02 000a", Pubrel{10}},
        {"puback_5_reason", v5_0, "40 03 000a 10", Puback{10, 0x10}},
        {"pingreq", v3_1_1, "c0 00", Pingreq{}},
        {"pingresp", v5_0, "d0 00", Pingresp{}},
        {"disconnect_3_1_1", v3_1_1, "e0 00", Disconnect{}},
        {"disconnect_5_with_will", v5_0, "e0 01 04", Disconnect{0x04}},
        {"auth_success", v5_0, "f0 00", Auth{}},
        {"auth_continue", v5_0, "f0 06 18 04 15 0001 78",
         Auth{0x18, {{PropertyId::authentication_method, std::string("x")}}}},
    };
}

INSTANTIATE_TEST_SUITE_P(Standard, KnownBytes, testing::ValuesIn(rows()),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace breakwire::mqtt
