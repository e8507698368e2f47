#include "scenarios/laws/wire_stage.hpp"
#include "sim/mqtt/encode.hpp"

/// What single packets hold: reserved bits, reason codes, explanations that make them too large;
/// and what CONNACK and AUTH say of a will or a method.
namespace breakwire::scenarios::wire_story {
namespace {

class WireFormStory : public testing::TestWithParam<Story> {};

TEST_P(WireFormStory, IsJudgedAsTheStandardSays) { judge(GetParam()); }

History after_octets(Version version, std::string_view hex) {
    return std::move(connected(version).raw_down(client, *from_hex(hex)));
}

History greeted_by(Version version, std::string_view hex) {
    History history(version);
    history.up(client, history.connect_packet("pump"));
    return std::move(history.raw_down(client, *from_hex(hex)));
}

const std::vector<Story> forms{
    {"FlagsAreAsInTheTable",
     [] { return connected(v3).down(client, mqtt::Puback{7}); },
     "v311/2.2.2-1",
     {"v311/2.3.1-6"}},
    {"FlagsOf311ThatAreNotAreABreach",
     [] { return after_octets(v3, "41020007"); },
     "",
     {"v311/2.2.2-1"}},
    {"FlagsOf5ThatAreNotAreABreach",
     [] { return after_octets(v5, "60020007"); },
     "v5/3.2.2-1",
     {"v5/2.1.3-1"}},
    {"ReservedFlagsOfConnackAreABreach",
     [] { return greeted_by(v5, "2003800000"); },
     "",
     {"v5/3.2.2-1"}},
    {"ACodeOfAnotherPacketInConnackIsABreach",
     [] { return greeted_by(v5, "2003008d00"); },
     "",
     {"v5/3.2.2-8"}},
    {"ACodeOfAnotherPacketInPubackIsABreach",
     [] { return after_octets(v5, "4003000792"); },
     "v5/3.2.2-8",
     {"v5/3.4.2-1"}},
    {"ACodeOfAnotherPacketInPubrecIsABreach",
     [] { return after_octets(v5, "5003000792"); },
     "",
     {"v5/3.5.2-1"}},
    {"ACodeOfAnotherPacketInPubrelIsABreach",
     [] { return after_octets(v5, "6203000787"); },
     "",
     {"v5/3.6.2-1"}},
    {"ACodeOfAnotherPacketInPubcompIsABreach",
     [] { return after_octets(v5, "7003000787"); },
     "",
     {"v5/3.7.2-1"}},
    {"ACodeOfAnotherPacketInSubackIsABreach",
     [] { return after_octets(v3, "9003000703"); },
     "",
     {"v311/3.9.3-2"}},
    {"ACodeOfAnotherPacketInUnsubackIsABreach",
     [] { return after_octets(v5, "b00400070001"); },
     "",
     {"v5/3.11.3-2"}},
    {"ACodeOfAnotherPacketInAuthIsABreach",
     [] { return after_octets(v5, "f00180"); },
     "",
     {"v5/3.15.2-1"}},
    {"ThePacketsOfQos2HaveTheirCodes",
     [] {
         History history = connected(v5);
         history.up(client, message(Qos::exactly_once, 7)).down(client, mqtt::Pubrec{7, 0x10});
         history.up(client, mqtt::Pubrel{7}).down(client, mqtt::Pubcomp{7});
         history.down(client, message(Qos::exactly_once, 9)).up(client, mqtt::Pubrec{9});
         return history.down(client, mqtt::Pubrel{9});
     },
     "v5/3.6.2-1",
     {}},
    {"AnIdInUseAtQos1IsABreachOfQos1",
     [] {
         History history = connected(v5);
         history.down(client, message(Qos::exactly_once, 9));
         return history.down(client, message(Qos::at_least_once, 9));
     },
     "v5/4.3.3-1",
     {"v5/2.2.1-4", "v5/4.3.2-1"}},
};

INSTANTIATE_TEST_SUITE_P(Forms, WireFormStory, testing::ValuesIn(forms), named);

template <class Packet>
Packet explained(Packet packet, std::size_t reason, std::size_t user) {
    if (reason > 0) packet.properties.add(PropertyId::reason_string, std::string(reason, 'r'));
    if (user > 0) {
        const mqtt::StringPair pair{"why", std::string(user, 'u')};
        packet.properties.add(PropertyId::user_property, pair);
    }
    return packet;
}

/// A client that takes packets of 64 octets gets `packet`.
History small_client(const mqtt::Packet& packet) {
    History history = asking(PropertyId::maximum_packet_size, 64);
    return std::move(history.raw_down(client, mqtt::encode(packet, v5)));
}

const std::vector<Story> explanations{
    {"AReasonThatFits",
     [] { return small_client(explained(farewell(0x8B), 20, 0)); },
     "v5/3.14.2-3",
     {}},
    {"UserPropertiesThatFit",
     [] { return small_client(explained(farewell(0x8B), 20, 20)); },
     "v5/3.14.2-4",
     {}},
    {"AReasonThatDoesNotFitIsABreach",
     [] { return small_client(explained(farewell(0x8B), 80, 0)); },
     "",
     {"v5/3.1.2-24", "v5/3.14.2-3"}},
    {"OfTwoTheOneThatIsTooLongIsABreach",
     [] { return small_client(explained(farewell(0x8B), 80, 1)); },
     "",
     {"v5/3.1.2-24", "v5/3.14.2-3"}},
    {"OfTwoThatFitAloneTheUserPropertyIsABreach",
     [] { return small_client(explained(farewell(0x8B), 40, 40)); },
     "",
     {"v5/3.1.2-24", "v5/3.14.2-4"}},
    {"BothAreBreachesWhereNeitherFits",
     [] { return small_client(explained(farewell(0x8B), 80, 80)); },
     "",
     {"v5/3.1.2-24", "v5/3.14.2-3", "v5/3.14.2-4"}},
    {"APacketThatIsTooLargeByItselfBlamesNoReason",
     [] {
         History history = asking(PropertyId::maximum_packet_size, 4);
         return history.raw_down(client, mqtt::encode(explained(suback(5, {1, 1, 1}), 3, 3), v5));
     },
     "",
     {"v5/2.2.1-6", "v5/3.1.2-24"}},
    {"WhoNamesNoSizeMayGetAnyReason",
     [] { return connected(v5).down(client, explained(farewell(0x8B), 80, 80)); },
     "",
     {}},
    {"AMessageKeepsItsUserProperties",
     [] { return small_client(explained(message(Qos::at_most_once), 0, 10)); },
     "v5/3.1.2-24",
     {}},
};

INSTANTIATE_TEST_SUITE_P(Explanations, WireFormStory, testing::ValuesIn(explanations), named);

struct Row {
    std::string name;
    mqtt::Packet packet;
    std::string reason_string;
    std::string user_property;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class Explained : public testing::TestWithParam<Row> {};

TEST_P(Explained, IsABreachOfItsOwnSentencesWhereItIsTooLarge) {
    const auto findings = small_client(GetParam().packet).judge_by<WireLaw>();
    const auto found = breaches(findings);
    EXPECT_THAT(found, testing::IsSupersetOf({GetParam().reason_string, GetParam().user_property}))
        << explain(findings);
}

const std::vector<Row> rows{
    {"Connack", explained(mqtt::Connack{}, 80, 80), "v5/3.2.2-19", "v5/3.2.2-20"},
    {"Puback", explained(mqtt::Puback{7}, 80, 80), "v5/3.4.2-2", "v5/3.4.2-3"},
    {"Pubrec", explained(mqtt::Pubrec{7}, 80, 80), "v5/3.5.2-2", "v5/3.5.2-3"},
    {"Pubrel", explained(mqtt::Pubrel{7}, 80, 80), "v5/3.6.2-2", "v5/3.6.2-3"},
    {"Pubcomp", explained(mqtt::Pubcomp{7}, 80, 80), "v5/3.7.2-2", "v5/3.7.2-3"},
    {"Suback", explained(suback(7), 80, 80), "v5/3.9.2-1", "v5/3.9.2-2"},
    {"Unsuback", explained(unsuback(7, {0}), 80, 80), "v5/3.11.2-1", "v5/3.11.2-2"},
    {"Disconnect", explained(farewell(0x8B), 80, 80), "v5/3.14.2-3", "v5/3.14.2-4"},
    {"Auth",
     explained(with(mqtt::Auth{}, PropertyId::authentication_method, std::string("PLAIN")), 80, 80),
     "v5/3.15.2-2", "v5/3.15.2-3"},
};

INSTANTIATE_TEST_SUITE_P(Packets, Explained, testing::ValuesIn(rows),
                         [](const auto& row) { return row.param.name; });

/// The CONNECT of one with a retained will at QoS 2, or one that authenticates by "SCRAM"; up to
/// the first answer.
History asks_much(const mqtt::Packet& answer) {
    History history(v5);
    mqtt::Connect connect = history.connect_packet("pump");
    connect.will = History::will("plant/1/state", "offline", Qos::exactly_once, true);
    return std::move(history.up(client, connect).down(client, answer));
}

History authenticates(const mqtt::Packet& answer) {
    History history(v5);
    const std::string method = "SCRAM";
    history.up(client,
               with(history.connect_packet("pump"), PropertyId::authentication_method, method));
    return std::move(history.down(client, answer));
}

template <class Packet>
Packet by(Packet packet, std::string method) {
    return with(std::move(packet), PropertyId::authentication_method, std::move(method));
}

const std::vector<Story> terms{
    {"AWillAtAQosThatIsMissingIsRefused",
     [] { return asks_much(refusal(0x9B)).close(client); },
     "v5/3.2.2-12",
     {}},
    {"AWillAtAQosThatIsMissingIsTaken",
     [] { return asks_much(with(mqtt::Connack{}, PropertyId::maximum_qos, std::uint8_t{1})); },
     "",
     {"v5/3.2.2-12"}},
    {"ARetainedWillIsRefused",
     [] { return asks_much(refusal(0x9A)).close(client); },
     "v5/3.2.2-13",
     {}},
    {"ARetainedWillIsTakenByWhoRetainsNothing",
     [] { return asks_much(with(mqtt::Connack{}, PropertyId::retain_available, std::uint8_t{0})); },
     "",
     {"v5/3.2.2-13"}},
    {"ABrokerWithoutLimitsTakesAnyWill", [] { return asks_much(mqtt::Connack{}); }, "", {}},
    {"TheMethodIsKept",
     [] {
         return authenticates(by(mqtt::Auth{0x18}, "SCRAM"))
             .up(client, by(mqtt::Auth{0x18}, "SCRAM"))
             .down(client, by(mqtt::Connack{}, "SCRAM"));
     },
     "v5/4.12.0-5",
     {}},
    {"AnotherMethodInAuthIsABreach",
     [] { return authenticates(by(mqtt::Auth{0x18}, "PLAIN")); },
     "",
     {"v5/4.12.0-5"}},
    {"AConnackWithoutTheMethodIsABreach",
     [] { return authenticates(mqtt::Connack{}); },
     "",
     {"v5/4.12.0-5"}},
    {"ARefusalNeedsNoMethod",
     [] { return authenticates(refusal(0x8C)).close(client); },
     "v5/3.2.2-7",
     {}},
};

INSTANTIATE_TEST_SUITE_P(Terms, WireFormStory, testing::ValuesIn(terms), named);

}  // namespace
}  // namespace breakwire::scenarios::wire_story
