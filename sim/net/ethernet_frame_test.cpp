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

}  // namespace
}  // namespace breakwire::sim
