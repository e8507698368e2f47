#include "harness/cli/time_choice.hpp"

#include <gtest/gtest.h>

namespace breakwire::harness {
namespace {

constexpr TimeMode jumps{TimeMode::Kind::jumps};
constexpr TimeMode wall{TimeMode::Kind::wall};

scenarios::BrokerTraits led() {
    scenarios::BrokerTraits traits;
    traits.name = "mosquitto";
    traits.abilities = {"virtual_time"};
    return traits;
}

scenarios::BrokerTraits unled() {
    scenarios::BrokerTraits traits;
    traits.name = "rabbitmq";
    return traits;
}

TEST(TimeChoice, IsVirtualWhereTheBrokerCanBeLed) {
    const TimeChoice choice = choose_time(std::nullopt, {}, led());
    EXPECT_EQ(choice.mode, jumps);
    EXPECT_EQ(choice.why, "");
}

TEST(TimeChoice, IsTheWallClockElseAndSaysWhy) {
    const TimeChoice choice = choose_time(std::nullopt, {}, unled());
    EXPECT_EQ(choice.mode, wall);
    EXPECT_EQ(choice.why, "rabbitmq cannot be led in lock-step");
    EXPECT_EQ(choice.conflict, "");
}

TEST(TimeChoice, IsTheWallClockWhereAProgramCannotBeLed) {
    const TimeChoice choice = choose_time(std::nullopt, {}, led(), "toy is statically linked");
    EXPECT_EQ(choice.mode, wall);
    EXPECT_EQ(choice.why, "toy is statically linked");
}

TEST(TimeChoice, IsWhatTheUserAsksFor) {
    EXPECT_EQ(choose_time(wall, {}, led()).mode, wall);
    EXPECT_EQ(choose_time(jumps, {}, unled()).conflict, "rabbitmq cannot be led in lock-step");
}

TEST(TimeChoice, IsWhatTheScenarioRequires) {
    scenarios::Scenario scenario;
    scenario.time = wall;
    EXPECT_EQ(choose_time(std::nullopt, scenario, led()).mode, wall);
    EXPECT_EQ(choose_time(jumps, scenario, led()).conflict, "it asks for time: wall");
}

}  // namespace
}  // namespace breakwire::harness
