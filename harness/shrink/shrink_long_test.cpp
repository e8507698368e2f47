#include "harness/shrink/shrunk_lie.hpp"

namespace breakwire::harness {
namespace {

TEST_P(ShrunkLie, IsLeftWithFewDevicesAndFaultsAndBreaksTheSameLaw) {
    ASSERT_NO_FATAL_FAILURE(find_and_shrink(GetParam()));
}

/// Beside those of shrink_system_test.cpp.
INSTANTIATE_TEST_SUITE_P(Many, ShrunkLie,
                         testing::Values("qos/qos1_lost", "qos/qos2_lost", "qos/accepted_and_lost",
                                         "qos/reordered", "qos/other_payload", "qos/puback_lost",
                                         "qos/pubrec_lost", "qos/dup_on_first",
                                         "qos/packet_id_zero", "keep_alive/no_pingresp",
                                         "session/present_denied", "subscriptions/no_suback",
                                         "will/twice", "will/late", "will/other_payload",
                                         "will/dropped", "will/after_disconnect", "qos/qos2_twice",
                                         "qos/other_topic", "connection/connack_twice"),
                         lie_name);

}  // namespace
}  // namespace breakwire::harness
