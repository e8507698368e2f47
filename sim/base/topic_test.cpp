#include "sim/base/topic.hpp"

#include <gtest/gtest.h>

namespace breakwire {
namespace {

bool matches(std::string_view filter, std::string_view topic) {
    return TopicFilter::parse(filter).value().matches(topic);
}

TEST(TopicFilter, MatchesTheExamplesOfSection4_7) {
    EXPECT_TRUE(matches("sport/tennis/player1/#", "sport/tennis/player1"));
    EXPECT_TRUE(matches("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon"));
    EXPECT_TRUE(matches("sport/#", "sport"));
    EXPECT_TRUE(matches("sport/tennis/+", "sport/tennis/player1"));
    EXPECT_FALSE(matches("sport/tennis/+", "sport/tennis/player1/ranking"));
    EXPECT_FALSE(matches("sport/+", "sport"));
    EXPECT_TRUE(matches("sport/+", "sport/"));
    EXPECT_TRUE(matches("+/+", "/finance"));
    EXPECT_TRUE(matches("/+", "/finance"));
    EXPECT_FALSE(matches("+", "/finance"));
    EXPECT_FALSE(matches("ACCOUNTS", "Accounts"));
}

TEST(TopicFilter, HidesDollarTopicsFromALeadingWildcard) {
    EXPECT_FALSE(matches("#", "$SYS/broker/uptime"));
    EXPECT_FALSE(matches("+/monitor/Clients", "$SYS/monitor/Clients"));
    EXPECT_TRUE(matches("$SYS/#", "$SYS/broker/uptime"));
    EXPECT_TRUE(matches("$SYS/monitor/+", "$SYS/monitor/Clients"));
}

TEST(TopicFilter, LooksThroughASharedSubscription) {
    const auto shared = TopicFilter::parse("$share/pool/plant/#").value();
    EXPECT_TRUE(shared.is_shared());
    EXPECT_EQ(shared.unshared(), "plant/#");
    EXPECT_TRUE(shared.matches("plant/1"));
}

TEST(TopicFilter, RefusesAWildcardThatDoesNotFillItsLevel) {
    for (const char* text : {"", "sport/tennis#", "sport/tennis/#/ranking", "sport+", "a/b+/c"}) {
        EXPECT_FALSE(TopicFilter::parse(text)) << text;
    }
}

TEST(TopicName, RefusesWildcardsAndEmptiness) {
    EXPECT_TRUE(TopicName::parse("plant/1/temperature"));
    for (const char* text : {"", "plant/+", "#"}) EXPECT_FALSE(TopicName::parse(text)) << text;
}

}  // namespace
}  // namespace breakwire
