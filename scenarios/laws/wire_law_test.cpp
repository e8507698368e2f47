#include "scenarios/laws/wire_stage.hpp"

/// Greetings and answers: each rule in three stories, obeyed, broken, and one that says nothing.
namespace breakwire::scenarios::wire_story {
namespace {

class WireStory : public testing::TestWithParam<Story> {};

TEST_P(WireStory, IsJudgedAsTheStandardSays) { judge(GetParam()); }

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

}  // namespace
}  // namespace breakwire::scenarios::wire_story
