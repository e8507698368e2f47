#include "sim/net/slip.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/net/ethernet_frame.hpp"

namespace breakwire::sim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// What comes out of a line, packet by packet.
class Diary {
public:
    void feed(std::string_view octets) { decoder.feed(as_bytes(octets)); }

    std::vector<std::string> packets;
    SlipDecoder decoder{[this](ByteView packet) { packets.push_back(to_text(packet)); }};
};

/// Source: RFC 1055, the figure of its two examples.
TEST(Slip, EscapesWhatLooksLikeItsEnds) {
    EXPECT_EQ(to_text(slip_encoded(as_bytes("a\xC0"
                                            "b\xDB"))),
              "\xC0"
              "a\xDB\xDC"
              "b\xDB\xDD\xC0");
}

TEST(Slip, DecodesWhatItHasEncodedOctetByOctet) {
    std::string all;
    for (int value = 0; value < 256; ++value) all.push_back(static_cast<char>(value));
    Diary diary;
    for (const std::byte octet : slip_encoded(as_bytes(all))) diary.decoder.feed({&octet, 1});
    EXPECT_THAT(diary.packets, ElementsAre(all));
}

TEST(Slip, OneEndBetweenTwoPacketsIsEnough) {
    Diary diary;
    diary.feed("one\xC0two\xC0\xC0\xC0three\xC0");
    EXPECT_THAT(diary.packets, ElementsAre("one", "two", "three"));
}

TEST(Slip, AnEscapeOfNothingIsTheOctetBehindIt) {
    Diary diary;
    diary.feed("\xDBx\xC0\xDB\xC0y\xC0");
    EXPECT_THAT(diary.packets, ElementsAre("x", "y"));
}

TEST(Slip, APacketThatIsTooLongIsLostAndTheNextIsNot) {
    Diary diary;
    diary.feed(std::string(SlipDecoder::packet_limit + 1, 'a') + "\xC0" +
               std::string(SlipDecoder::packet_limit, 'b') + "\xC0");
    EXPECT_THAT(diary.packets, ElementsAre(std::string(SlipDecoder::packet_limit, 'b')));
}

TEST(Slip, ForgetsWhatACutLineHasBegun) {
    Diary diary;
    diary.feed("half\xDB");
    diary.decoder.forget();
    diary.feed("\xDCwhole\xC0");
    EXPECT_THAT(diary.packets, ElementsAre("\xDCwhole"));
}

TEST(Slip, PacketsTravelInFramesWithoutTheirPadding) {
    std::string packet("\x45\0\0\x15", 4);
    packet += std::string(8, '\0') + std::string("\x0A\0\2\x0F\x0A\0\2\2", 8) + "x";
    Bytes frame = framed(as_bytes(packet));
    EXPECT_EQ(EthernetFrame::look_into(frame).type, EthernetFrame::type_ipv4);
    EXPECT_EQ(source_of(frame), 0x0A00020FU);
    frame.resize(60);
    EXPECT_EQ(to_text(packet_in(frame)), packet);
}

TEST(Slip, WhatIsNoPacketHasNoneInIt) {
    const Bytes asked = announcement(0x0A00020F);
    EXPECT_EQ(EthernetFrame::look_into(asked).type, EthernetFrame::type_arp);
    EXPECT_EQ(asked.size(), 42U);
    EXPECT_THAT(packet_in(asked), IsEmpty());
    EXPECT_EQ(source_of(asked), 0U);
    EXPECT_THAT(packet_in(framed(as_bytes("boot"))), IsEmpty());
}

}  // namespace
}  // namespace breakwire::sim
