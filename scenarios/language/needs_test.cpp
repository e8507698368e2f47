#include "scenarios/language/needs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/language/yaml_node.hpp"
#include "sim/faults/builtin.hpp"

namespace breakwire::scenarios {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

auto needs_in(const std::string& steps) {
    Catalog<sim::Fault> faults("fault");
    sim::add_builtin_faults(faults);
    Mistakes mistakes;
    return needs_of(read_yaml(steps, "a.yaml", mistakes).value(), faults);
}

TEST(Needs, AreThoseOfTheFaultsThatAreTyped) {
    EXPECT_THAT(
        needs_in("- fault: {clock_jump: {by: 1h}, for: 5s}\n- fault: {disk_full: broker}\n"),
        ElementsAre(Pair("broker_process", "clock_jump"), Pair("own_disk", "disk_full"),
                    Pair("virtual_time", "clock_jump")));
}

TEST(Needs, AreFoundInNestedSteps) {
    EXPECT_THAT(
        needs_in("- together:\n    - repeat: {times: 2, steps: [{fault: {io_error: {}}}]}\n"),
        ElementsAre(Pair("broker_process", "io_error"), Pair("virtual_time", "io_error")));
}

TEST(Needs, AreThoseOfStepsOnTheBrokerToo) {
    EXPECT_THAT(needs_in("- broker: crash\n"), ElementsAre(Pair("broker_process", "broker")));
}

TEST(Needs, AreNoneOfFaultsThatWorkEverywhere) {
    EXPECT_THAT(needs_in("- fault: {rst: pump}\n- fault: {no_such_fault: pump}\n"), IsEmpty());
}

}  // namespace
}  // namespace breakwire::scenarios
