#include "sim/websocket/frame.hpp"

#include <gtest/gtest.h>

namespace breakwire::sim {
namespace {

constexpr MaskingKey key{std::byte{0x37}, std::byte{0xfa}, std::byte{0x21}, std::byte{0x3d}};

std::string problem_of(std::string_view hex, bool masked) {
    WebSocketFrameReader reader(masked);
    reader.feed(*from_hex(hex));
    while (reader.next()) {
    }
    return reader.problem() ? reader.problem()->what : "none";
}

// The octets are those of the examples in RFC 6455 section 5.7.
TEST(WebSocketFrame, IsWrittenAsTheStandardShows) {
    const Bytes hello = to_bytes(std::string_view("Hello"));
    EXPECT_EQ(to_hex(encode({Opcode::text, true, hello}, std::nullopt)), "810548656c6c6f");
    EXPECT_EQ(to_hex(encode({Opcode::text, true, hello}, key)), "818537fa213d7f9f4d5158");
    EXPECT_EQ(to_hex(encode({Opcode::binary, true, Bytes(256)}, std::nullopt)).substr(0, 8),
              "827e0100");
    EXPECT_EQ(to_hex(encode({Opcode::binary, true, Bytes(65'536)}, std::nullopt)).substr(0, 20),
              "827f0000000000010000");
}

TEST(WebSocketFrame, IsReadHoweverItsOctetsArrive) {
    const WebSocketFrame sent{Opcode::binary, false, Bytes(300, std::byte{7})};
    const Bytes octets = encode(sent, key);
    WebSocketFrameReader reader(/*masked=*/true);
    for (std::size_t i = 0; i + 1 < octets.size(); ++i) {
        reader.feed(ByteView(octets).subspan(i, 1));
        ASSERT_FALSE(reader.next()) << i;
    }
    reader.feed(ByteView(octets).last(1));
    const auto got = reader.next();
    ASSERT_TRUE(got);
    EXPECT_EQ(got->opcode, Opcode::binary);
    EXPECT_FALSE(got->last);
    EXPECT_EQ(got->payload, sent.payload);
    EXPECT_FALSE(reader.next());
    EXPECT_FALSE(reader.problem());
}

TEST(WebSocketFrame, IsNoneWithWhatTheStandardForbids) {
    EXPECT_EQ(problem_of("8100", false), "none");
    EXPECT_EQ(problem_of("8300", false), "an unknown opcode");
    EXPECT_EQ(problem_of("c200", false), "reserved bits are set");
    EXPECT_EQ(problem_of("818537fa213d7f9f4d5158", false), "a masked frame");
    EXPECT_EQ(problem_of("8200", true), "a frame without a mask");
    EXPECT_EQ(problem_of("0900", false), "a control frame that is fragmented or too long");
    EXPECT_EQ(problem_of("897e0080", false), "a control frame that is fragmented or too long");
    EXPECT_EQ(problem_of("827f0000000010000005", false), "a frame larger than any packet");
    EXPECT_EQ(problem_of("827fffffffffffffffff", false), "a frame larger than any packet");
}

}  // namespace
}  // namespace breakwire::sim
