#include "sim/mqtt/describe.hpp"

#include <gtest/gtest.h>

#include "sim/mqtt/example_packets.hpp"

namespace breakwire::mqtt {
namespace {

using enum Version;

TEST(Describe, TellsAConnectWithItsWill) {
    Connect connect{v5_0, true, 10, {}, "thermometer"};
    connect.will = Will{"plant/1/state", to_bytes("offline"), Qos::at_least_once, true, {}};
    EXPECT_EQ(describe(connect, v5_0),
              "CONNECT 5.0 id \"thermometer\" clean keep_alive 10s will plant/1/state \"offline\" "
              "q1 retain");
}

TEST(Describe, CountsAPasswordInsteadOfShowingIt) {
    const Connect connect{v3_1_1, false, 0, {}, "", {}, "alice", to_bytes("secret")};
    EXPECT_EQ(describe(connect, v3_1_1),
              "CONNECT 3.1.1 id \"\" keep_alive 0s user \"alice\" password <6 bytes>");
}

TEST(Describe, TellsAPublishWithItsProperties) {
    Publish publish{true, Qos::at_least_once, true, "plant/1/state", 7, {}, to_bytes("offline")};
    EXPECT_EQ(describe(publish, v3_1_1), "PUBLISH q1 id 7 dup retain plant/1/state \"offline\"");
    publish.dup = false;
    publish.properties.add(PropertyId::message_expiry_interval, 30);
    publish.properties.add(PropertyId::user_property, StringPair{"room", "3"});
    publish.properties.add(PropertyId::correlation_data, Bytes(2));
    EXPECT_EQ(describe(publish, v5_0),
              "PUBLISH q1 id 7 retain plant/1/state \"offline\" {message_expiry_interval 30, "
              "user_property \"room\"=\"3\", correlation_data <2 bytes 0000>}");
}

TEST(Describe, TellsAcknowledgements) {
    EXPECT_EQ(describe(Connack{true, 0}, v5_0), "CONNACK session_present 0x00 Success");
    EXPECT_EQ(describe(Connack{false, 2}, v3_1_1), "CONNACK 0x02 identifier rejected");
    EXPECT_EQ(describe(Puback{7}, v5_0), "PUBACK id 7");
    EXPECT_EQ(describe(Pubrec{7, 0x87}, v5_0), "PUBREC id 7 0x87 Not authorized");
    EXPECT_EQ(describe(Suback{1, {}, {1}}, v5_0), "SUBACK id 1 [0x01]");
    EXPECT_EQ(describe(Unsuback{1, {}, {0, 0x11}}, v5_0), "UNSUBACK id 1 [0x00 0x11]");
    EXPECT_EQ(describe(Unsuback{1}, v3_1_1), "UNSUBACK id 1");
}

TEST(Describe, TellsSubscriptions) {
    const Subscribe subscribe{
        1, {}, {{"plant/#", Qos::at_least_once}, {"a b", Qos::at_most_once, true, true, 2}}};
    EXPECT_EQ(
        describe(subscribe, v5_0),
        "SUBSCRIBE id 1 plant/# q1 \"a b\" q0 no_local retain_as_published retain_handling 2");
    EXPECT_EQ(describe(Unsubscribe{2, {}, {"plant/#", "+"}}, v5_0), "UNSUBSCRIBE id 2 plant/# +");
}

TEST(Describe, TellsTheRest) {
    EXPECT_EQ(describe(Pingreq{}, v3_1_1), "PINGREQ");
    EXPECT_EQ(describe(Pingresp{}, v5_0), "PINGRESP");
    EXPECT_EQ(describe(Disconnect{}, v3_1_1), "DISCONNECT");
    EXPECT_EQ(describe(Disconnect{0x8E}, v5_0), "DISCONNECT 0x8E Session taken over");
    EXPECT_EQ(describe(Auth{0x18}, v5_0), "AUTH 0x18 Continue authentication");
}

TEST(Describe, StaysOnOneLineWhateverThePacketHolds) {
    const Publish odd{false, Qos::at_most_once, false, "a\nb", 0, {}, to_bytes("x\ny")};
    EXPECT_EQ(describe(odd, v5_0), "PUBLISH q0 <3 bytes 610a62> <3 bytes 780a79>");
    for (const examples::Example& each : examples::all()) {
        EXPECT_EQ(describe(each.packet, each.version).find('\n'), std::string::npos) << each.name;
    }
}

TEST(DescribePayload, CutsLongTextBetweenCharacters) {
    EXPECT_EQ(describe_payload({}), "\"\"");
    EXPECT_EQ(describe_payload(as_bytes(std::string(40, 'a'))), '"' + std::string(40, 'a') + '"');
    std::string accents;
    for (int i = 0; i < 41; ++i) accents += "\xC3\xA9";
    EXPECT_EQ(describe_payload(as_bytes(accents)), '"' + accents.substr(0, 80) + "..\" (82 bytes)");
}

TEST(DescribePayload, ShowsTheFirstOctetsOfAnythingElse) {
    EXPECT_EQ(describe_payload(from_hex("0a0b").value()), "<2 bytes 0a0b>");
    EXPECT_EQ(describe_payload(Bytes(9)), "<9 bytes 0000000000000000..>");
    EXPECT_EQ(describe_payload(as_bytes("\xFF")), "<1 bytes ff>");
}

}  // namespace
}  // namespace breakwire::mqtt
