#include "sim/net/ethernet_frame.hpp"

#include <gtest/gtest.h>

#include "sim/net/testing_frames.hpp"

namespace breakwire::sim {
namespace {

TEST(EthernetFrame, KnowsWhatFaultsAskAboutTcp) {
    const auto frame = EthernetFrame::look_into(tcp_frame(tcp_syn | 1, 10));
    EXPECT_EQ(frame.type, EthernetFrame::type_ipv4);
    EXPECT_TRUE(frame.is_tcp());
    EXPECT_EQ(frame.packet, 50U);
    EXPECT_EQ(frame.payload, 10U);
    EXPECT_EQ(frame.destination, gateway_address);
    EXPECT_EQ(frame.source_port, 49'153);
    EXPECT_EQ(frame.destination_port, 1883);
    EXPECT_EQ(frame.sequence, 1000U);
    EXPECT_TRUE(frame.syn);
    EXPECT_TRUE(frame.fin);
    EXPECT_FALSE(frame.rst);
}

TEST(EthernetFrame, LeavesOutThePaddingOfAShortFrame) {
    Bytes padded = tcp_frame(tcp_syn);
    padded.resize(60);
    EXPECT_EQ(EthernetFrame::look_into(padded).payload, 0U);
    EXPECT_EQ(EthernetFrame::look_into(padded).packet, 46U);
}

TEST(EthernetFrame, IsReadNoFurtherThanItGoes) {
    const Bytes whole = tcp_frame(tcp_syn, 10);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        const auto frame = EthernetFrame::look_into(part);
        EXPECT_LE(frame.payload, size);
        EXPECT_TRUE(!frame.syn || size >= 14 + 20 + 20) << size;
    }
}

TEST(EthernetFrame, OfWhichTheLengthsLieHasNoPorts) {
    Bytes frame = tcp_frame(tcp_syn);
    frame[14] = std::byte{0x4f};  // a header of 60 octets, in a packet of 40
    EXPECT_EQ(EthernetFrame::look_into(frame).destination_port, 0);
    frame = tcp_frame(tcp_syn);
    frame[46] = std::byte{0xf0};  // the same for TCP
    EXPECT_EQ(EthernetFrame::look_into(frame).payload, 0U);
}

TEST(EthernetFrame, ThatIsALaterFragmentHasNoPorts) {
    Bytes frame = tcp_frame(tcp_syn);
    put_two(frame, 20, 100);
    EXPECT_EQ(EthernetFrame::look_into(frame).destination_port, 0);
    EXPECT_FALSE(EthernetFrame::look_into(frame).syn);
}

TEST(EthernetFrame, IsAnsweredByAResetThatItsSenderBelieves) {
    const Bytes syn = tcp_frame(tcp_syn);
    const auto reset = answered_by_reset(syn);
    ASSERT_TRUE(reset);
    const auto known = EthernetFrame::look_into(*reset);
    EXPECT_TRUE(known.rst && known.ack);
    EXPECT_EQ(known.sequence, 0U);
    EXPECT_EQ(known.acknowledged, 1001U);
    EXPECT_EQ(known.source_port, 1883);
    EXPECT_EQ(known.destination_port, 49'153);
    EXPECT_EQ(known.destination, board_address);
    EXPECT_TRUE(std::equal(reset->begin(), reset->begin() + 6, syn.begin() + 6)) << "to its card";
    EXPECT_EQ(internet_checksum(ByteView(*reset).subspan(14, 20)), 0U);
    EXPECT_EQ(internet_checksum(ByteView(*reset).subspan(34), pseudo_header(*reset)), 0U);
}

TEST(EthernetFrame, ThatAcknowledgesIsAnsweredByAResetInItsPlace) {
    Bytes frame = tcp_frame(0x10, 10);
    put_four(frame, 42, 5000);
    const auto known = EthernetFrame::look_into(*answered_by_reset(frame));
    EXPECT_TRUE(known.rst);
    EXPECT_FALSE(known.ack);
    EXPECT_EQ(known.sequence, 5000U);
}

TEST(EthernetFrame, IsDamagedInTcpAloneAndNotInItsPadding) {
    const Bytes whole = tcp_frame(tcp_syn);
    for (std::uint64_t which = 0; which < 400; ++which) {
        Bytes frame = whole;
        frame.resize(60);
        ASSERT_TRUE(damage_tcp(frame, which));
        EXPECT_TRUE(std::equal(frame.begin(), frame.begin() + 34, whole.begin()));
        EXPECT_NE(to_bytes(ByteView(frame).first(54)), whole);
    }
    Bytes other = arp_request();
    EXPECT_FALSE(damage_tcp(other, 0));
    EXPECT_EQ(other, arp_request());
}

TEST(EthernetFrame, IsAnsweredByNobodyIfItIsAResetOrNoTcp) {
    EXPECT_FALSE(answered_by_reset(tcp_frame(4)));
    EXPECT_FALSE(answered_by_reset(arp_request()));
    EXPECT_FALSE(answered_by_reset(ByteView(tcp_frame(tcp_syn)).first(50)));
}

}  // namespace
}  // namespace breakwire::sim
