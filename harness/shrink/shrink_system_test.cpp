#include "harness/shrink/shrunk_lie.hpp"

namespace breakwire::harness {
namespace {

TEST_P(ShrunkLie, IsLeftWithFewDevicesAndFaultsAndBreaksTheSameLaw) {
    ASSERT_NO_FATAL_FAILURE(find_and_shrink(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Some, ShrunkLie,
                         testing::Values("qos/pubcomp_lost", "session/present_claimed"), lie_name);

class FailureWithoutALie : public ShrunkLie {};

TEST_F(FailureWithoutALie, IsNotShrunkAsATraceOfOne) {
    write_text(folder.path() / "quiet.yaml",
               "scenario: A message arrives that nobody sends\n"
               "mqtt: 5.0\n"
               "devices:\n"
               "  dashboard: {model: observer, subscribe: {filter: \"plant/#\"}}\n"
               "steps:\n"
               "  - start: dashboard\n"
               "  - expect: {dashboard: {receives: plant/1}, within: 1s}\n");
    ASSERT_EQ(breakwire("run quiet.yaml --lie qos/qos1_lost --output found"), 1) << out;
    EXPECT_EQ(breakwire("shrink '" + failed_run() + "' -o least.yaml"), 3) << out;
    EXPECT_NE(out.find("the broker breaks that without the lie as well"), out.npos) << out;
}

}  // namespace
}  // namespace breakwire::harness
