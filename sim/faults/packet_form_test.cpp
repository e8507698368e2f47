#include "sim/faults/packet_form.hpp"

#include <gmock/gmock.h>

#include "sim/faults/fault_bench.hpp"
#include "sim/mqtt/describe.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;

constexpr auto v5 = mqtt::Version::v5_0;

mqtt::Packet form(std::string_view text, mqtt::Version version = v5) {
    Mistakes mistakes;
    PacketForm form;
    EXPECT_TRUE(PacketForm::fields().read(form, flow(text), mistakes)) << text;
    return form.packet(version);
}

std::vector<std::string> mistakes_in_form(std::string_view text) {
    return mistakes_of("packet_inject",
                       "{packet: " + std::string(text) + ", device: pump, match: {}}");
}

TEST(PacketForm, WritesAConnectWithAllItsParts) {
    mqtt::Connect wanted{v5, false, 10, {}, "pump"};
    wanted.properties.add(mqtt::PropertyId::session_expiry_interval, 60);
    wanted.will = mqtt::Will{"a", to_bytes("gone"), mqtt::Qos::at_least_once, true, {}};
    wanted.will->properties.add(mqtt::PropertyId::will_delay_interval, 5);
    wanted.user_name = "alice";
    wanted.password = to_bytes("secret");
    EXPECT_EQ(form("{type: connect, clean_start: false, keep_alive: 10, client_id: pump, "
                   "properties: {session_expiry_interval: 60}, will: {topic: a, payload: gone, "
                   "qos: 1, retain: true, properties: {will_delay_interval: 5}}, user_name: "
                   "alice, password: secret}"),
              mqtt::Packet(wanted));
}

TEST(PacketForm, SpeaksTheVersionOfTheConnection) {
    const mqtt::Version old = mqtt::Version::v3_1_1;
    EXPECT_EQ(std::get<mqtt::Connect>(form("{type: connect}", old)).version, old);
}

TEST(PacketForm, WritesListsOfFiltersAndCodes) {
    const mqtt::Subscribe wanted{
        7, {}, {{"a", mqtt::Qos::at_most_once}, {"b", mqtt::Qos::exactly_once, true, true, 2}}};
    EXPECT_EQ(form("{type: subscribe, packet_id: 7, subscriptions: [a, {filter: b, qos: 2, "
                   "no_local: true, retain_as_published: true, retain_handling: 2}]}"),
              mqtt::Packet(wanted));
    EXPECT_EQ(form("{type: unsubscribe, packet_id: 7, filters: [a, b]}"),
              mqtt::Packet(mqtt::Unsubscribe{7, {}, {"a", "b"}}));
    EXPECT_EQ(form("{type: suback, packet_id: 7, reasons: [0, 0x87]}"),
              mqtt::Packet(mqtt::Suback{7, {}, {0, 0x87}}));
}

TEST(PacketForm, RepeatsAPropertyForEachValueOfAList) {
    const mqtt::Publish wanted{false,
                               {},
                               false,
                               "a",
                               0,
                               {{mqtt::PropertyId::topic_alias, std::uint16_t{1}},
                                {mqtt::PropertyId::topic_alias, std::uint16_t{2}},
                                {mqtt::PropertyId::user_property, mqtt::StringPair{"k", "1"}},
                                {mqtt::PropertyId::user_property, mqtt::StringPair{"k", "2"}}},
                               {}};
    EXPECT_EQ(form("{type: publish, topic: a, properties: {topic_alias: [1, 2], user_property: "
                   "[{k: 1}, {k: 2}]}}"),
              mqtt::Packet(wanted));
}

TEST(PacketForm, RefusesWhatThePacketHasNoPlaceFor) {
    EXPECT_THAT(mistakes_in_form("{type: puback, topic: a}"),
                ElementsAre("a.yaml:1:32: error: topic has no place in a PUBACK"));
    EXPECT_THAT(mistakes_in_form("{topic: a}"),
                ElementsAre("a.yaml:1:10: error: packet: missing key 'type' (what kind of packet, "
                            "e.g. puback)"));
    EXPECT_THAT(mistakes_in_form("{type: suback, reason: 0, reasons: [0]}"),
                ElementsAre("a.yaml:1:45: error: reasons cannot go with reason"));
}

/// What `packet_rewrite` makes of `packet`.
mqtt::Packet rewritten(std::string_view set, mqtt::Packet packet) {
    Mistakes mistakes;
    PacketEdits edits;
    EXPECT_TRUE(PacketEdits::fields().read(edits, flow(set), mistakes)) << set;
    edits.apply(packet);
    return packet;
}

TEST(PacketEdits, ReplacesPropertiesByNameAndLeavesTheOthers) {
    mqtt::Publish before = publish();
    before.properties.add(mqtt::PropertyId::message_expiry_interval, 30);
    before.properties.add(mqtt::PropertyId::topic_alias, 3);
    before.properties.add(mqtt::PropertyId::content_type, std::string("text"));
    const auto after = std::get<mqtt::Publish>(
        rewritten("{properties: {message_expiry_interval: 1}, without: [topic_alias]}", before));
    EXPECT_EQ(mqtt::describe(after, v5),
              "PUBLISH q1 id 7 plant/1/level \"0.5\" {content_type \"text\", "
              "message_expiry_interval 1}");
}

TEST(PacketEdits, ChangesPartsOfAWillOrTakesItOut) {
    mqtt::Connect connect{v5};
    connect.will = mqtt::Will{"a", to_bytes("gone"), mqtt::Qos::at_least_once, true, {}};
    auto changed = std::get<mqtt::Connect>(rewritten("{will: {retain: false}}", connect));
    EXPECT_EQ(changed.will->topic, "a");
    EXPECT_FALSE(changed.will->retain);
    changed = std::get<mqtt::Connect>(rewritten("{without: [will]}", connect));
    EXPECT_FALSE(changed.will);
}

TEST(PacketEdits, RefusesToTakeOutWhatIsNothing) {
    EXPECT_THAT(mistakes_of("packet_rewrite",
                            "{device: pump, match: {type: publish}, set: {without: [topic]}}"),
                ElementsAre("a.yaml:1:55: error: without has 'topic', which is no property"));
}

}  // namespace
}  // namespace breakwire::sim
