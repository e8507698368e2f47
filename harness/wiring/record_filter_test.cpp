#include "harness/wiring/record_filter.hpp"

#include <gmock/gmock.h>

#include "sim/mqtt/packet.hpp"

namespace breakwire::harness {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

scenarios::Scenario with_fleet(double percent, bool broker_log) {
    scenarios::Scenario scenario;
    scenario.fleets = {{"sensor_{n}", 2}};
    scenario.record = {Share{percent}, broker_log};
    return scenario;
}

/// A word of the steps, such as a check or a device.
Node word(const std::string& text) {
    Node node;
    node.kind = Node::Kind::scalar;
    node.text = text;
    return node;
}

sim::PacketSeen sent(const std::string& device, mqtt::Packet packet = mqtt::Publish{}) {
    sim::PacketSeen seen;
    seen.device = device;
    seen.packet = std::make_shared<const mqtt::Packet>(std::move(packet));
    return seen;
}

sim::DeviceEvent said(const std::string& device) {
    return {device, sim::DeviceState::note, "", std::nullopt};
}

struct RecordFilterTest : testing::Test {
    /// The number it has in the record; 0 if it is not there.
    static std::uint64_t add(RecordFilter& filter, std::uint64_t number, sim::EventBody body) {
        const sim::Event event{number, Instant{}, std::move(body)};
        const sim::Event* recorded = filter.recorded(event);
        return recorded != nullptr ? recorded->number : 0;
    }
    static bool wants(const RecordFilter& filter, sim::EventBody body) {
        return filter.is_wanted({1, Instant{}, std::move(body)});
    }
    const Luck luck{7};
};

TEST_F(RecordFilterTest, LeavesNothingOutUnlessItIsToldTo) {
    RecordFilter filter(with_fleet(100, true), luck);
    EXPECT_EQ(filter.left_out(), "");
    EXPECT_EQ(add(filter, 5, said("sensor_1")), 5U);
    EXPECT_THAT(filter.evidence({5, 7}), ElementsAre(5, 7));
    EXPECT_TRUE(wants(filter, sim::BrokerLog{"x"}));
}

TEST_F(RecordFilterTest, LeavesOutWhatIsAboutOtherDevicesOfFleets) {
    RecordFilter filter(with_fleet(50, true), luck);
    EXPECT_EQ(filter.left_out(), "1 of 2 devices of fleets");
    const bool first = add(filter, 1, said("sensor_1")) == 1;
    EXPECT_EQ(add(filter, 2, sent("sensor_2")), first ? 0U : 1U);
    EXPECT_EQ(add(filter, 3, said("dashboard")), 2U);
    EXPECT_EQ(add(filter, 4, sim::BrokerLog{"x"}), 3U);
    EXPECT_EQ(filter.events_left_out(), 1U);
}

TEST_F(RecordFilterTest, EvidenceHasTheNumbersOfTheRecord) {
    RecordFilter filter(with_fleet(0, false), luck);
    EXPECT_EQ(filter.left_out(), "2 of 2 devices of fleets, the broker's log");
    EXPECT_EQ(add(filter, 1, sent("sensor_1")), 0U);
    EXPECT_EQ(add(filter, 2, sim::BrokerLog{"x"}), 0U);
    EXPECT_EQ(add(filter, 3, sent("dashboard")), 1U);
    EXPECT_EQ(add(filter, 4, sim::FaultEvent{1, "rst", "sensor_2", sim::Phase::hit, ""}), 0U);
    EXPECT_EQ(add(filter, 5, sim::FaultEvent{2, "rst", "sensor_2,sensor_1", sim::Phase::hit, ""}),
              2U);
    const sim::Event* check =
        filter.recorded({6, Instant{}, sim::CheckEvent{"3", "a", "b", false, {1, 3, 5, 9}, {}}});
    ASSERT_NE(check, nullptr);
    EXPECT_EQ(check->number, 3U);
    EXPECT_THAT(check->as<sim::CheckEvent>()->evidence, ElementsAre(1, 2));
    EXPECT_THAT(filter.evidence({1, 2, 4}), IsEmpty());
}

TEST_F(RecordFilterTest, LetsGoOfWhatNobodyAsksAboutAgain) {
    const RecordFilter filter(with_fleet(0, true), luck);
    EXPECT_FALSE(wants(filter, sent("sensor_1")));
    EXPECT_FALSE(wants(filter, said("sensor_1")));
    EXPECT_TRUE(wants(filter, sent("dashboard")));
    EXPECT_TRUE(wants(filter, sim::FaultEvent{1, "rst", "sensor_2", sim::Phase::begin, ""}));
    EXPECT_TRUE(wants(filter, sim::CheckEvent{}));
}

TEST_F(RecordFilterTest, HoldsMessagesForACheckOfAllOfThem) {
    auto scenario = with_fleet(0, true);
    scenario.steps = word("receives_all");
    const RecordFilter filter(scenario, luck);
    EXPECT_TRUE(wants(filter, sent("sensor_1")));
    EXPECT_FALSE(wants(filter, sent("sensor_1", mqtt::Puback{})));
}

TEST_F(RecordFilterTest, HoldsWhatADeviceDidThatAStepJudges) {
    auto scenario = with_fleet(0, true);
    scenario.steps = word("sensor_2");
    const RecordFilter filter(scenario, luck);
    EXPECT_TRUE(wants(filter, said("sensor_2")));
    EXPECT_FALSE(wants(filter, said("sensor_1")));
}

}  // namespace
}  // namespace breakwire::harness
