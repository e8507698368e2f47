#include "scenarios/record_section.hpp"

#include <gmock/gmock.h>

#include "scenarios/language/yaml_node.hpp"

namespace breakwire::scenarios {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const std::vector<Fleet> fleets{{"sensor_{n}", 200}, {"pump_{n}", 3}};

TEST(RecordSection, RecordsAShareOfEachFleetRoundedUp) {
    const auto left = not_recorded({Share{1}, true}, fleets, Luck(7));
    EXPECT_THAT(left, SizeIs(198 + 2));
    EXPECT_THAT(not_recorded({Share{100}, true}, fleets, Luck(7)), IsEmpty());
    EXPECT_THAT(not_recorded({Share{0}, true}, fleets, Luck(7)), SizeIs(203));
}

TEST(RecordSection, LuckSaysWhoIsRecorded) {
    const RecordSection record{Share{10}, true};
    EXPECT_EQ(not_recorded(record, fleets, Luck(7)), not_recorded(record, fleets, Luck(7)));
    EXPECT_NE(not_recorded(record, fleets, Luck(7)), not_recorded(record, fleets, Luck(8)));
}

LookBack look_back(const std::string& steps) {
    Mistakes mistakes;
    const auto node = read_yaml(steps, "steps.yaml", mistakes);
    EXPECT_TRUE(node && mistakes.empty());
    return LookBack::of(*node, fleets);
}

TEST(LookBack, IsNothingWhereStepsOnlyAct) {
    const LookBack look = look_back(
        "- start: {devices: 'sensor_{n}', ramp_up: 4s}\n"
        "- fault: {rst: {device: 'sensor_{n}'}, share: 30%}\n"
        "- churn: {devices: 'pump_{n}', rate: 2/s, for: 30s}\n"
        "- stop: sensor_7\n"
        "- expect: {collector: {receives: plant}}\n");
    EXPECT_FALSE(look.anybody);
    EXPECT_FALSE(look.messages);
    EXPECT_THAT(look.devices, IsEmpty());
}

TEST(LookBack, IsAtTheDevicesThatAreJudged) {
    EXPECT_THAT(look_back("- expect: {'pump_{n}': connected}").devices,
                ElementsAre("pump_1", "pump_2", "pump_3"));
    EXPECT_THAT(
        look_back("- together: [[{never: {sensor_7: disconnected}}], [{wait: 1s}]]").devices,
        ElementsAre("sensor_7"));
}

TEST(LookBack, IsAtMessagesOfAnybody) {
    EXPECT_TRUE(look_back("- expect: {collector: {receives_all: fleet/#}}").messages);
}

TEST(LookBack, IsAtAnybodyWhoMayHaveFallenSilent) {
    EXPECT_TRUE(look_back("- expect: {collector: {receives: will}}\n  within: keep_alive").anybody);
}

}  // namespace
}  // namespace breakwire::scenarios
