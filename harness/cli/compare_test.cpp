#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/brokers/library_run.hpp"
#include "harness/brokers/text_file.hpp"

namespace breakwire::harness {
namespace {

using testing::HasSubstr;

TEST(Compare, ShowsWhereTwoConfigurationsOfABrokerDiffer) {
    const ScratchFolder folder;
    const auto stingy = folder.path() / "stingy.yaml";
    // The story about small segments has a message of 239 octets.
    write_text(stingy, "driver: mosquitto\nlimits: {packet_size: 200B}\n");
    const LibraryRun done("compare", "mosquitto " + stingy.string() +
                                         " --scenarios links/mtu first_steps "
                                         "--mqtt 3.1.1 --no-deviations");
    EXPECT_EQ(done.exit_code, 1) << done.out;
    EXPECT_THAT(done.out, HasSubstr("\nlinks/mtu[3.1.1]"));
    EXPECT_THAT(done.out, HasSubstr(stingy.string() + ": expected"));
    EXPECT_THAT(done.out, HasSubstr("3 of 3 cases came to a verdict on two brokers at least; "
                                    "1 differs"));
}

TEST(Compare, WantsTwoBrokers) {
    EXPECT_EQ(LibraryRun("compare", "mosquitto").exit_code, 2);
    const LibraryRun unknown("compare", "mosquitto mosquitoo --scenarios first_steps");
    EXPECT_EQ(unknown.exit_code, 2) << unknown.out;
    EXPECT_THAT(unknown.out, HasSubstr("did you mean 'mosquitto'"));
}

}  // namespace
}  // namespace breakwire::harness
