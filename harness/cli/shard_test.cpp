#include "harness/cli/shard.hpp"

#include <gmock/gmock.h>

namespace breakwire::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> ids_of(const std::string& shard, int count) {
    std::vector<Case> cases(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) cases[static_cast<std::size_t>(i)].id = std::to_string(i);
    std::vector<std::string> ids;
    for (const Case& one : cases_of(*parse_shard(shard), cases)) ids.push_back(one.id);
    return ids;
}

TEST(Shard, TakesEveryNthCase) {
    EXPECT_THAT(ids_of("1/3", 7), ElementsAre("0", "3", "6"));
    EXPECT_THAT(ids_of("2/3", 7), ElementsAre("1", "4"));
    EXPECT_THAT(ids_of("3/3", 7), ElementsAre("2", "5"));
}

TEST(Shard, HasNothingWhereThereAreMoreShardsThanCases) {
    EXPECT_THAT(ids_of("4/4", 2), IsEmpty());
}

TEST(Shard, IsANumberOfANumber) {
    for (const char* text : {"", "1", "/", "0/2", "3/2", "1/0", "-1/2", "1/2x", "1/10001"}) {
        EXPECT_FALSE(parse_shard(text)) << text;
    }
}

TEST(Shard, IsOfDevicesIfItSaysSo) {
    const auto part = parse_device_shard("devices:2/4");
    ASSERT_TRUE(part);
    EXPECT_EQ(part->text(), "2/4");
    for (const char* text : {"2/4", "devices:", "devices:5/4", "devices:2", "device:2/4"}) {
        EXPECT_FALSE(parse_device_shard(text)) << text;
    }
}

}  // namespace
}  // namespace breakwire::harness
