#include "sim/faults/packet_twists.hpp"

#include <gmock/gmock.h>

#include "sim/faults/fault_bench.hpp"
#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/encode.hpp"

namespace breakwire::sim {
namespace {

using mqtt::PropertyId;
using mqtt::Version;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// What a rewrite with these settings makes of a packet that the device sends.
template <class Body>
Body rewritten(std::string_view settings, const Body& body, Version version = Version::v5_0) {
    FaultBench bench;
    bench.install("packet_rewrite", settings);
    const auto out = bench.packet(Direction::up, body, 1, version).output;
    EXPECT_EQ(out.size(), 1U);
    return std::get<Body>(*mqtt::decode(out.at(0), version));
}

mqtt::Connect connect() {
    mqtt::Connect connect;
    connect.client_id = "pump";
    connect.keep_alive = 9;
    connect.properties.add(PropertyId::session_expiry_interval, 3600);
    connect.will = mqtt::Will{"plant/1/state", to_bytes("offline")};
    connect.will->properties.add(PropertyId::will_delay_interval, 5);
    return connect;
}

TEST(Scaling, MultipliesTheDurationsThatItNames) {
    const auto out = rewritten(
        "{device: pump, match: {type: connect}, scale: {keep_alive: 3, will_delay_interval: 2}}",
        connect());
    EXPECT_EQ(out.keep_alive, 27);
    EXPECT_EQ(out.will->properties.get<std::uint32_t>(PropertyId::will_delay_interval), 10U);
    EXPECT_EQ(out.properties.get<std::uint32_t>(PropertyId::session_expiry_interval), 3600U);
}

TEST(Scaling, RoundsDownAndStaysInRange) {
    const auto halved =
        rewritten("{device: pump, match: {type: connect}, scale: {keep_alive: 0.5}}", connect());
    EXPECT_EQ(halved.keep_alive, 4);
    const auto huge = rewritten(
        "{device: pump, match: {type: connect}, scale: {keep_alive: 1000000, "
        "session_expiry_interval: 10000000}}",
        connect());
    EXPECT_EQ(huge.keep_alive, 65'535);
    EXPECT_EQ(huge.properties.get<std::uint32_t>(PropertyId::session_expiry_interval), 0xFFFFFFFFU);
}

TEST(Scaling, LeavesEternityAloneUnlessItEndsAtOnce) {
    mqtt::Connect eternal;
    eternal.properties.add(PropertyId::session_expiry_interval, 0xFFFFFFFFU);
    const auto of = [&](std::string_view factor) {
        return rewritten(
                   "{device: pump, match: {type: connect}, scale: {session_expiry_interval: " +
                       std::string(factor) + "}}",
                   eternal)
            .properties.get<std::uint32_t>(PropertyId::session_expiry_interval);
    };
    EXPECT_EQ(of("0.5"), 0xFFFFFFFFU);
    EXPECT_EQ(of("0"), 0U);
}

TEST(Scaling, HitsNothingWhereThereIsNothingToScale) {
    FaultBench bench;
    bench.install("packet_rewrite",
                  "{device: pump, match: {type: publish}, scale: {message_expiry_interval: 2}}");
    bench.packet(Direction::up, publish(), 1, Version::v5_0);
    EXPECT_THAT(bench.board.never_hit(), ElementsAre("packet_rewrite (pump)"));
}

TEST(Scaling, NeedsAPlaceAndAFactor) {
    EXPECT_THAT(
        mistakes_of("packet_rewrite",
                    "{match: {type: publish}, device: pump, scale: {keep_alive: 2}}"),
        ElementsAre("a.yaml:1:47: error: scale has 'keep_alive', for which a PUBLISH has no "
                    "place"));
    EXPECT_THAT(mistakes_of("packet_rewrite",
                            "{match: {type: connect}, device: pump, scale: {keep_alive: -1}}"),
                ElementsAre("a.yaml:1:60: error: keep_alive is below 0"));
    EXPECT_THAT(mistakes_of("packet_rewrite", "{match: {type: connect}, device: pump, scale: {}}"),
                ElementsAre("a.yaml:1:47: error: scale changes nothing"));
}

TEST(SubscriptionOptions, AreThoseOfEverySubscription) {
    mqtt::Subscribe subscribe{7, {}, {{"a/#"}, {"b/+", mqtt::Qos::at_least_once, true}}};
    const auto out = rewritten(
        "{device: pump, match: {type: subscribe}, options: {no_local: false, retain_handling: 2}}",
        subscribe);
    EXPECT_THAT(out.subscriptions,
                ElementsAre(mqtt::Subscription{"a/#", mqtt::Qos::at_most_once, false, false, 2},
                            mqtt::Subscription{"b/+", mqtt::Qos::at_least_once, false, false, 2}));
}

TEST(SubscriptionOptions, TakeTheShareOff) {
    mqtt::Subscribe subscribe{7, {}, {{"a/#"}, {"$share/g/b/+"}}};
    const auto out =
        rewritten("{device: pump, match: {type: subscribe}, options: {shared: false}}", subscribe);
    EXPECT_THAT(out.subscriptions,
                ElementsAre(mqtt::Subscription{"a/#"}, mqtt::Subscription{"b/+"}));
}

TEST(SubscriptionOptions, AreOfASubscribe) {
    EXPECT_THAT(
        mistakes_of("packet_rewrite", "{match: {type: suback}, device: pump, options: {qos: 1}}"),
        ElementsAre("a.yaml:1:48: error: options is of a subscribe, not of a SUBACK"));
    EXPECT_THAT(mistakes_of("packet_rewrite",
                            "{match: {type: subscribe}, device: pump, options: {qos: 4}}"),
                ElementsAre("a.yaml:1:57: error: qos has two bits, 0 to 3"));
    EXPECT_THAT(
        mistakes_of("packet_rewrite", "{match: {type: subscribe}, device: pump, options: {}}"),
        ElementsAre("a.yaml:1:51: error: options changes nothing"));
}

TEST(PacketRewrite, ReversesTheValuesOfOneProperty) {
    mqtt::Publish message = publish();
    const auto add = [&](const char* name) {
        message.properties.add(PropertyId::user_property, mqtt::StringPair{name, "1"});
    };
    add("a");
    message.properties.add(PropertyId::content_type, std::string("text"));
    add("b");
    add("c");
    const auto out =
        rewritten("{device: pump, match: {type: publish}, reverse: user_property}", message);
    std::vector<std::string> names;
    for (const auto& pair : out.properties.get_all<mqtt::StringPair>(PropertyId::user_property)) {
        names.push_back(pair.name);
    }
    EXPECT_THAT(names, ElementsAre("c", "b", "a"));
    EXPECT_EQ(out.properties.get<std::string>(PropertyId::content_type), "text");
}

TEST(PacketRewrite, HitsNothingThatIsSoAlready) {
    FaultBench bench;
    bench.install("packet_rewrite", "{device: pump, match: {type: publish}, set: {qos: 1}}");
    bench.packet(Direction::up, publish());
    EXPECT_THAT(bench.board.never_hit(), ElementsAre("packet_rewrite (pump)"));
}

TEST(PacketRewrite, NeedsSomethingToDo) {
    EXPECT_THAT(mistakes_of("packet_rewrite", "{device: pump, match: {type: publish}}"),
                ElementsAre("a.yaml:1:1: error: packet_rewrite needs set, scale, options or "
                            "reverse"));
}

TEST(PacketRewrite, TakesPropertiesOutOfAWill) {
    const auto out = rewritten(
        "{device: pump, match: {type: connect}, set: {will: {without: [will_delay_interval]}}}",
        connect());
    EXPECT_THAT(out.will->properties, IsEmpty());
    EXPECT_THAT(
        mistakes_of("packet_rewrite",
                    "{match: {type: connect}, device: pump, set: {will: {without: [nothing]}}}"),
        ElementsAre("a.yaml:1:62: error: without has 'nothing', which is no property"));
}

TEST(PacketDuplicate, MayChangeTheSecondOne) {
    FaultBench bench;
    bench.install("packet_duplicate",
                  "{device: pump, match: {type: publish}, set: {packet_id: 77, payload: again}}");
    mqtt::Publish again = publish("plant/1/level", "again");
    again.packet_id = 77;
    EXPECT_THAT(bench.packet(Direction::up, publish()).output,
                ElementsAre(mqtt::encode(publish(), Version::v3_1_1),
                            mqtt::encode(again, Version::v3_1_1)));
}

TEST(PacketDuplicate, NeedsATypeWithAPlaceForWhatItChanges) {
    EXPECT_THAT(
        mistakes_of("packet_duplicate", "{match: {}, device: pump, set: {qos: 1}}"),
        ElementsAre("a.yaml:1:9: error: match needs the type of packet, for the sake of set"));
    EXPECT_THAT(
        mistakes_of("packet_duplicate", "{match: {type: pingresp}, device: pump, set: {qos: 1}}"),
        ElementsAre("a.yaml:1:46: error: set has 'qos', for which a PINGRESP has no place"));
}

}  // namespace
}  // namespace breakwire::sim
