#include "sim/mqtt/reason_code.hpp"

#include <gtest/gtest.h>

namespace breakwire::mqtt {
namespace {

using enum Version;

std::size_t known_to(PacketType type, Version version) {
    std::size_t count = 0;
    for (unsigned code = 0; code <= 0xFF; ++code) {
        if (reason_known(type, version, static_cast<std::uint8_t>(code))) ++count;
    }
    return count;
}

TEST(ReasonText, DependsOnThePacket) {
    EXPECT_EQ(reason_text(PacketType::connack, v5_0, 0), "0x00 Success");
    EXPECT_EQ(reason_text(PacketType::disconnect, v5_0, 0), "0x00 Normal disconnection");
    EXPECT_EQ(reason_text(PacketType::suback, v5_0, 0), "0x00 Granted QoS 0");
    EXPECT_EQ(reason_text(PacketType::puback, v5_0, 0x87), "0x87 Not authorized");
}

TEST(ReasonText, DependsOnTheVersion) {
    EXPECT_EQ(reason_text(PacketType::connack, v3_1_1, 5), "0x05 not authorized");
    EXPECT_EQ(reason_text(PacketType::suback, v3_1_1, 0x80), "0x80 Failure");
}

TEST(ReasonText, SaysWhenACodeIsUnknown) {
    EXPECT_EQ(reason_text(PacketType::connack, v5_0, 0xC5), "0xC5 unknown reason");
    EXPECT_EQ(reason_text(PacketType::puback, v3_1_1, 0), "0x00 unknown reason");
}

// As many rows as the tables of chapter 3 have. A DISCONNECT may say 0x8C as well: table 2-6 lists
// it, table 3-13 leaves it out.
TEST(ReasonKnown, HoldsForEveryRowOfThePacketsTable) {
    EXPECT_EQ(known_to(PacketType::connack, v5_0), 22U);
    EXPECT_EQ(known_to(PacketType::puback, v5_0), 9U);
    EXPECT_EQ(known_to(PacketType::pubrec, v5_0), 9U);
    EXPECT_EQ(known_to(PacketType::pubrel, v5_0), 2U);
    EXPECT_EQ(known_to(PacketType::pubcomp, v5_0), 2U);
    EXPECT_EQ(known_to(PacketType::suback, v5_0), 12U);
    EXPECT_EQ(known_to(PacketType::unsuback, v5_0), 7U);
    EXPECT_EQ(known_to(PacketType::disconnect, v5_0), 29U + 1U);
    EXPECT_EQ(known_to(PacketType::auth, v5_0), 3U);
    EXPECT_EQ(known_to(PacketType::connack, v3_1_1), 6U);
    EXPECT_EQ(known_to(PacketType::suback, v3_1_1), 4U);
}

}  // namespace
}  // namespace breakwire::mqtt
