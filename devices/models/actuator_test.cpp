#include "devices/models/actuator.hpp"

#include <gtest/gtest.h>

#include "devices/models/fake_port.hpp"
#include "devices/test_nodes.hpp"
#include "sim/kernel/kernel.hpp"
#include "sim/kernel/timer_queue.hpp"

namespace breakwire::devices {
namespace {

using Entries = std::vector<std::pair<std::string, Node>>;
using Done = std::vector<std::string>;

/// An actuator in a kernel of its own.
class ActuatorTest : public testing::Test {
protected:
    void begin(const Entries& state) {
        Mistakes mistakes;
        const Node settings = map({{"command", scalar("valve/set")},
                                   {"state", map(state)},
                                   {"time_constant", scalar("1s")},
                                   {"max", scalar("100")}});
        ASSERT_TRUE(Actuator::fields().read(actuator, settings, mistakes));
        behaviour = actuator.build({"valve", port, timers, Luck(7)});
        kernel.advance_to(Instant{});
        behaviour->on_power(true);
    }
    void command(const std::string& text) {
        behaviour->on_message({"valve/set", to_bytes(std::string_view(text))});
    }
    void run_until(Duration when) { kernel.advance_to(Instant(when)); }

    sim::Kernel kernel;
    sim::TimerQueue timers{"timers"};
    FakePort port{timers};
    Actuator actuator;
    std::unique_ptr<Behaviour> behaviour;
};

TEST_F(ActuatorTest, ReportsItsPositionWhenItConnects) {
    begin({{"topic", scalar("valve")}});
    behaviour->on_connected();
    EXPECT_EQ(port.done, Done{"0s valve 0.00"});
}

TEST_F(ActuatorTest, FollowsACommandAndReportsEachPeriod) {
    begin({{"topic", scalar("valve")}, {"every", scalar("1s")}, {"decimals", scalar("1")}});
    behaviour->on_connected();
    command("50");
    run_until(2s);
    EXPECT_EQ(port.done, (Done{"0s valve 0.0", "1s valve 31.6", "2s valve 43.2"}));
}

TEST_F(ActuatorTest, ReportsEachChangeThatIsWorthItAndWhenItHasSettled) {
    begin({{"topic", scalar("valve")}, {"on_change", scalar("20")}, {"decimals", scalar("0")}});
    behaviour->on_connected();
    command("50");
    run_until(1min);
    ASSERT_EQ(port.done.size(), 4U);
    EXPECT_TRUE(port.done[1].ends_with("valve 20")) << port.done[1];
    EXPECT_TRUE(port.done[2].ends_with("valve 40")) << port.done[2];
    EXPECT_TRUE(port.done[3].ends_with("valve 50")) << port.done[3];
}

TEST_F(ActuatorTest, StopsAtItsLimit) {
    begin({{"topic", scalar("valve")}, {"every", scalar("1h")}, {"decimals", scalar("0")}});
    behaviour->on_connected();
    command("400");
    run_until(1h);
    EXPECT_EQ(port.done.back(), "1h valve 100");
}

TEST_F(ActuatorTest, NotesACommandThatIsNoNumber) {
    begin({{"topic", scalar("valve")}});
    command("open");
    EXPECT_EQ(port.done, Done{"0s command is no number: open"});
}

TEST_F(ActuatorTest, StaysWhereItIsWithoutPower) {
    begin({{"topic", scalar("valve")}});
    command("50");
    run_until(1s);
    behaviour->on_power(false);
    run_until(10s);
    behaviour->on_power(true);
    behaviour->on_connected();
    EXPECT_EQ(port.done, Done{"10s valve 31.61"});
}

TEST_F(ActuatorTest, SubscribesToItsCommands) {
    begin({{"topic", scalar("valve")}});
    EXPECT_EQ(actuator.subscriptions(),
              std::vector<mqtt::Subscription>({{"valve/set", mqtt::Qos::at_least_once}}));
}

}  // namespace
}  // namespace breakwire::devices
