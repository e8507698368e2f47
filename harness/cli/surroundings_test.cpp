#include "harness/cli/surroundings.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

namespace breakwire::harness {
namespace {

constexpr TimeMode virtual_time{TimeMode::Kind::jumps};
constexpr TimeMode wall_time{TimeMode::Kind::wall};

TEST(Surroundings, AreEnoughForFaultsThatNeedNothing) {
    EXPECT_EQ(unmet_need(scenarios::Scenario(), wall_time), "");
}

TEST(Surroundings, HaveClocksOfOursInVirtualTimeAlone) {
    scenarios::Scenario scenario;
    scenario.needs = {{"virtual_time", "clock_jump"}};
    EXPECT_EQ(unmet_need(scenario, virtual_time), "");
    EXPECT_EQ(unmet_need(scenario, wall_time), "clock_jump needs virtual time");
}

TEST(Surroundings, HaveADiskOfTheCasesOwnForRootAlone) {
    scenarios::Scenario scenario;
    scenario.needs = {{"own_disk", "disk_full"}};
    const std::string without = "disk_full needs a disk of the case's own, which takes root";
    EXPECT_EQ(unmet_need(scenario, wall_time), geteuid() == 0 ? "" : without);
}

}  // namespace
}  // namespace breakwire::harness
