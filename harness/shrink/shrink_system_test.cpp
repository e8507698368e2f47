#include "harness/shrink/shrunk_lie.hpp"

namespace breakwire::harness {
namespace {

TEST_P(ShrunkLie, IsLeftWithFewDevicesAndFaultsAndBreaksTheSameLaw) {
    ASSERT_NO_FATAL_FAILURE(find_and_shrink(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Some, ShrunkLie,
                         testing::Values("qos/pubcomp_lost", "connection/connack_twice"), lie_name);

}  // namespace
}  // namespace breakwire::harness
