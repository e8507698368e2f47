#include "reports/pcapng_blocks.hpp"

#include <gtest/gtest.h>

namespace breakwire::reports {
namespace {

std::uint32_t u32_at(const Bytes& block, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;) value = value << 8 | std::to_integer<unsigned>(block[at + i]);
    return value;
}

TEST(PcapngBlocks, BeginASectionWithTheMagicNumberOfTheByteOrder) {
    EXPECT_EQ(to_hex(section_header("bw", {})),
              "0a0d0d0a"
              "28000000"
              "4d3c2b1a"
              "01000000"
              "ffffffffffffffff"
              "04000200"
              "62770000"
              "00000000"
              "28000000");
}

TEST(PcapngBlocks, DescribeAnInterfaceOfIpPacketsInNanoseconds) {
    EXPECT_EQ(to_hex(interface_description("if", "text")),
              "01000000"
              "30000000"
              "65000000"
              "00000000"
              "0200020069660000"
              "0300040074657874"
              "0900010009000000"
              "00000000"
              "30000000");
}

TEST(PcapngBlocks, CarryAPacketWithItsTimeAndItsComments) {
    const Bytes octets = to_bytes("12345");
    EXPECT_EQ(to_hex(enhanced_packet(1, Duration{0x0000000123456789}, octets, {"a", "bcde"})),
              "06000000"
              "3c000000"
              "01000000"
              "01000000"
              "89674523"
              "05000000"
              "05000000"
              "3132333435000000"
              "0100010061000000"
              "0100040062636465"
              "00000000"
              "3c000000");
}

TEST(PcapngBlocks, SayTheirLengthAtBothEnds) {
    for (std::size_t size = 0; size < 9; ++size) {
        const Bytes block = enhanced_packet(0, {}, Bytes(size), {std::string(size, 'x')});
        EXPECT_EQ(block.size() % 4, 0U);
        EXPECT_EQ(u32_at(block, 4), block.size());
        EXPECT_EQ(u32_at(block, block.size() - 4), block.size());
    }
}

TEST(PcapngBlocks, CutACommentThatIsTooLongBetweenTwoCharacters) {
    std::string text = "x";
    while (text.size() < 70'000) text += "\xC3\xA9";
    const Bytes block = section_header("", {text});
    const std::size_t comment_at = 24 + 4;
    EXPECT_EQ(u32_at(block, comment_at), 64'999U << 16 | 1U);
}

}  // namespace
}  // namespace breakwire::reports
