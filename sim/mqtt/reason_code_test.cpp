#include "sim/mqtt/reason_code.hpp"

#include <gtest/gtest.h>

namespace breakwire::mqtt {
namespace {

constexpr Version old = Version::v3_1_1;
constexpr Version v5 = Version::v5_0;

std::size_t known_to(PacketType type, Version version) {
    std::size_t count = 0;
    for (unsigned code = 0; code <= 0xFF; ++code) {
        if (reason_known(type, version, static_cast<std::uint8_t>(code))) ++count;
    }
    return count;
}

TEST(ReasonText, DependsOnThePacket) {
    EXPECT_EQ(reason_text(PacketType::connack, v5, 0), "0x00 Success");
    EXPECT_EQ(reason_text(PacketType::disconnect, v5, 0), "0x00 Normal disconnection");
    EXPECT_EQ(reason_text(PacketType::suback, v5, 0), "0x00 Granted QoS 0");
    EXPECT_EQ(reason_text(PacketType::puback, v5, 0x87), "0x87 Not authorized");
}

TEST(ReasonText, DependsOnTheVersion) {
    EXPECT_EQ(reason_text(PacketType::connack, old, 5), "0x05 not authorized");
    EXPECT_EQ(reason_text(PacketType::suback, old, 0x80), "0x80 Failure");
}

TEST(ReasonText, SaysWhenACodeIsUnknown) {
    EXPECT_EQ(reason_text(PacketType::connack, v5, 0xC5), "0xC5 unknown reason");
    EXPECT_EQ(reason_text(PacketType::puback, old, 0), "0x00 unknown reason");
}

// As many rows as the tables of chapter 3 have. A DISCONNECT may say 0x8C as well: table 2-6 lists
// it, table 3-13 leaves it out.
TEST(ReasonKnown, HoldsForEveryRowOfThePacketsTable) {
    EXPECT_EQ(known_to(PacketType::connack, v5), 22U);
    EXPECT_EQ(known_to(PacketType::puback, v5), 9U);
    EXPECT_EQ(known_to(PacketType::pubrec, v5), 9U);
    EXPECT_EQ(known_to(PacketType::pubrel, v5), 2U);
    EXPECT_EQ(known_to(PacketType::pubcomp, v5), 2U);
    EXPECT_EQ(known_to(PacketType::suback, v5), 12U);
    EXPECT_EQ(known_to(PacketType::unsuback, v5), 7U);
    EXPECT_EQ(known_to(PacketType::disconnect, v5), 29U + 1U);
    EXPECT_EQ(known_to(PacketType::auth, v5), 3U);
    EXPECT_EQ(known_to(PacketType::connack, old), 6U);
    EXPECT_EQ(known_to(PacketType::suback, old), 4U);
}

}  // namespace
}  // namespace breakwire::mqtt
