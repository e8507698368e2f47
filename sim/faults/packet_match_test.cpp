#include "sim/faults/packet_match.hpp"

#include <gmock/gmock.h>

#include "sim/faults/fault_bench.hpp"
#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/raw.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

PacketSeen seen(const mqtt::Packet& packet, Direction direction = Direction::up,
                ConnectionId connection = 1) {
    const auto version = mqtt::Version::v3_1_1;
    return {"pump",
            connection,
            direction,
            Tap::client,
            version,
            encode(packet, version),
            std::make_shared<mqtt::Packet>(packet),
            {}};
}

PacketMatch match(std::string_view settings) {
    Mistakes mistakes;
    PacketMatch match;
    EXPECT_TRUE(PacketMatch::fields().read(match, flow(settings), mistakes));
    return match;
}

bool fits(std::string_view settings, const mqtt::Packet& packet,
          Direction direction = Direction::up) {
    return match(settings).fits(seen(packet, direction));
}

std::vector<std::string> mistakes_in(std::string_view settings) {
    return mistakes_of("packet_drop", "{match: " + std::string(settings) + ", device: pump}");
}

TEST(PacketMatch, FitsEverythingIfNothingIsAskedFor) {
    EXPECT_TRUE(fits("{}", mqtt::Pingreq{}));
    EXPECT_TRUE(fits("{}", publish(), Direction::down));
}

TEST(PacketMatch, TellsPacketsApartByDirectionAndType) {
    EXPECT_TRUE(fits("{direction: up}", publish()));
    EXPECT_FALSE(fits("{direction: down}", publish()));
    EXPECT_TRUE(fits("{type: puback}", mqtt::Puback{7}));
    EXPECT_FALSE(fits("{type: puback}", mqtt::Pubrec{7}));
    EXPECT_TRUE(fits("{type: [puback, pubrec]}", mqtt::Pubrec{7}));
}

TEST(PacketMatch, TellsPublishesApart) {
    mqtt::Publish flagged = publish("plant/1/state");
    flagged.dup = flagged.retain = true;
    EXPECT_TRUE(fits("{qos: 1}", publish()));
    EXPECT_FALSE(fits("{qos: 2}", publish()));
    EXPECT_TRUE(fits("{dup: true, retain: true}", flagged));
    EXPECT_FALSE(fits("{dup: true}", publish()));
    EXPECT_TRUE(fits("{retain: false}", publish()));
    EXPECT_TRUE(fits("{topic: plant/+/state}", flagged));
    EXPECT_FALSE(fits("{topic: plant/+/state}", publish()));
}

TEST(PacketMatch, FitsNothingButAPublishOnceAFieldOfItIsAskedFor) {
    EXPECT_FALSE(fits("{qos: 1}", mqtt::Puback{7}));
    EXPECT_FALSE(fits("{retain: false}", mqtt::Pingreq{}));
    EXPECT_FALSE(fits("{topic: \"#\"}", publish("")));
}

TEST(PacketMatch, KnowsThePacketIdentifierWhereThereIsOne) {
    mqtt::Publish unnumbered = publish();
    unnumbered.qos = mqtt::Qos::at_most_once;
    EXPECT_TRUE(fits("{packet_id: 7}", publish()));
    EXPECT_TRUE(fits("{packet_id: 7}", mqtt::Suback{7}));
    EXPECT_FALSE(fits("{packet_id: 7}", mqtt::Puback{8}));
    EXPECT_FALSE(fits("{packet_id: 7}", unnumbered));
    EXPECT_FALSE(fits("{packet_id: 7}", mqtt::Pingreq{}));
}

TEST(PacketMatch, KnowsAMalformedPacketByItsType) {
    PacketSeen malformed = seen(mqtt::Pingreq{});
    malformed.packet = nullptr;
    malformed.bytes = mqtt::Raw().u16(0).packet(0x40);
    EXPECT_TRUE(match("{type: puback}").fits(malformed));
    EXPECT_FALSE(match("{packet_id: 1}").fits(malformed));
    EXPECT_FALSE(match("{qos: 0}").fits(malformed));
    malformed.bytes.clear();
    EXPECT_FALSE(match("{type: puback}").fits(malformed));
}

/// Which of six PUBLISHes are taken, on connections 1 1 1 2 2 2.
std::vector<int> taken(std::string_view settings) {
    PacketMatch counting = match(settings);
    std::vector<int> out;
    for (int i = 1; i <= 6; ++i) {
        EXPECT_FALSE(counting.take(seen(mqtt::Pingreq{}, Direction::up, i <= 3 ? 1 : 2)));
        if (counting.take(seen(publish(), Direction::up, i <= 3 ? 1 : 2))) out.push_back(i);
    }
    return out;
}

TEST(PacketMatch, CountsWhatFitsOnEachConnection) {
    EXPECT_THAT(taken("{type: publish, nth: 2}"), ElementsAre(2, 5));
    EXPECT_THAT(taken("{type: publish, every: 2}"), ElementsAre(2, 5));
    EXPECT_THAT(taken("{type: publish, nth: 4}"), IsEmpty());
}

TEST(PacketMatch, CountsOverAllConnectionsIfAsked) {
    EXPECT_THAT(taken("{type: publish, nth: 4, per: fault}"), ElementsAre(4));
    EXPECT_THAT(taken("{type: publish, every: 2, per: fault}"), ElementsAre(2, 4, 6));
}

TEST(PacketMatch, EndsAfterSoManyTimes) {
    EXPECT_THAT(taken("{type: publish, times: 4}"), ElementsAre(1, 2, 3, 4));
    EXPECT_THAT(taken("{type: publish, nth: 1, times: 1}"), ElementsAre(1));
}

TEST(PacketMatch, RefusesToCountFromZero) {
    EXPECT_THAT(mistakes_in("{nth: 0}"), ElementsAre("a.yaml:1:15: error: nth counts from 1"));
    EXPECT_THAT(mistakes_in("{every: 0}"), ElementsAre("a.yaml:1:17: error: every counts from 1"));
    EXPECT_THAT(mistakes_in("{times: 0}"), ElementsAre("a.yaml:1:17: error: times counts from 1"));
    EXPECT_THAT(mistakes_in("{packet_id: 0}"),
                ElementsAre("a.yaml:1:21: error: packet_id is never 0"));
}

TEST(PacketMatch, RefusesKeysThatContradictEachOther) {
    EXPECT_THAT(mistakes_in("{nth: 1, every: 2}"),
                ElementsAre("a.yaml:1:25: error: every cannot go with nth"));
    EXPECT_THAT(mistakes_in("{per: fault}"),
                ElementsAre("a.yaml:1:15: error: per needs nth or every"));
    EXPECT_THAT(mistakes_in("{type: puback, qos: 1}"),
                ElementsAre("a.yaml:1:29: error: qos is of a publish, and type leaves that out"));
}

TEST(PacketMatch, SaysWhichKindsOfPacketThereAre) {
    EXPECT_THAT(
        mistakes_in("{type: pubak}"),
        ElementsAre("a.yaml:1:16: error: expected one of connect | connack | publish | puback | "
                    "pubrec | pubrel | pubcomp | subscribe | suback | unsubscribe | unsuback | "
                    "pingreq | pingresp | disconnect | auth, got 'pubak'"));
}

}  // namespace
}  // namespace breakwire::sim
