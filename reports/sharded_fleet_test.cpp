#include "reports/sharded_fleet.hpp"

#include <gmock/gmock.h>

#include "reports/latency_histogram.hpp"

namespace breakwire::reports {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

CaseResult shard(const std::string& part, const std::vector<Duration>& latencies,
                 std::uint64_t seed = 7) {
    LatencyHistogram histogram;
    for (const Duration each : latencies) histogram.add(each);
    CaseResult result;
    result.id = "storm[5.0,sensors=9,devices=" + part.substr(0, 1) + "-of-" + part.substr(2) + "]";
    result.shard = part;
    result.seed = seed;
    result.latencies = {*histogram.summary("connect")};
    return result;
}

TEST(ShardedFleet, AddsUpTheLatenciesOfItsShards) {
    const auto fleets = sharded_fleets({shard("1/2", {1ms, 2ms}), shard("2/2", {3ms, 100ms})});
    ASSERT_EQ(fleets.size(), 1U);
    EXPECT_EQ(fleets[0].id, "storm[5.0,sensors=9]");
    LatencyHistogram whole;
    for (const Duration each : {1ms, 2ms, 3ms, 100ms}) whole.add(each);
    ASSERT_EQ(fleets[0].latencies.size(), 1U);
    EXPECT_EQ(describe(fleets[0].latencies[0]), describe(*whole.summary("connect")));
    EXPECT_THAT(describe(fleets[0]), HasSubstr("storm[5.0,sensors=9], seed 7, 2 of 2 shards\n"));
}

TEST(ShardedFleet, SaysWhichShardsThereAre) {
    const auto fleets =
        sharded_fleets({shard("3/4", {1ms}), shard("1/4", {1ms}), shard("3/4", {1ms})});
    ASSERT_EQ(fleets.size(), 1U);
    EXPECT_THAT(fleets[0].shards, ElementsAre(1, 3));
    EXPECT_EQ(fleets[0].of, 4U);
    EXPECT_EQ(fleets[0].latencies[0].count, 2U) << "a shard counts once";
}

TEST(ShardedFleet, IsOfOneSeed) {
    EXPECT_EQ(sharded_fleets({shard("1/2", {1ms}, 7), shard("2/2", {1ms}, 8)}).size(), 2U);
}

TEST(ShardedFleet, IsNoneWhereNothingWasSplit) {
    EXPECT_THAT(sharded_fleets({CaseResult{}}), IsEmpty());
}

}  // namespace
}  // namespace breakwire::reports
