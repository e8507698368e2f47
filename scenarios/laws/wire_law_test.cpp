#include "scenarios/laws/wire_law.hpp"

#include <gtest/gtest.h>

#include "scenarios/laws/law_history.hpp"
#include "sim/mqtt/encode.hpp"

/// Each rule of the wire in three stories: obeyed, broken, and one that says nothing about it.
namespace breakwire::scenarios::wire_story {
namespace {

using mqtt::PropertyId;
using mqtt::Qos;
using mqtt::Version;
using sim::BrokerState;

constexpr sim::ConnectionId client = 1;
constexpr sim::ConnectionId other = 2;
constexpr auto v3 = Version::v3_1_1;
constexpr auto v5 = Version::v5_0;

History connected(Version version) { return std::move(History(version).connect(client, "pump")); }

/// A client of 5.0 that asks for something in its CONNECT.
History asking(PropertyId id, std::uint32_t value, Version version = v5) {
    History history(version);
    mqtt::Connect connect = history.connect_packet("pump");
    connect.properties.add(id, value);
    return std::move(history.connect(client, connect));
}

mqtt::Publish message(Qos qos, std::uint16_t id = 0, bool dup = false) {
    mqtt::Publish made;
    made.topic = "plant/1/t";
    made.qos = qos;
    made.packet_id = id;
    made.dup = dup;
    return made;
}

mqtt::Publish aliased(const std::string& topic, std::uint16_t alias) {
    mqtt::Publish made;
    made.topic = topic;
    made.properties.add(PropertyId::topic_alias, alias);
    return made;
}

mqtt::Subscribe subscribe(std::uint16_t id, Qos qos = Qos::at_least_once) {
    mqtt::Subscribe made;
    made.packet_id = id;
    made.subscriptions = {{"plant/#", qos}};
    return made;
}

mqtt::Suback suback(std::uint16_t id, std::vector<std::uint8_t> reasons = {1}) {
    mqtt::Suback made;
    made.packet_id = id;
    made.reasons = std::move(reasons);
    return made;
}

mqtt::Unsubscribe unsubscribe(std::uint16_t id) {
    mqtt::Unsubscribe made;
    made.packet_id = id;
    made.filters = {"plant/#"};
    return made;
}

mqtt::Unsuback unsuback(std::uint16_t id, std::vector<std::uint8_t> reasons) {
    mqtt::Unsuback made;
    made.packet_id = id;
    made.reasons = std::move(reasons);
    return made;
}

mqtt::Connack refusal(std::uint8_t reason) {
    mqtt::Connack made;
    made.reason = reason;
    return made;
}

mqtt::Disconnect farewell(std::uint8_t reason) {
    mqtt::Disconnect made;
    made.reason = reason;
    return made;
}

template <class Packet>
Packet with(Packet packet, PropertyId id, mqtt::PropertyValue value) {
    packet.properties.add(id, std::move(value));
    return packet;
}

/// One that takes over the client's connection, up to its CONNACK.
History rivalled(Version version, bool closes, std::optional<std::uint8_t> told) {
    History history = connected(version);
    history.wait(1s).up(other, history.connect_packet("pump")).wait(1ms);
    if (told) history.down(client, farewell(*told));
    if (closes) history.close(client);
    history.down(other, mqtt::Connack{});
    return std::move(history.wait(3s));
}

struct Story {
    std::string name;
    std::function<History()> tell;
    std::string held;                   ///< a rule it exercises; empty if all is unknown
    std::vector<std::string> breaches;  ///< what it breaks
};

void PrintTo(const Story& story, std::ostream* out) { *out << story.name; }

class WireStory : public testing::TestWithParam<Story> {};

TEST_P(WireStory, IsJudgedAsTheStandardSays) {
    const Story& story = GetParam();
    const auto findings = story.tell().judge_by<WireLaw>();
    EXPECT_EQ(breaches(findings), story.breaches) << explain(findings);
    if (!story.held.empty()) {
        EXPECT_GT(held(findings, story.held), 0U);
    }
}

std::string named(const testing::TestParamInfo<Story>& info) { return info.param.name; }

const std::vector<Story> greetings{
    {"AConnackComesFirst", [] { return connected(v3); }, "v311/3.2.0-1", {}},
    {"APacketBeforeConnackIsABreach",
     [] {
         History history(v5);
         history.up(client, history.connect_packet("pump")).down(client, mqtt::Pingresp{});
         return history.down(client, mqtt::Connack{});
     },
     "",
     {"v5/3.2.0-1", "BW-WIRE-5"}},
    {"ASecondConnackIsABreach",
     [] { return connected(v5).down(client, mqtt::Connack{}); },
     "",
     {"v5/3.2.0-2"}},
    {"AConnectWithoutAnswerIsABreach",
     [] {
         History history(v3);
         return history.up(client, history.connect_packet("pump")).wait(3s);
     },
     "",
     {"v311/3.1.4-4"}},
    {"AConnectWhileTheBrokerIsPausedMayWait",
     [] {
         History history(v3);
         history.broker(BrokerState::paused).up(client, history.connect_packet("pump")).wait(9s);
         return history.broker(BrokerState::resumed).down(client, mqtt::Connack{});
     },
     "",
     {}},
    {"ARefusedConnectionIsClosed",
     [] {
         History history(v5);
         history.up(client, history.connect_packet("pump")).down(client, refusal(0x87));
         return history.wait(1ms).close(client).wait(3s);
     },
     "v5/3.2.2-7",
     {}},
    {"ARefusedConnectionThatGoesOnIsABreach",
     [] {
         History history(v3);
         history.up(client, history.connect_packet("pump")).down(client, refusal(5));
         return history.wait(3s);
     },
     "",
     {"v311/3.2.2-5"}},
    {"APacketAfterARefusalIsABreach",
     [] {
         History history(v3);
         history.up(client, history.connect_packet("pump")).down(client, refusal(5));
         return history.down(client, message(Qos::at_most_once)).close(client);
     },
     "v311/3.2.2-5",
     {"v311/3.2.0-1"}},
    {"AnEmptyClientIdIsToldItsName",
     [] {
         History history(v5);
         return history.connect(client, "");
     },
     "",
     {"v5/3.1.3-7"}},
    {"AnAssignedClientIdIsHeld",
     [] {
         History history(v5);
         history.up(client, history.connect_packet(""));
         return history.down(client, with(mqtt::Connack{}, PropertyId::assigned_client_identifier,
                                          std::string("auto-1")));
     },
     "v5/3.1.3-7",
     {}},
    {"AnAssignedClientIdOfSomebodyElseIsABreach",
     [] {
         History history = connected(v5);
         history.up(other, history.connect_packet(""));
         return history.down(other, with(mqtt::Connack{}, PropertyId::assigned_client_identifier,
                                         std::string("pump")));
     },
     "v5/3.1.3-7",
     {"v5/3.2.2-16"}},
    {"AnEmptyClientIdWithASessionIsRefused",
     [] {
         History history(v3);
         mqtt::Connect connect = history.connect_packet("");
         connect.clean_start = false;
         return history.connect(client, connect);
     },
     "",
     {"v311/3.1.3-8"}},
    {"ResponseInformationUnasked",
     [] {
         History history(v5);
         history.up(client, history.connect_packet("pump"));
         return history.down(client, with(mqtt::Connack{}, PropertyId::response_information,
                                          std::string("answers/")));
     },
     "v5/4.12.0-6",
     {"v5/3.1.2-28"}},
    {"AnAuthenticationMethodUnasked",
     [] {
         History history(v5);
         history.up(client, history.connect_packet("pump"));
         history.down(client, with(mqtt::Connack{}, PropertyId::authentication_method,
                                   std::string("SCRAM")));
         return history.down(client, mqtt::Auth{});
     },
     "v5/3.1.2-28",
     {"v5/4.12.0-6", "v5/4.12.0-6"}},
};

INSTANTIATE_TEST_SUITE_P(Greetings, WireStory, testing::ValuesIn(greetings), named);

const std::vector<Story> answers{
    {"APublishAtQos1IsAcknowledged",
     [] {
         return connected(v3)
             .up(client, message(Qos::at_least_once, 7))
             .wait(1ms)
             .down(client, mqtt::Puback{7})
             .wait(3s);
     },
     "v311/4.3.2-2",
     {}},
    {"APublishWithoutPubackIsABreach",
     [] { return connected(v5).up(client, message(Qos::at_least_once, 7)).wait(3s); },
     "",
     {"v5/4.3.2-4"}},
    {"APubackThatIsLateIsABreachOnce",
     [] {
         return connected(v5)
             .up(client, message(Qos::at_least_once, 7))
             .wait(3s)
             .down(client, mqtt::Puback{7});
     },
     "",
     {"v5/4.3.2-4"}},
    {"APubackWithAnotherIdIsTwoBreaches",
     [] {
         return connected(v3)
             .up(client, message(Qos::at_least_once, 7))
             .down(client, mqtt::Puback{8})
             .wait(3s);
     },
     "",
     {"v311/4.3.2-2", "v311/2.3.1-6"}},
    {"APubackForQos2IsABreach",
     [] {
         return connected(v5)
             .up(client, message(Qos::exactly_once, 7))
             .down(client, mqtt::Puback{7})
             .wait(3s);
     },
     "",
     {"v5/4.3.3-8", "v5/2.2.1-5"}},
    {"ASecondPubackIsABreach",
     [] {
         return connected(v3)
             .up(client, message(Qos::at_least_once, 7))
             .down(client, mqtt::Puback{7})
             .down(client, mqtt::Puback{7});
     },
     "v311/2.3.1-6",
     {"v311/2.3.1-6"}},
    {"WhoHasLeftCannotExpectAnAnswer",
     [] {
         return connected(v3)
             .up(client, message(Qos::at_least_once, 7))
             .disconnect(client)
             .wait(3s);
     },
     "",
     {}},
    {"WhoseOctetsPileUpCannotExpectAnAnswer",
     [] {
         return connected(v3)
             .octets_down(client, 20'000)
             .up(client, message(Qos::at_least_once, 7))
             .wait(3s);
     },
     "",
     {}},
    {"ABrokerUnderAFaultMayBeLate",
     [] {
         return connected(v3)
             .fault("broker", sim::Phase::begin)
             .up(client, message(Qos::at_least_once, 7))
             .wait(3s);
     },
     "",
     {}},
    {"Qos2GoesAllTheWay",
     [] {
         History history = connected(v5);
         history.up(client, message(Qos::exactly_once, 7)).down(client, mqtt::Pubrec{7});
         return history.up(client, mqtt::Pubrel{7}).down(client, mqtt::Pubcomp{7}).wait(3s);
     },
     "v5/4.3.3-11",
     {}},
    {"APubrelWithoutPubcompIsABreach",
     [] {
         History history = connected(v3);
         history.up(client, message(Qos::exactly_once, 7)).down(client, mqtt::Pubrec{7});
         return history.up(client, mqtt::Pubrel{7}).wait(3s);
     },
     "v311/4.3.3-2",
     {"v311/4.3.3-2"}},
    {"APubrecWithoutPubrelIsABreach",
     [] {
         return connected(v5)
             .down(client, message(Qos::exactly_once, 9))
             .up(client, mqtt::Pubrec{9})
             .wait(3s);
     },
     "",
     {"v5/4.3.3-4"}},
    {"APubrelBeforePubrecIsABreach",
     [] {
         return connected(v3)
             .down(client, message(Qos::exactly_once, 9))
             .down(client, mqtt::Pubrel{9});
     },
     "",
     {"v311/4.3.3-1"}},
    {"APubrecThatRefusesEndsTheMatter",
     [] {
         return connected(v5)
             .down(client, message(Qos::exactly_once, 9))
             .up(client, mqtt::Pubrec{9, 0x97})
             .wait(3s);
     },
     "",
     {}},
    {"ASubscribeIsAnswered",
     [] { return connected(v3).up(client, subscribe(5)).down(client, suback(5)).wait(3s); },
     "v311/3.8.4-1",
     {}},
    {"ASubscribeWithoutAnswerIsABreach",
     [] { return connected(v5).up(client, subscribe(5)).wait(3s); },
     "",
     {"v5/3.8.4-1"}},
    {"ASubackWithAnotherIdIsABreach",
     [] { return connected(v5).down(client, suback(6)); },
     "",
     {"v5/2.2.1-6"}},
    {"ASubackThatGrantsMoreIsABreach",
     [] { return connected(v3).up(client, subscribe(5)).down(client, suback(5, {2})).wait(3s); },
     "v311/3.8.4-1",
     {"v311/3.8.4-5"}},
    {"ASubackWithTooManyCodesIsABreach",
     [] {
         return connected(v5).up(client, subscribe(5)).down(client, suback(5, {1, 1}));
     },
     "v5/3.8.4-7",
     {"v5/3.8.4-6"}},
    {"ASubackMayRefuse",
     [] { return connected(v5).up(client, subscribe(5)).down(client, suback(5, {0x87})); },
     "v5/3.8.4-7",
     {}},
    {"AnUnsubscribeWithoutAnswerIsABreach",
     [] { return connected(v3).up(client, unsubscribe(5)).wait(3s); },
     "",
     {"v311/3.10.4-4"}},
    {"AnUnsubackWithTooFewCodesIsABreach",
     [] { return connected(v5).up(client, unsubscribe(5)).down(client, unsuback(5, {})); },
     "v5/3.10.4-4",
     {"v5/3.11.3-1"}},
    {"APingIsAnswered",
     [] {
         return connected(v3).up(client, mqtt::Pingreq{}).down(client, mqtt::Pingresp{}).wait(3s);
     },
     "v311/3.12.4-1",
     {}},
    {"APingWithoutAnswerIsABreach",
     [] { return connected(v5).up(client, mqtt::Pingreq{}).wait(3s); },
     "",
     {"v5/3.12.4-1"}},
    {"APongUnaskedIsABreach",
     [] { return connected(v3).down(client, mqtt::Pingresp{}); },
     "",
     {"BW-WIRE-5"}},
};

INSTANTIATE_TEST_SUITE_P(Answers, WireStory, testing::ValuesIn(answers), named);

const std::vector<Story> deliveries{
    {"NewDeliveriesHaveNewIds",
     [] {
         History history = connected(v3);
         history.down(client, message(Qos::at_least_once, 9)).up(client, mqtt::Puback{9});
         return history.down(client, message(Qos::at_least_once, 9));
     },
     "v311/2.3.1-4",
     {}},
    {"AnIdInUseIsABreach",
     [] {
         return connected(v5)
             .down(client, message(Qos::at_least_once, 9))
             .down(client, message(Qos::at_least_once, 9));
     },
     "v5/2.2.1-4",
     {"v5/2.2.1-4"}},
    {"AnIdIsInUseUntilPubcomp",
     [] {
         History history = connected(v3);
         history.down(client, message(Qos::exactly_once, 9)).up(client, mqtt::Pubrec{9});
         history.down(client, mqtt::Pubrel{9});
         return history.down(client, message(Qos::at_least_once, 9));
     },
     "",
     {"v311/2.3.1-4"}},
    {"Mqtt311MaySendAgain",
     [] {
         return connected(v3)
             .down(client, message(Qos::at_least_once, 9))
             .wait(20s)
             .down(client, message(Qos::at_least_once, 9, true));
     },
     "v311/2.3.1-4",
     {}},
    {"Mqtt5MayNotSendAgain",
     [] {
         return connected(v5)
             .down(client, message(Qos::at_least_once, 9))
             .wait(20s)
             .down(client, message(Qos::at_least_once, 9, true));
     },
     "",
     {"v5/4.4.0-1"}},
    {"APublishAfterItsPubrecIsABreach",
     [] {
         History history = connected(v3);
         history.down(client, message(Qos::exactly_once, 9)).up(client, mqtt::Pubrec{9});
         history.down(client, mqtt::Pubrel{9}).wait(2s);
         return history.down(client, message(Qos::exactly_once, 9, true));
     },
     "v311/2.3.1-4",
     {"v311/4.3.3-1"}},
    {"TheReceiveMaximumIsKept",
     [] {
         History history = asking(PropertyId::receive_maximum, 1);
         history.down(client, message(Qos::at_least_once, 1)).up(client, mqtt::Puback{1});
         return history.down(client, message(Qos::exactly_once, 2));
     },
     "v5/3.3.4-9",
     {}},
    {"TheReceiveMaximumIsPassed",
     [] {
         History history = asking(PropertyId::receive_maximum, 1);
         history.down(client, message(Qos::at_least_once, 1));
         return history.down(client, message(Qos::exactly_once, 2));
     },
     "v5/3.3.4-9",
     {"v5/3.3.4-9"}},
    {"APacketTooLongIsABreach",
     [] { return asking(PropertyId::maximum_packet_size, 100).octets_down(client, 101); },
     "",
     {"v5/3.1.2-24"}},
    {"APacketShortEnoughIsNot",
     [] { return asking(PropertyId::maximum_packet_size, 100).octets_down(client, 100); },
     "v5/3.1.2-24",
     {}},
    {"AnAliasInRange",
     [] {
         return asking(PropertyId::topic_alias_maximum, 2)
             .down(client, aliased("plant/1/t", 2))
             .down(client, aliased("", 2));
     },
     "BW-WIRE-6",
     {}},
    {"AnAliasPastTheMaximumIsABreach",
     [] {
         return asking(PropertyId::topic_alias_maximum, 2).down(client, aliased("plant/1/t", 3));
     },
     "",
     {"v5/3.1.2-26"}},
    {"AnAliasWithoutMaximumIsABreach",
     [] { return connected(v5).down(client, aliased("plant/1/t", 1)); },
     "",
     {"v5/3.1.2-27"}},
    {"AnAliasWithoutTopicIsABreach",
     [] { return asking(PropertyId::topic_alias_maximum, 2).down(client, aliased("", 2)); },
     "v5/3.1.2-26",
     {"BW-WIRE-6"}},
    {"ProblemInformationUnwanted",
     [] {
         History history = asking(PropertyId::request_problem_information, 0);
         history.up(client, message(Qos::at_least_once, 7));
         return history.down(
             client, with(mqtt::Puback{7}, PropertyId::reason_string, std::string("thanks")));
     },
     "v5/4.3.2-4",
     {"v5/3.1.2-29"}},
    {"AWildcardInATopicIsABreach",
     [] {
         return connected(v3).malformed_down(client, mqtt::Malformed::topic_wildcard,
                                             "MQTT-3.3.2-2");
     },
     "",
     {"v311/3.3.2-2"}},
    {"ATrailingOctetIsABreach",
     [] { return connected(v5).malformed_down(client, mqtt::Malformed::trailing_bytes); },
     "",
     {"BW-WIRE-1"}},
    {"ASubscribeFromTheBrokerIsABreach",
     [] { return connected(v5).down(client, subscribe(1)); },
     "BW-WIRE-1",
     {"BW-WIRE-3"}},
    {"ADisconnectFromABrokerOf311IsABreach",
     [] { return connected(v3).down(client, farewell(0)).close(client); },
     "BW-WIRE-1",
     {"BW-WIRE-3"}},
};

INSTANTIATE_TEST_SUITE_P(Deliveries, WireStory, testing::ValuesIn(deliveries), named);

const std::vector<Story> endings{
    {"AMalformedPacketEndsTheConnection",
     [] { return connected(v5).malformed_up(client).close(client).wait(3s); },
     "v5/4.13.1-1",
     {}},
    {"AMalformedPacketThatIsPassedOverIsABreach",
     [] { return connected(v3).malformed_up(client).wait(3s); },
     "",
     {"v311/4.8.0-1"}},
    {"AnUnknownProtocolIsTheBrokersAffair",
     [] {
         return History(v3).malformed_up(client, mqtt::Malformed::protocol_level_unknown).wait(3s);
     },
     "",
     {}},
    {"APacketBeforeConnectEndsTheConnection",
     [] { return History(v3).up(client, mqtt::Pingreq{}).wait(3s); },
     "",
     {"v311/4.8.0-1"}},
    {"APacketOfServersEndsTheConnection",
     [] { return connected(v5).up(client, mqtt::Pingresp{}).wait(3s); },
     "",
     {"v5/4.13.1-1"}},
    {"ASecondConnectEndsTheConnection",
     [] {
         History history = connected(v3);
         return history.up(client, history.connect_packet("pump")).close(client).wait(3s);
     },
     "v311/3.1.0-2",
     {}},
    {"ASecondConnectThatIsPassedOverIsABreach",
     [] {
         History history = connected(v5);
         return history.up(client, history.connect_packet("pump")).wait(3s);
     },
     "",
     {"v5/3.1.0-2"}},
    {"AnErrorIsNamed",
     [] { return connected(v5).malformed_up(client).down(client, farewell(0x81)).close(client); },
     "BW-WIRE-4",
     {}},
    {"AnErrorWithoutItsNameIsABreach",
     [] { return connected(v5).malformed_up(client).down(client, farewell(0)).close(client); },
     "v5/4.13.1-1",
     {"BW-WIRE-4"}},
    {"ADisconnectIsFollowedByTheEnd",
     [] { return connected(v5).down(client, farewell(0x8B)).close(client).wait(3s); },
     "v5/3.14.4-2",
     {}},
    {"ADisconnectWithoutEndIsABreach",
     [] { return connected(v5).down(client, farewell(0x8B)).wait(3s); },
     "",
     {"v5/3.14.4-2"}},
    {"APacketAfterDisconnectIsABreach",
     [] {
         return connected(v5)
             .down(client, farewell(0x8B))
             .down(client, message(Qos::at_most_once))
             .close(client);
     },
     "v5/3.14.4-2",
     {"v5/3.14.4-1"}},
    {"ADisconnectWithASessionExpiryIsABreach",
     [] {
         return connected(v5)
             .down(client,
                   with(farewell(0x8B), PropertyId::session_expiry_interval, std::uint32_t{5}))
             .close(client);
     },
     "v5/3.14.4-2",
     {"v5/3.14.2-2"}},
    {"ADisconnectWithAClientsReasonIsABreach",
     [] { return connected(v5).down(client, farewell(0x04)).close(client); },
     "v5/3.14.4-2",
     {"v5/3.14.2-1"}},
    {"ADisconnectBeforeConnackIsABreach",
     [] {
         History history(v5);
         history.up(client, history.connect_packet("pump")).down(client, farewell(0x87));
         return history.close(client);
     },
     "",
     {"v5/3.14.0-1"}},
    {"SilenceEndsTheConnection",
     [] {
         History history(v3);
         return history.connect(client, "pump", std::nullopt, 10).wait(17s).close(client);
     },
     "v311/3.1.2-24",
     {}},
    {"SilenceThatEndsNothingIsABreach",
     [] {
         History history(v5);
         return history.connect(client, "pump", std::nullopt, 10).wait(25s);
     },
     "",
     {"v5/3.1.2-22"}},
    {"TheKeepAliveOfTheServerCounts",
     [] {
         History history(v5);
         mqtt::Connect connect = history.connect_packet("pump");
         connect.keep_alive = 1000;
         history.up(client, connect);
         history.down(client,
                      with(mqtt::Connack{}, PropertyId::server_keep_alive, std::uint16_t{10}));
         return history.wait(25s);
     },
     "",
     {"v5/3.1.2-22"}},
    {"APingBreaksTheSilence",
     [] {
         History history(v3);
         history.connect(client, "pump", std::nullopt, 10).wait(12s);
         return history.up(client, mqtt::Pingreq{}).down(client, mqtt::Pingresp{}).wait(12s);
     },
     "v311/3.12.4-1",
     {}},
    {"ATakeoverIsTold", [] { return rivalled(v5, true, 0x8E); }, "v5/3.1.4-3", {}},
    {"ATakeoverWithoutAWordIsABreach",
     [] { return rivalled(v5, true, std::nullopt); },
     "",
     {"v5/3.1.4-3"}},
    {"ATakeoverWithAnotherReasonIsABreach",
     [] { return rivalled(v5, true, 0x8B); },
     "",
     {"v5/3.1.4-3"}},
    {"ATakeoverOf311NeedsNoWord",
     [] { return rivalled(v3, true, std::nullopt); },
     "v311/3.1.4-2",
     {}},
    {"ATakeoverThatLeavesTheOldConnectionIsABreach",
     [] { return rivalled(v3, false, std::nullopt); },
     "",
     {"v311/3.1.4-2"}},
    {"ARivalThatIsRefusedTakesNothingOver",
     [] {
         History history = connected(v5);
         history.wait(1s).up(other, history.connect_packet("pump")).wait(1ms);
         return history.down(other, refusal(0x87)).close(other).wait(3s);
     },
     "v5/3.2.2-7",
     {}},
    {"ACrashEndsAllThatWasOwed",
     [] {
         History history = connected(v5);
         history.up(client, mqtt::Pingreq{}).malformed_up(client).wait(1ms);
         return history.broker(BrokerState::crashed).wait(9s);
     },
     "",
     {}},
};

INSTANTIATE_TEST_SUITE_P(Endings, WireStory, testing::ValuesIn(endings), named);

}  // namespace
}  // namespace breakwire::scenarios::wire_story
