#include "sim/mqtt/framer.hpp"

#include <gtest/gtest.h>

#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/example_packets.hpp"

namespace breakwire::mqtt {
namespace {

std::vector<Bytes> all_of(Framer& framer) {
    std::vector<Bytes> packets;
    while (auto next = framer.next()) packets.push_back(next->value());
    return packets;
}

/// A stream of small packets of every kind, and where it has to be cut.
struct Stream {
    Bytes bytes;
    std::vector<Bytes> packets;
};

Stream stream() {
    Stream out;
    for (const examples::Example& each : examples::all()) {
        const Bytes packet = encode(each.packet, each.version);
        if (packet.size() > 500) continue;
        out.packets.push_back(packet);
        out.bytes.insert(out.bytes.end(), packet.begin(), packet.end());
    }
    return out;
}

TEST(Framer, FindsTheSamePacketsWhereverTheStreamIsSplit) {
    const Stream all = stream();
    for (std::size_t split = 0; split <= all.bytes.size(); ++split) {
        Framer framer;
        framer.feed(ByteView(all.bytes).first(split));
        std::vector<Bytes> packets = all_of(framer);
        framer.feed(ByteView(all.bytes).subspan(split));
        for (Bytes& later : all_of(framer)) packets.push_back(std::move(later));
        ASSERT_EQ(packets, all.packets) << "split at " << split;
        ASSERT_EQ(framer.buffered(), 0U);
    }
}

TEST(Framer, FindsTheSamePacketsByteByByte) {
    const Stream all = stream();
    Framer framer;
    std::vector<Bytes> packets;
    for (const std::byte each : all.bytes) {
        framer.feed(ByteView(&each, 1));
        for (Bytes& packet : all_of(framer)) packets.push_back(std::move(packet));
    }
    EXPECT_EQ(packets, all.packets);
}

TEST(Framer, ShowsTheBeginningOfAnUnfinishedPacket) {
    Framer framer;
    framer.feed(from_hex("c000 3205 0001").value());
    EXPECT_EQ(framer.buffered(), 6U);
    EXPECT_EQ(to_hex(framer.next()->value()), "c000");
    EXPECT_FALSE(framer.next());
    EXPECT_EQ(to_hex(framer.rest()), "32050001");
    EXPECT_EQ(framer.buffered(), 4U);
}

TEST(Framer, CutsAPacketWithAPaddedLengthAndLeavesTheJudgementToDecode) {
    Framer framer;
    framer.feed(from_hex("c08000 d000").value());
    EXPECT_EQ(to_hex(framer.next()->value()), "c08000");
    EXPECT_EQ(to_hex(framer.next()->value()), "d000");
}

TEST(Framer, StaysFailedAfterALengthOfFiveBytes) {
    Framer framer;
    framer.feed(from_hex("c000 30ffffffff01").value());
    EXPECT_EQ(to_hex(framer.next()->value()), "c000");
    const auto failed = framer.next();
    ASSERT_TRUE(failed);
    EXPECT_EQ(failed->error(), (DecodeError{Malformed::varint_too_long, 1}));
    EXPECT_EQ(framer.failure(), failed->error());

    framer.feed(from_hex("c000").value());
    EXPECT_FALSE(framer.next());
    EXPECT_EQ(to_hex(framer.rest()), "30ffffffff01c000");
}

TEST(Framer, FailsAtTheFourthBadLengthByteWithoutWaitingForMore) {
    Framer framer;
    framer.feed(from_hex("30ffffff").value());
    EXPECT_FALSE(framer.next());
    framer.feed(from_hex("ff").value());
    EXPECT_TRUE(framer.next()->has_error());
}

TEST(Framer, RefusesAPacketOverItsLimitBeforeItHasArrived) {
    Framer framer(10);
    framer.feed(from_hex("3008").value());
    EXPECT_FALSE(framer.next());
    framer.feed(Bytes(8));
    EXPECT_EQ(framer.next()->value().size(), 10U);
    framer.feed(from_hex("3009").value());
    EXPECT_EQ(framer.next()->error().why, Malformed::packet_too_large);
}

}  // namespace
}  // namespace breakwire::mqtt
