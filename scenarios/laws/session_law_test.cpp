#include "scenarios/laws/session_law.hpp"

#include <gtest/gtest.h>

#include "scenarios/laws/law_history.hpp"

/// Sessions told as records: truthful brokers, lying ones, and what nobody can know.
namespace breakwire::scenarios::session_story {
namespace {

using mqtt::PropertyId;
using mqtt::Qos;
using mqtt::Version;
using sim::BrokerState;

constexpr auto v3 = Version::v3_1_1;
constexpr auto v5 = Version::v5_0;

mqtt::Connect lasting(const History& history, std::uint32_t expiry, bool clean = false) {
    mqtt::Connect connect = history.connect_packet("pump");
    connect.clean_start = clean;
    if (connect.version == v5) connect.properties.add(PropertyId::session_expiry_interval, expiry);
    return connect;
}

History started(Version version) {
    return std::move(History(version).broker(BrokerState::starting).broker(BrokerState::ready));
}

/// A client with a session of a minute that is cut off.
History cut_off(Version version, std::uint32_t expiry = 60) {
    History history = started(version);
    history.connect(1, lasting(history, expiry)).wait(5s).rst(1);
    return history;
}

/// It comes back after `away`.
History back(Version version, Duration away, bool present, std::uint32_t expiry = 60,
             bool clean = false) {
    History history = cut_off(version, expiry);
    history.wait(away).connect(2, lasting(history, expiry, clean), present);
    return std::move(history.wait(3s));
}

mqtt::Publish message(std::uint16_t id, bool dup, const char* payload = "21",
                      Qos qos = Qos::at_least_once) {
    mqtt::Publish made;
    made.topic = "plant/1/t";
    made.payload = to_bytes(payload);
    made.qos = qos;
    made.packet_id = id;
    made.dup = dup;
    return made;
}

/// Two deliveries that the client does not acknowledge before it is cut off and comes back.
History resumed(Version version, Qos qos = Qos::at_least_once) {
    History history = started(version);
    history.connect(1, lasting(history, 60)).wait(1s);
    history.down(1, message(7, false, "a", qos)).down(1, message(8, false, "b", qos));
    history.wait(5s).rst(1).wait(5s);
    return std::move(history.connect(2, lasting(history, 60), true));
}

struct Story {
    std::string name;
    std::function<History()> tell;
    std::string held;
    std::vector<std::string> breaches;
};

void PrintTo(const Story& story, std::ostream* out) { *out << story.name; }

class SessionStory : public testing::TestWithParam<Story> {};

TEST_P(SessionStory, IsJudgedAsTheStandardSays) {
    const Story& story = GetParam();
    const auto findings = story.tell().judge_by<SessionLaw>();
    EXPECT_EQ(breaches(findings), story.breaches) << explain(findings);
    if (!story.held.empty()) {
        EXPECT_GT(held(findings, story.held), 0U);
    }
}

const std::vector<Story> presence{
    {"AKeptSessionIsPresent", [] { return back(v3, 1h, true); }, "v311/3.2.2-2", {}},
    {"AKeptSessionThatIsDeniedIsABreach", [] { return back(v3, 1h, false); }, "", {"v311/3.2.2-2"}},
    {"ASessionInTimeIsPresent", [] { return back(v5, 50s, true); }, "v5/3.2.2-3", {}},
    {"ASessionInTimeThatIsDeniedIsABreach",
     [] { return back(v5, 50s, false); },
     "",
     {"v5/3.2.2-3"}},
    {"AnExpiredSessionIsGone", [] { return back(v5, 65s, false); }, "v5/4.1.0-2", {}},
    {"AnExpiredSessionThatIsPresentIsABreach",
     [] { return back(v5, 65s, true); },
     "",
     {"v5/4.1.0-2"}},
    {"NobodyKnowsAtTheVeryMomentOfExpiry", [] { return back(v5, 60s, true); }, "", {}},
    {"ASessionWithoutExpiryEndsWithItsConnection",
     [] { return back(v5, 5s, true, 0); },
     "",
     {"v5/3.2.2-3"}},
    {"ACleanStartHasNoSession", [] { return back(v5, 5s, false, 60, true); }, "v5/3.2.2-2", {}},
    {"ACleanStartWithASessionIsABreach",
     [] { return back(v3, 5s, true, 60, true); },
     "",
     {"v311/3.2.2-1"}},
    {"ASessionThatNeverWasIsABreach",
     [] {
         History history = started(v3);
         return history.connect(1, lasting(history, 60), true);
     },
     "",
     {"v311/3.2.2-3"}},
    {"ABrokerWhoseStartNobodySawMayKnowMore",
     [] {
         History history(v3);
         return history.connect(1, lasting(history, 60), true);
     },
     "",
     {}},
    {"ACrashMakesSessionsUnknown",
     [] {
         History history = cut_off(v3);
         history.broker(BrokerState::crashed).wait(1s).broker(BrokerState::ready);
         return history.connect(2, lasting(history, 60), false);
     },
     "",
     {}},
    {"ATakeoverFindsTheSession",
     [] {
         History history = started(v5);
         history.connect(1, lasting(history, 60)).wait(5s);
         return history.connect(2, lasting(history, 60), false);
     },
     "",
     {"v5/3.2.2-3"}},
    {"AConnectWithoutAnswerLeavesNobodyCertain",
     [] {
         History history = cut_off(v3);
         history.up(2, lasting(history, 60, true)).rst(2).wait(5s);
         return history.connect(3, lasting(history, 60), false);
     },
     "",
     {}},
    {"ARefusalChangesNothing",
     [] {
         History history = cut_off(v3);
         mqtt::Connack refusal;
         refusal.reason = 5;
         history.up(2, lasting(history, 60, true)).down(2, refusal).close(2).wait(5s);
         return history.connect(3, lasting(history, 60), false);
     },
     "",
     {"v311/3.2.2-2"}},
};

INSTANTIATE_TEST_SUITE_P(Presence, SessionStory, testing::ValuesIn(presence),
                         [](const auto& each) { return each.param.name; });

const std::vector<Story> repetitions{
    {"WhatIsUnacknowledgedComesAgain",
     [] {
         return resumed(v3).down(2, message(7, true, "a")).down(2, message(8, true, "b")).wait(3s);
     },
     "v311/4.4.0-1",
     {}},
    {"WhatDoesNotComeAgainIsABreach",
     [] { return resumed(v5).down(2, message(7, true, "a")).wait(3s); },
     "v5/4.4.0-1",
     {"v5/4.4.0-1"}},
    {"WhatComesAgainUnderAnotherIdIsABreach",
     [] {
         return resumed(v5).down(2, message(7, true, "a")).down(2, message(9, true, "b")).wait(3s);
     },
     "v5/3.3.1-1",
     {"v5/4.4.0-1"}},
    {"WhatComesAgainWithoutDupIsABreach",
     [] {
         return resumed(v3).down(2, message(7, false, "a")).down(2, message(8, true, "b")).wait(3s);
     },
     "v311/3.3.1-1",
     {"v311/3.3.1-1"}},
    {"AnotherOrderIsABreachIn311",
     [] {
         return resumed(v3).down(2, message(8, true, "b")).down(2, message(7, true, "a")).wait(3s);
     },
     "v311/4.6.0-1",
     {"v311/4.6.0-1"}},
    {"APubrelComesAgain",
     [] {
         History history = started(v5);
         history.connect(1, lasting(history, 60));
         history.down(1, message(7, false, "a", Qos::exactly_once)).up(1, mqtt::Pubrec{7});
         history.wait(5s).rst(1).wait(5s).connect(2, lasting(history, 60), true);
         return history.down(2, mqtt::Pubrel{7}).wait(3s);
     },
     "",
     {}},
    {"APubrelThatDoesNotComeAgainIsABreach",
     [] {
         History history = started(v5);
         history.connect(1, lasting(history, 60));
         history.down(1, message(7, false, "a", Qos::exactly_once)).up(1, mqtt::Pubrec{7});
         history.wait(5s).rst(1).wait(5s).connect(2, lasting(history, 60), true);
         return history.wait(3s);
     },
     "",
     {"v5/4.4.0-1"}},
    {"WhoLeavesAtOnceMissesNothing", [] { return resumed(v3).disconnect(2).wait(3s); }, "", {}},
    {"ANewMessageWithDupIsABreach",
     [] {
         History history = started(v5);
         return history.connect(1, lasting(history, 60)).down(1, message(7, true));
     },
     "",
     {"v5/4.3.2-2"}},
    {"ANewMessageAtQos2WithDupIsABreach",
     [] {
         History history = started(v3);
         history.connect(1, lasting(history, 60));
         return history.down(1, message(7, true, "a", Qos::exactly_once));
     },
     "",
     {"v311/4.3.3-1"}},
    {"ANewMessageHasDup0",
     [] {
         History history = started(v3);
         return history.connect(1, lasting(history, 60)).down(1, message(7, false));
     },
     "v311/4.3.2-1",
     {}},
};

INSTANTIATE_TEST_SUITE_P(Repetitions, SessionStory, testing::ValuesIn(repetitions),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace breakwire::scenarios::session_story
