#include "scenarios/campaign/reached_states.hpp"

#include <gtest/gtest.h>

#include "scenarios/testing/events.hpp"

namespace breakwire::scenarios {
namespace {

using sim::Direction;
using sim::Tap;

/// How many states are reached by this, in order.
std::size_t reached(const std::vector<sim::EventBody>& bodies) {
    ReachedStates states;
    for (const sim::EventBody& body : bodies) states.see({1, Instant{}, body});
    return states.numbers().size();
}

sim::PacketSeen up(mqtt::Packet content) {
    return packet("pump", Direction::up, Tap::broker, std::move(content));
}
sim::PacketSeen down(mqtt::Packet content) {
    return packet("pump", Direction::down, Tap::broker, std::move(content));
}
sim::FaultEvent fault(const char* kind, sim::Phase phase) {
    return {1, kind, "pump", phase, "", false};
}

TEST(ReachedStates, AreTheSameForTheSameAgain) {
    const auto ping = up(mqtt::Pingreq{});
    EXPECT_EQ(reached({ping, ping, ping}), reached({ping, ping}));
}

/// Resumed campaigns and corpora compare them with those of other days.
TEST(ReachedStates, HaveTheSameNumbersForGood) {
    LawFinding law;
    law.id = "will";
    law.held = 3;
    ReachedStates states;
    states.add({law});
    EXPECT_EQ(states.numbers(),
              std::vector<std::uint32_t>{593408});  // FNV-1a of "law will 2", folded
}

TEST(ReachedStates, TellWhatAPacketIsAndWhatCameBefore) {
    const std::size_t one = reached({up(mqtt::Pingreq{})});
    EXPECT_GT(one, 0U);
    EXPECT_GT(reached({up(mqtt::Pingreq{}), down(mqtt::Pingresp{})}), one);
    EXPECT_GT(reached({up(publish("a", "x"))}), 0U);
    mqtt::Publish again = publish("a", "x", mqtt::Qos::at_least_once);
    const std::size_t first = reached({up(again), up(again)});
    const mqtt::Publish fresh = again;
    again.dup = true;
    EXPECT_GT(reached({up(fresh), up(fresh), up(again)}), first);
}

TEST(ReachedStates, TellInWhichSessionAndUnderWhichFaultItCame) {
    mqtt::Connack resumed;
    resumed.session_present = true;
    const auto ping = up(mqtt::Pingreq{});
    const std::size_t anew = reached({down(mqtt::Connack{}), ping});
    EXPECT_GT(reached({down(mqtt::Connack{}), ping, down(resumed), ping}), anew + 1);
    EXPECT_GT(reached({down(mqtt::Connack{}), ping, fault("rst", sim::Phase::begin), ping}), anew);
    sim::FaultEvent lie = fault("rst", sim::Phase::begin);
    lie.lie = true;
    const auto without = reached({down(mqtt::Connack{}), ping, ping});
    EXPECT_EQ(reached({down(mqtt::Connack{}), ping, lie, ping}), without);
}

TEST(ReachedStates, LookAtTheBrokersEndAlone) {
    EXPECT_EQ(reached({sends("pump", mqtt::Pingreq{}), transport("pump", sim::Transport::rst)}),
              0U);
}

TEST(ReachedStates, CountLawsThatWereExercisedByMagnitude) {
    ReachedStates states;
    states.add({{"v5/3.1.2-8", "", 0, {}}});
    EXPECT_TRUE(states.numbers().empty());
    states.add({{"v5/3.1.2-8", "", 1, {}}, {"v5/4.3.3-10", "", 1, {}}});
    EXPECT_EQ(states.numbers().size(), 2U);
    states.add({{"v5/3.1.2-8", "", 100, {}}, {"v5/4.3.3-10", "", 1, {}}});
    EXPECT_EQ(states.numbers().size(), 3U);
}

}  // namespace
}  // namespace breakwire::scenarios
