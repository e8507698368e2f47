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
    return match(settings).fits(seen(packet, direction), {});
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
    EXPECT_TRUE(match("{type: puback}").fits(malformed, {}));
    EXPECT_FALSE(match("{packet_id: 1}").fits(malformed, {}));
    EXPECT_FALSE(match("{qos: 0}").fits(malformed, {}));
    malformed.bytes.clear();
    EXPECT_FALSE(match("{type: puback}").fits(malformed, {}));
}

bool take(PacketMatch& taker, const PacketSeen& seen, const ConnectionFacts& facts = {},
          Duration age = {}, std::uint64_t ordinal = 0) {
    PacketInFlight packet(seen, facts);
    packet.set_times(Instant(age), Instant());
    return taker.take(packet, Luck(1), ordinal);
}

/// Which of six PUBLISHes are taken, on connections 1 1 1 2 2 2.
std::vector<int> taken(std::string_view settings) {
    PacketMatch counting = match(settings);
    std::vector<int> out;
    for (int i = 1; i <= 6; ++i) {
        const ConnectionId connection = i <= 3 ? 1 : 2;
        EXPECT_FALSE(take(counting, seen(mqtt::Pingreq{}, Direction::up, connection)));
        if (take(counting, seen(publish(), Direction::up, connection))) out.push_back(i);
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

PacketSeen seen_5(const mqtt::Packet& packet) {
    PacketSeen out = seen(packet);
    out.version = mqtt::Version::v5_0;
    out.bytes = encode(packet, out.version);
    return out;
}

bool fits_5(std::string_view settings, const mqtt::Packet& packet) {
    return match(settings).fits(seen_5(packet), {});
}

TEST(PacketMatch, KnowsThePayloadByAPatternForAllOfIt) {
    EXPECT_TRUE(fits("{payload: \"0[.]5\"}", publish()));
    EXPECT_TRUE(fits("{payload: \".*5\"}", publish()));
    EXPECT_FALSE(fits("{payload: \"5\"}", publish()));
}

TEST(PacketMatch, KnowsAPropertyByItsNameOrValue) {
    mqtt::Publish message = publish();
    message.properties.add(mqtt::PropertyId::topic_alias, 3);
    message.properties.add(mqtt::PropertyId::user_property, mqtt::StringPair{"room", "3"});
    EXPECT_TRUE(fits_5("{property: topic_alias}", message));
    EXPECT_TRUE(fits_5("{property: {topic_alias: 3, user_property: {room: 3}}}", message));
    EXPECT_FALSE(fits_5("{property: {topic_alias: 4}}", message));
    EXPECT_FALSE(fits_5("{property: content_type}", message));
    EXPECT_FALSE(fits_5("{property: topic_alias}", mqtt::Pingreq{}));
}

TEST(PacketMatch, KnowsAReasonCode) {
    EXPECT_TRUE(fits_5("{reason: 0x87}", mqtt::Puback{7, 0x87}));
    EXPECT_TRUE(fits_5("{reason: [0x10, 135]}", mqtt::Puback{7, 0x87}));
    EXPECT_FALSE(fits_5("{reason: 0}", mqtt::Puback{7, 0x87}));
    EXPECT_TRUE(fits_5("{reason: 0x80}", mqtt::Suback{7, {}, {0, 0x80}}));
    EXPECT_FALSE(fits_5("{reason: 0}", publish()));
    EXPECT_TRUE(fits("{reason: 5}", mqtt::Connack{false, 5}));
    EXPECT_FALSE(fits("{reason: 0}", mqtt::Puback{7}));
}

TEST(PacketMatch, KnowsTheConnectionByItsClientAndItsPast) {
    const ConnectionFacts facts{"pump-17", false, true, {}};
    EXPECT_TRUE(match("{client: \"pump-.*\"}").fits(seen(publish()), facts));
    EXPECT_FALSE(match("{client: pump}").fits(seen(publish()), facts));
    EXPECT_TRUE(match("{resumed: true}").fits(seen(publish()), facts));
    EXPECT_FALSE(match("{resumed: false}").fits(seen(publish()), facts));
}

/// The ages, in seconds, at which a packet is taken; it comes once a second, up to nine.
std::vector<int> ages_taken(std::string_view settings, Duration opened = {}) {
    PacketMatch timed = match(settings);
    std::vector<int> out;
    const ConnectionFacts facts{"pump", true, false, Instant(opened)};
    for (int age = 0; age <= 9; ++age) {
        if (take(timed, seen(publish()), facts, age * 1s)) out.push_back(age);
    }
    return out;
}

TEST(PacketMatch, KeepsToATimeSinceTheFaultBegan) {
    EXPECT_THAT(ages_taken("{after: 7s}"), ElementsAre(7, 8, 9));
    EXPECT_THAT(ages_taken("{within: 2s}"), ElementsAre(0, 1));
    EXPECT_THAT(ages_taken("{after: 3s, within: 5s}"), ElementsAre(3, 4));
    EXPECT_THAT(ages_taken("{after: 3s, nth: 2}"), ElementsAre(4));
}

TEST(PacketMatch, KeepsToATimeSinceTheDeviceDialled) {
    EXPECT_THAT(ages_taken("{after: 3s, within: 5s, since: connection}", 2s), ElementsAre(5, 6));
}

TEST(PacketMatch, WaitsForAnotherPacketOfTheSameConnection) {
    PacketMatch gated = match("{type: publish, after_packet: {type: suback, direction: down}}");
    EXPECT_FALSE(take(gated, seen(publish())));
    EXPECT_FALSE(take(gated, seen(mqtt::Suback{7}, Direction::down)));
    EXPECT_TRUE(take(gated, seen(publish())));
    EXPECT_FALSE(take(gated, seen(publish(), Direction::up, 2)));
}

TEST(PacketMatch, DoesNotOpenItsOwnDoor) {
    PacketMatch second = match("{after_packet: {type: publish}}");
    EXPECT_FALSE(take(second, seen(publish())));
    EXPECT_TRUE(take(second, seen(publish())));
}

TEST(PacketMatch, CountsOverTheConnectionsOfASession) {
    PacketMatch counting = match("{type: publish, nth: 2, per: session}");
    const ConnectionFacts kept{"pump", false, true, {}};
    const ConnectionFacts clean{"pump", true, false, {}};
    EXPECT_FALSE(take(counting, seen(publish(), Direction::up, 1), kept));
    EXPECT_TRUE(take(counting, seen(publish(), Direction::up, 2), kept));
    EXPECT_FALSE(take(counting, seen(publish(), Direction::up, 3), clean));
    EXPECT_TRUE(take(counting, seen(publish(), Direction::up, 3), clean));
}

TEST(PacketMatch, TellsTheSessionsOfClientsApart) {
    PacketMatch counting = match("{type: publish, nth: 2, per: session}");
    EXPECT_FALSE(take(counting, seen(publish(), Direction::up, 1), {"a", false, false, {}}));
    EXPECT_FALSE(take(counting, seen(publish(), Direction::up, 2), {"b", false, false, {}}));
    EXPECT_TRUE(take(counting, seen(publish(), Direction::up, 1), {"a", false, false, {}}));
}

TEST(PacketMatch, EndsACleanSessionOf311WithItsConnection) {
    const ConnectionFacts clean{"pump", true, false, {}};
    const ConnectionFacts kept{"pump", false, false, {}};
    PacketMatch old = match("{type: publish, nth: 2, per: session}");
    EXPECT_FALSE(take(old, seen(publish(), Direction::up, 1), clean));
    EXPECT_FALSE(take(old, seen(publish(), Direction::up, 2), kept));
    PacketMatch five = match("{type: publish, nth: 2, per: session}");
    PacketSeen later = seen_5(publish());
    EXPECT_FALSE(take(five, later, clean));
    later.connection = 2;
    EXPECT_TRUE(take(five, later, kept));
}

TEST(PacketMatch, DrawsLuckForEachPacketByItsOrdinal) {
    PacketMatch lucky = match("{probability: 0.3}");
    int taken = 0;
    for (std::uint64_t i = 0; i < 10'000; ++i) taken += take(lucky, seen(publish()), {}, {}, i);
    // 3000 expected, standard deviation 46: five of them.
    EXPECT_NEAR(taken, 3000, 230);
    EXPECT_EQ(take(lucky, seen(publish()), {}, {}, 5), take(lucky, seen(publish()), {}, {}, 5));
    PacketMatch sure = match("{probability: 1}");
    EXPECT_TRUE(take(sure, seen(publish())));
}

TEST(PacketMatch, RefusesTimesAndLuckThatMakeNoSense) {
    EXPECT_THAT(mistakes_in("{probability: 0}"),
                ElementsAre("a.yaml:1:23: error: probability is above 0 and at most 1"));
    EXPECT_THAT(mistakes_in("{after: 5s, within: 3s}"),
                ElementsAre("a.yaml:1:29: error: within is over before after begins"));
    EXPECT_THAT(mistakes_in("{since: connection}"),
                ElementsAre("a.yaml:1:17: error: since needs after or within"));
}

TEST(PacketMatch, RefusesPropertiesAndReasonsThatCannotBe) {
    EXPECT_THAT(mistakes_in("{property: topic_alia}"),
                ElementsAre("a.yaml:1:20: error: unknown property 'topic_alia'; did you mean "
                            "'topic_alias'?"));
    EXPECT_THAT(mistakes_in("{property: {topic_alias: 70000}}"),
                ElementsAre("a.yaml:1:34: error: expected a whole number from 0 to 65535, got "
                            "'70000'"));
    EXPECT_THAT(mistakes_in("{type: publish, reason: 0}"),
                ElementsAre("a.yaml:1:33: error: reason is nothing that such a packet has"));
    EXPECT_THAT(mistakes_in("{client: \"[\"}"),
                ElementsAre("a.yaml:1:18: error: expected a regular expression (ECMAScript), got "
                            "'['"));
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

TEST(PacketMatch, KnowsAWillByWhatAConnectHasSaid) {
    mqtt::Connect connect;
    connect.will = mqtt::Will{"plant/1/state", to_bytes("offline")};
    PacketMatch wills = match("{type: publish, is_will: true}");
    const ConnectionFacts facts;
    const Luck luck(1);
    const auto takes = [&](const mqtt::Packet& packet, ConnectionId connection) {
        const PacketSeen one = seen(packet, Direction::down, connection);
        return wills.take(PacketInFlight(one, facts), luck, 0);
    };
    EXPECT_FALSE(takes(publish("plant/1/state", "offline"), 2));
    EXPECT_FALSE(takes(connect, 1));
    EXPECT_TRUE(takes(publish("plant/1/state", "offline"), 2));
    EXPECT_FALSE(takes(publish("plant/1/state", "online"), 2));
    EXPECT_FALSE(takes(publish("plant/2/state", "offline"), 2));
}

TEST(PacketMatch, TellsConnectsWithAWillFromOthers) {
    mqtt::Connect connect;
    EXPECT_TRUE(fits("{will: false}", connect));
    connect.will.emplace();
    EXPECT_TRUE(fits("{will: true}", connect));
    EXPECT_FALSE(fits("{will: false}", connect));
    EXPECT_FALSE(fits("{will: false}", publish()));
}

TEST(PacketMatch, TellsMalformedPacketsFromOthers) {
    PacketSeen spoilt = seen(publish());
    EXPECT_FALSE(match("{malformed: true}").fits(spoilt, {}));
    spoilt.packet.reset();
    EXPECT_TRUE(match("{malformed: true}").fits(spoilt, {}));
    EXPECT_FALSE(match("{malformed: false}").fits(spoilt, {}));
}

TEST(PacketMatch, KnowsWhetherTheConnectionAskedForACleanSession) {
    ConnectionFacts durable;
    durable.clean = false;
    EXPECT_TRUE(match("{clean: false}").fits(seen(publish()), durable));
    EXPECT_FALSE(match("{clean: true}").fits(seen(publish()), durable));
}

TEST(PacketMatch, CountsOverTheConnectionsOfAClient) {
    PacketMatch second = match("{type: connect, nth: 2, per: client}");
    const Luck luck(1);
    const auto takes = [&](const char* client, ConnectionId connection) {
        const ConnectionFacts facts{client};
        const PacketSeen one = seen(mqtt::Connect{}, Direction::up, connection);
        return second.take(PacketInFlight(one, facts), luck, 0);
    };
    EXPECT_FALSE(takes("pump", 1));
    EXPECT_FALSE(takes("fan", 2));
    EXPECT_TRUE(takes("pump", 3));
    EXPECT_TRUE(takes("fan", 4));
    EXPECT_FALSE(takes("pump", 5));
}

TEST(PacketMatch, RefusesWillsOfPacketsThatHaveNone) {
    EXPECT_THAT(mistakes_in("{type: publish, will: true}"),
                ElementsAre("a.yaml:1:31: error: will is of a connect, and type leaves that out"));
    EXPECT_THAT(
        mistakes_in("{type: connect, is_will: true}"),
        ElementsAre("a.yaml:1:34: error: is_will is of a publish, and type leaves that out"));
}

}  // namespace
}  // namespace breakwire::sim
