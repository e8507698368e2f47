#include "devices/stacks/keep_alive.hpp"

#include <gtest/gtest.h>

#include "sim/mqtt/encode.hpp"

namespace breakwire::devices {
namespace {

using Seconds = KeepAlive::Seconds;

Bytes packet(std::size_t payload) {
    mqtt::Publish publish;
    publish.topic = "t";
    publish.payload = Bytes(payload);
    return mqtt::encode(publish, mqtt::Version::v3_1_1);
}

const Bytes pingresp = mqtt::encode(mqtt::Pingresp{}, mqtt::Version::v3_1_1);

TEST(PacketEnds, AreFoundHoweverThePiecesAreCut) {
    for (const std::size_t payload : {0, 1, 124, 125, 20'000, 3'000'000}) {
        const Bytes whole = packet(payload);
        for (const std::size_t cut :
             {std::size_t{1}, std::size_t{2}, std::size_t{3}, whole.size() - 1}) {
            PacketEnds ends;
            EXPECT_FALSE(ends.pass(ByteView(whole).first(cut))) << payload << " cut at " << cut;
            EXPECT_TRUE(ends.pass(ByteView(whole).subspan(cut))) << payload << " cut at " << cut;
        }
    }
}

TEST(PacketEnds, AreFoundInTheMiddleOfAPiece) {
    Bytes bytes = packet(10);
    const Bytes next = packet(10);
    bytes.insert(bytes.end(), next.begin(), next.end() - 1);
    PacketEnds ends;
    EXPECT_TRUE(ends.pass(bytes));
    EXPECT_TRUE(ends.pass(ByteView(next).last(1)));
    EXPECT_FALSE(ends.pass(ByteView(pingresp).first(1)));
    EXPECT_TRUE(ends.pass(ByteView(pingresp).last(1)));
}

class KeepAliveTest : public testing::Test {
protected:
    KeepAliveTest() { keep_alive.begin(Seconds(60), Seconds(1000)); }
    KeepAlive keep_alive;
};

TEST_F(KeepAliveTest, IsDueAnIntervalAfterTheOlderOfTheLastPacketsInAndOut) {
    EXPECT_EQ(keep_alive.due(), Seconds(1060));
    keep_alive.sent(packet(1), Seconds(1030));
    EXPECT_EQ(keep_alive.due(), Seconds(1060));
    keep_alive.received(packet(1), Seconds(1010));
    EXPECT_EQ(keep_alive.due(), Seconds(1070));
}

TEST_F(KeepAliveTest, CountsWholePacketsOnly) {
    keep_alive.sent(packet(1), Seconds(1040));
    keep_alive.received(ByteView(pingresp).first(1), Seconds(1050));
    EXPECT_EQ(keep_alive.due(), Seconds(1060));
    keep_alive.received(ByteView(pingresp).last(1), Seconds(1055));
    EXPECT_EQ(keep_alive.due(), Seconds(1100));
}

TEST_F(KeepAliveTest, IsNotDueTwiceInOneSecond) {
    keep_alive.looked(Seconds(1060));
    EXPECT_EQ(keep_alive.due(), Seconds(1061));
}

TEST_F(KeepAliveTest, TakesTheIntervalTheBrokerAsksForAsTheLibraryDoes) {
    keep_alive.change(Seconds(10));
    EXPECT_EQ(keep_alive.due(), Seconds(1010));
    keep_alive.change(Seconds(600));
    EXPECT_EQ(keep_alive.due(), Seconds(1060));
    keep_alive.change(Seconds(0));
    EXPECT_EQ(keep_alive.due(), std::nullopt);
}

TEST_F(KeepAliveTest, IsNeverDueWithoutAnInterval) {
    keep_alive.begin(Seconds(0), Seconds(1000));
    EXPECT_EQ(keep_alive.due(), std::nullopt);
}

}  // namespace
}  // namespace breakwire::devices
