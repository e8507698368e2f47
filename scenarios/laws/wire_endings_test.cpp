#include "scenarios/laws/wire_stage.hpp"

/// Deliveries and endings: each rule in three stories, obeyed, broken, and one that says nothing.
namespace breakwire::scenarios::wire_story {
namespace {

class WireEndStory : public testing::TestWithParam<Story> {};

TEST_P(WireEndStory, IsJudgedAsTheStandardSays) { judge(GetParam()); }

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
     "v5/4.3.2-1",
     {"v5/2.2.1-4", "v5/4.3.2-1"}},
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

INSTANTIATE_TEST_SUITE_P(Deliveries, WireEndStory, testing::ValuesIn(deliveries), named);

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

INSTANTIATE_TEST_SUITE_P(Endings, WireEndStory, testing::ValuesIn(endings), named);

}  // namespace
}  // namespace breakwire::scenarios::wire_story
