#include "scenarios/laws/properties_law.hpp"

#include <gtest/gtest.h>

#include "scenarios/laws/law_history.hpp"

/// What messages carry along, told as records: passed on, changed on the way, and what nobody can
/// know.
namespace breakwire::scenarios::properties_story {
namespace {

using mqtt::Properties;
using mqtt::PropertyId;
using mqtt::Qos;
using mqtt::StringPair;
using mqtt::Version;
using sim::BrokerState;

constexpr sim::ConnectionId reader = 1;
constexpr sim::ConnectionId writer = 2;
constexpr sim::ConnectionId again = 3;

mqtt::Connect reading(const History& history) {
    mqtt::Connect connect = history.connect_packet("dashboard");
    connect.clean_start = false;
    connect.properties.add(PropertyId::session_expiry_interval, 3600);
    return connect;
}

History& subscribe(History& history, const char* filter, std::uint32_t identifier,
                   sim::ConnectionId whom = reader) {
    mqtt::Subscribe packet;
    packet.packet_id = static_cast<std::uint16_t>(100 + identifier);
    packet.subscriptions.resize(1);
    packet.subscriptions[0].filter = filter;
    packet.subscriptions[0].qos = Qos::at_least_once;
    if (identifier != 0) packet.properties.add(PropertyId::subscription_identifier, identifier);
    history.up(whom, packet).wait(1ms);
    return history.down(whom, mqtt::Suback{packet.packet_id, {}, {1}}).wait(1s);
}

History stage() {
    History history(Version::v5_0);
    history.broker(BrokerState::starting).broker(BrokerState::ready);
    history.connect(reader, reading(history)).connect(writer, "sensor");
    return history;
}

mqtt::Publish message(Properties properties, bool retain = false) {
    mqtt::Publish made;
    made.topic = "plant/1/t";
    made.payload = to_bytes("21");
    made.retain = retain;
    made.properties = std::move(properties);
    return made;
}

History& send(History& history, Properties properties, bool retain = false,
              Qos qos = Qos::at_most_once) {
    mqtt::Publish packet = message(std::move(properties), retain);
    packet.qos = qos;
    if (qos != Qos::at_most_once) packet.packet_id = 5;
    return history.up(writer, packet).wait(1ms);
}

History& come(History& history, Properties properties, sim::ConnectionId whom = reader,
              bool retain = false) {
    return history.down(whom, message(std::move(properties), retain)).wait(1ms);
}

Properties text(PropertyId id, std::string value) { return {{id, std::move(value)}}; }
Properties number(PropertyId id, std::uint32_t value) {
    Properties made;
    made.add(id, value);
    return made;
}
Properties lives(std::uint32_t seconds) {
    return number(PropertyId::message_expiry_interval, seconds);
}
Properties names(std::initializer_list<std::uint32_t> identifiers) {
    Properties made;
    for (const std::uint32_t each : identifiers) {
        made.add(PropertyId::subscription_identifier, each);
    }
    return made;
}
Properties users(std::initializer_list<const char*> values) {
    Properties made;
    for (const char* each : values) made.add(PropertyId::user_property, StringPair{"unit", each});
    return made;
}

using Tell = std::function<void(History&)>;

struct Story {
    std::string name;
    Tell tell;
    std::string held;
    std::vector<std::string> breaches;
};

void PrintTo(const Story& story, std::ostream* out) { *out << story.name; }

class PropertiesStory : public testing::TestWithParam<Story> {};

TEST_P(PropertiesStory, IsJudgedAsTheStandardSays) {
    const Story& story = GetParam();
    History history = stage();
    story.tell(history);
    const auto findings = history.wait(5s).judge_by<PropertiesLaw>();
    EXPECT_EQ(breaches(findings), story.breaches) << explain(findings);
    if (!story.held.empty()) {
        EXPECT_GT(held(findings, story.held), 0U);
    }
}

/// The message is sent with `sent` and comes with `came`.
Tell passes(Properties sent, Properties came) {
    return [=](History& h) { come(send(subscribe(h, "plant/#", 0), sent), came); };
}

const std::vector<Story> kept{
    {"APayloadFormatIsKept",
     passes(number(PropertyId::payload_format_indicator, 1),
            number(PropertyId::payload_format_indicator, 1)),
     "v5/3.3.2-4",
     {}},
    {"APayloadFormatIsLost",
     passes(number(PropertyId::payload_format_indicator, 1), {}),
     "",
     {"v5/3.3.2-4"}},
    {"NoPayloadFormatIsFormat0",
     passes({}, number(PropertyId::payload_format_indicator, 0)),
     "v5/3.3.2-4",
     {}},
    {"AResponseTopicIsKept",
     passes(text(PropertyId::response_topic, "re"), text(PropertyId::response_topic, "re")),
     "v5/3.3.2-15",
     {}},
    {"AResponseTopicIsChanged",
     passes(text(PropertyId::response_topic, "re"), text(PropertyId::response_topic, "my")),
     "",
     {"v5/3.3.2-15"}},
    {"CorrelationDataIsKept",
     passes({{PropertyId::correlation_data, to_bytes("7")}},
            {{PropertyId::correlation_data, to_bytes("7")}}),
     "v5/3.3.2-16",
     {}},
    {"CorrelationDataIsLost",
     passes({{PropertyId::correlation_data, to_bytes("7")}}, {}),
     "",
     {"v5/3.3.2-16"}},
    {"AContentTypeIsKept",
     passes(text(PropertyId::content_type, "json"), text(PropertyId::content_type, "json")),
     "v5/3.3.2-20",
     {}},
    {"AContentTypeIsMadeUp",
     passes({}, text(PropertyId::content_type, "json")),
     "",
     {"v5/3.3.2-20"}},
    {"UserPropertiesAreKept",
     passes(users({"K", "Pa", "K"}), users({"K", "Pa", "K"})),
     "v5/3.3.2-18",
     {}},
    {"AUserPropertyIsLost", passes(users({"K", "K"}), users({"K"})), "", {"v5/3.3.2-17"}},
    {"ABrokerMayAddItsOwn", passes(users({"K"}), users({"via", "K"})), "v5/3.3.2-17", {}},
    {"UserPropertiesChangePlaces",
     passes(users({"K", "Pa"}), users({"Pa", "K"})),
     "v5/3.3.2-17",
     {"v5/3.3.2-18"}},
    {"OfTwoEqualMessagesNobodyCanTellWhichCame",
     [](History& h) {
         send(subscribe(h, "plant/#", 0), text(PropertyId::content_type, "json"));
         come(come(send(h, {}), {}), text(PropertyId::content_type, "json"));
     },
     "",
     {}},
    {"AWillMayHaveOthers",
     [](History& h) {
         subscribe(h, "plant/#", 0).connect(again, "x", History::will("plant/1/t", "21"));
         come(send(h, text(PropertyId::content_type, "json")), {});
     },
     "",
     {}},
};

INSTANTIATE_TEST_SUITE_P(Kept, PropertiesStory, testing::ValuesIn(kept),
                         [](const auto& each) { return each.param.name; });

void leave(History& history) { history.disconnect(reader).close(reader).wait(1s); }

const std::vector<Story> mortal{
    {"WhatIsLeftIsTold",
     [](History& h) {
         send(subscribe(h, "plant/#", 0), lives(60), false, Qos::at_least_once);
         come(h.wait(20s), lives(40));
     },
     "v5/3.3.2-6",
     {}},
    {"WhatIsLeftMayBeRounded",
     [](History& h) {
         send(subscribe(h, "plant/#", 0), lives(60), false, Qos::at_least_once);
         come(h.wait(20500ms), lives(40));
     },
     "v5/3.3.2-6",
     {}},
    {"ABrokerThatDoesNotCount",
     [](History& h) {
         send(subscribe(h, "plant/#", 0), lives(60), false, Qos::at_least_once);
         come(h.wait(20s), lives(60));
     },
     "",
     {"v5/3.3.2-6"}},
    {"ABrokerThatCountsTooFast",
     [](History& h) {
         send(subscribe(h, "plant/#", 0), lives(60), false, Qos::at_least_once);
         come(h.wait(20s), lives(20));
     },
     "",
     {"v5/3.3.2-6"}},
    {"NeverMoreThanWasSent", passes(lives(60), lives(61)), "", {"v5/3.3.2-6"}},
    {"ABrokerThatTellsNothing", passes(lives(60), {}), "", {"v5/3.3.2-6"}},
    {"AnExpiredMessageComesToNobody",
     [](History& h) {
         leave(subscribe(h, "plant/#", 0));
         send(h, lives(10), false, Qos::at_least_once).wait(20s);
         h.connect(again, reading(h), true);
     },
     "v5/3.3.2-5",
     {}},
    {"AnExpiredMessageThatComesIsABreach",
     [](History& h) {
         leave(subscribe(h, "plant/#", 0));
         send(h, lives(10), false, Qos::at_least_once).wait(20s);
         come(h.connect(again, reading(h), true), lives(1), again);
     },
     "",
     {"v5/3.3.2-5", "v5/3.3.2-6"}},
    {"AnExpiredRetainedMessageIsGone",
     [](History& h) { subscribe(send(h, lives(10), true).wait(20s), "plant/#", 0); },
     "v5/3.3.2-5",
     {}},
    {"ARepetitionOfWhatWasSentInTimeMayComeLater",
     [](History& h) {
         mqtt::Publish late = message(lives(1));
         late.dup = true;
         send(subscribe(h, "plant/#", 0), lives(10), false, Qos::at_least_once).wait(20s);
         h.down(reader, late);
     },
     "",
     {}},
    {"ABrokerThatWasPausedMayBeLate",
     [](History& h) {
         send(subscribe(h, "plant/#", 0), lives(10), false, Qos::at_least_once);
         h.broker(BrokerState::paused).wait(20s).broker(BrokerState::resumed);
         come(h, lives(1));
     },
     "",
     {}},
};

INSTANTIATE_TEST_SUITE_P(Mortal, PropertiesStory, testing::ValuesIn(mortal),
                         [](const auto& each) { return each.param.name; });

/// The reader leaves and comes back to its session after a message was sent.
History& miss_one(History& history) {
    history.disconnect(reader).close(reader).wait(1s);
    send(history, {}, false, Qos::at_least_once).wait(5s);
    return history.connect(again, reading(history), true).wait(1ms);
}

/// Two subscriptions that match, and the message.
History& overlap(History& history) {
    return send(subscribe(subscribe(history, "plant/#", 1), "plant/1/+", 2).wait(1s), {});
}

const std::vector<Story> identified{
    {"AMessageNamesItsSubscription",
     [](History& h) { come(send(subscribe(h, "plant/#", 1), {}), names({1})); },
     "v5/3.3.4-3",
     {}},
    {"AMessageThatNamesNone",
     [](History& h) { come(send(subscribe(h, "plant/#", 1), {}), {}); },
     "",
     {"v5/3.3.4-3"}},
    {"AMessageThatNamesAnother",
     [](History& h) { come(send(subscribe(h, "plant/#", 1), {}), names({4})); },
     "",
     {"v5/3.3.4-3"}},
    {"AMessageThatNamesOneWhereThereIsNone",
     [](History& h) { come(send(subscribe(h, "plant/#", 0), {}), names({4})); },
     "",
     {"v5/3.3.4-3"}},
    {"AMessageThatWaitedNamesItsSubscription",
     [](History& h) { come(miss_one(subscribe(h, "plant/#", 1)), names({1}), again); },
     "v5/3.3.4-3",
     {}},
    {"AMessageThatWaitedAndNamesNone",
     [](History& h) { come(miss_one(subscribe(h, "plant/#", 1)), {}, again); },
     "",
     {"v5/3.3.4-3"}},
    {"AMessageThatWaitedWhileTheIdentifierChanges",
     [](History& h) {
         come(subscribe(miss_one(subscribe(h, "plant/#", 1)), "plant/#", 2, again), names({2}),
              again);
     },
     "",
     {}},
    {"CopiesOnTwoConnectionsNameOneEach",
     [](History& h) {
         subscribe(subscribe(h, "plant/#", 1), "plant/1/+", 2).wait(1s);
         send(h, {}, false, Qos::at_least_once).disconnect(reader).close(reader).wait(1s);
         h.connect(again, reading(h), true).wait(1ms);
         come(h, names({2}), again);
     },
     "v5/3.3.4-3",
     {}},
    {"ASingleCopyNamesAll",
     [](History& h) {
         come(overlap(h), names({2, 1}));
     },
     "v5/3.3.4-4",
     {}},
    {"ASingleCopyThatNamesOne",
     [](History& h) { come(overlap(h), names({1})); },
     "v5/3.3.4-3",
     {"v5/3.3.4-4"}},
    {"EachCopyNamesItsOwn",
     [](History& h) { come(come(overlap(h), names({1})), names({2})); },
     "v5/3.3.4-5",
     {}},
    {"TwoCopiesOfTheSame",
     [](History& h) { come(come(overlap(h), names({1})), names({1})); },
     "",
     {"v5/3.3.4-5"}},
    {"ASubscriptionJustChangedMayNameEither",
     [](History& h) {
         subscribe(h, "plant/#", 1);
         send(subscribe(h.wait(1s), "plant/#", 2).wait(-900ms), {});
         come(h, names({1}));
     },
     "",
     {}},
    {"ASharedSubscriptionMayHaveBroughtIt",
     [](History& h) {
         subscribe(subscribe(h, "plant/#", 1), "$share/g/plant/#", 2);
         come(send(h, {}), names({2}));
     },
     "",
     {}},
    {"ARetainedMessageNamesWhatBroughtIt",
     [](History& h) {
         come(subscribe(send(h, {}, true).wait(5s), "plant/#", 3), names({3}), reader, true);
     },
     "v5/3.3.4-3",
     {}},
};

INSTANTIATE_TEST_SUITE_P(Identified, PropertiesStory, testing::ValuesIn(identified),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace breakwire::scenarios::properties_story
