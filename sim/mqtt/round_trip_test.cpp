#include <gtest/gtest.h>

#include <set>

#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/example_packets.hpp"
#include "sim/mqtt/raw.hpp"

namespace breakwire::mqtt {
namespace {

using examples::Example;

class RoundTrip : public testing::TestWithParam<Example> {};

TEST_P(RoundTrip, DecodingGivesBackWhatWasEncoded) {
    const Bytes wire = encode(GetParam().packet, GetParam().version);
    const auto decoded = decode(wire, GetParam().version);
    ASSERT_TRUE(decoded) << to_string(decoded.error()) << " in " << to_hex(wire);
    EXPECT_EQ(*decoded, GetParam().packet);
}

TEST_P(RoundTrip, EveryShorterPacketIsIncomplete) {
    const Bytes wire = encode(GetParam().packet, GetParam().version);
    for (std::size_t size = 0; size < wire.size(); ++size) {
        const auto decoded = decode(ByteView(wire).first(size), GetParam().version);
        ASSERT_TRUE(decoded.has_error()) << size;
        EXPECT_EQ(decoded.error().why, Malformed::incomplete) << size;
        EXPECT_EQ(decoded.error().offset, size);
    }
}

TEST_P(RoundTrip, OneMoreByteIsTrailing) {
    Bytes wire = encode(GetParam().packet, GetParam().version);
    wire.push_back(std::byte{0});
    const auto decoded = decode(wire, GetParam().version);
    ASSERT_TRUE(decoded.has_error());
    EXPECT_EQ(decoded.error(), (DecodeError{Malformed::trailing_bytes, wire.size() - 1}));
}

INSTANTIATE_TEST_SUITE_P(Examples, RoundTrip, testing::ValuesIn(examples::all()),
                         [](const auto& row) { return row.param.name; });

TEST(Examples, HaveEveryPacketKindInEveryVersionThatKnowsIt) {
    std::set<std::pair<Version, PacketType>> seen;
    for (const Example& each : examples::all()) seen.emplace(each.version, type_of(each.packet));
    EXPECT_EQ(seen.size(), 14U + 15U);
}

TEST(Encode, WritesForbiddenValuesAsTheyAre) {
    EXPECT_EQ(to_hex(encode(Puback{0}, Version::v3_1_1)), "40020000");
    const Publish message{true, static_cast<Qos>(3), false, "a/#", 0, {}, {}};
    EXPECT_EQ(to_hex(encode(message, Version::v3_1_1)), "3e070003612f230000");
    const Publish dup{true, Qos::at_most_once, false, "", 9, {}, {}};
    EXPECT_EQ(to_hex(encode(dup, Version::v5_0)), "3803000000");
    const Subscribe nothing{0, {}, {}};
    EXPECT_EQ(to_hex(encode(nothing, Version::v5_0)), "8203000000");
    const Pubrel misplaced{1, 0, {{PropertyId::topic_alias, std::uint16_t{0}}}};
    EXPECT_EQ(to_hex(encode(misplaced, Version::v5_0)),
              "6207000100"
              "03"
              "230000");
}

TEST(Encode, KeepsThePropertyWidthThatTheStructHolds) {
    const Disconnect odd{0, {{PropertyId::session_expiry_interval, std::uint8_t{1}}}};
    EXPECT_EQ(to_hex(encode(odd, Version::v5_0)),
              "e0040002"
              "1101");
}

TEST(Raw, BuildsPacketsThatNoStructCanHold) {
    EXPECT_EQ(to_hex(Raw().u16(0).string("a/#").u8(0xFF).packet(0x80)), "800800000003612f23ff");
    EXPECT_EQ(to_hex(Raw().u32(0xDEADBEEF).varint(128).binary({}).body()), "deadbeef80010000");
    EXPECT_EQ(to_hex(Raw::packet(0xC0, Bytes(128))).substr(0, 6), "c08001");
}

}  // namespace
}  // namespace breakwire::mqtt
