#include "sim/mqtt/decode.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace breakwire::mqtt {
namespace {

Decoded<Packet> decode_hex(std::string_view hex, Version version) {
    return decode(from_hex(hex).value(), version);
}

TEST(Decode, TakesTheVersionOfAConnectFromThePacket) {
    const auto connect = decode_hex("100c 0004 4d515454 04 02 0000 0000", Version::v5_0);
    ASSERT_TRUE(connect) << to_string(connect.error());
    EXPECT_EQ(std::get<Connect>(*connect).version, Version::v3_1_1);
}

TEST(Decode, RefusesALengthOfFiveBytes) {
    const auto decoded = decode_hex("c0 8080808000", Version::v3_1_1);
    EXPECT_EQ(decoded.error(), (DecodeError{Malformed::varint_too_long, 1, "2.2.3"}));
}

TEST(Decode, RefusesAPaddedLengthIn5_0Alone) {
    EXPECT_TRUE(decode_hex("c0 8000", Version::v3_1_1));
    EXPECT_EQ(decode_hex("c0 8000", Version::v5_0).error(),
              (DecodeError{Malformed::varint_not_minimal, 1, "MQTT-1.5.5-1"}));
    EXPECT_TRUE(decode_hex("10 8c00 0004 4d515454 04 02 0000 0000", Version::v5_0));
    EXPECT_FALSE(decode_hex("10 8d00 0004 4d515454 05 02 0000 00 0000", Version::v3_1_1));
}

TEST(Decode, AcceptsEveryShortFormOf5_0) {
    EXPECT_EQ(*decode_hex("4002 0001", Version::v5_0), Packet(Puback{1}));
    EXPECT_EQ(*decode_hex("4003 0001 10", Version::v5_0), Packet(Puback{1, 0x10}));
    EXPECT_EQ(*decode_hex("4004 0001 10 00", Version::v5_0), Packet(Puback{1, 0x10}));
    EXPECT_EQ(*decode_hex("e000", Version::v5_0), Packet(Disconnect{}));
    EXPECT_EQ(*decode_hex("e001 8e", Version::v5_0), Packet(Disconnect{0x8E}));
    EXPECT_EQ(*decode_hex("e002 8e 00", Version::v5_0), Packet(Disconnect{0x8E}));
    EXPECT_EQ(*decode_hex("f001 00", Version::v5_0), Packet(Auth{}));
}

TEST(Decode, LeavesToTheServerWhatItAnswersWithACode) {
    // An empty client id without Clean Session gets return code 2 (3.1.1 [MQTT-3.1.3-8]).
    EXPECT_TRUE(decode_hex("100c 0004 4d515454 04 00 0000 0000", Version::v3_1_1));
}

TEST(Decode, SeesASharedSubscriptionIn5_0Only) {
    EXPECT_TRUE(decode_hex("820e 0001 0009 2473686172652f2f61 00", Version::v3_1_1));
}

TEST(DecodeError, NamesTheSentenceOfTheVersion) {
    const auto rule = [](std::string_view hex, Version version) {
        return decode_hex(hex, version).error().rule;
    };
    EXPECT_EQ(rule("4002 0000", Version::v3_1_1), "MQTT-2.3.1-1");
    EXPECT_EQ(rule("4002 0000", Version::v5_0), "MQTT-2.2.1-3");
    EXPECT_EQ(rule("8202 0001", Version::v3_1_1), "MQTT-3.8.3-3");
    EXPECT_EQ(rule("8203 0001 00", Version::v5_0), "MQTT-3.8.3-2");
    EXPECT_EQ(rule("6203 0001 10", Version::v5_0), "MQTT-3.6.2-1");
    EXPECT_EQ(rule("3003 0001 23", Version::v3_1_1), "MQTT-3.3.2-2");
    EXPECT_EQ(rule("100c 0004 4d515454 04 03 0000 0000", Version::v5_0), "MQTT-3.1.2-3");
}

TEST(DecodeError, ReadsAsOneLine) {
    EXPECT_EQ(to_string(decode_hex("4002 0000", Version::v5_0).error()),
              "packet identifier is zero at byte 2 [MQTT-2.2.1-3]");
    EXPECT_EQ(to_string(decode_hex("4002 00", Version::v5_0).error()),
              "packet is shorter than its length says at byte 3");
}

TEST(DecodeError, IsThrownByAValueThatIsNotThere) {
    EXPECT_THROW(decode_hex("00", Version::v5_0).value(), std::runtime_error);
}

}  // namespace
}  // namespace breakwire::mqtt
