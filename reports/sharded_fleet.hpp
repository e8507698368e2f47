#pragma once

#include <set>

#include "reports/case_result.hpp"

namespace breakwire::reports {

/// A case whose devices were split over several runs (`--shard devices:I/N`), put together again.
struct ShardedFleet {
    std::string id;  ///< of the case, without the shard: "storm[5.0]"
    std::uint64_t seed = 0;
    std::set<std::size_t> shards;  ///< that are there, from 1
    std::size_t of = 0;            ///< how many there are of them
    std::vector<Latency> latencies;
};

/// Those among `cases`, by id and seed. A shard that is there twice counts once.
std::vector<ShardedFleet> sharded_fleets(const std::vector<CaseResult>& cases);

/// "storm[5.0], seed 7, 3 of 4 shards" and a line for each latency, each with its end.
std::string describe(const ShardedFleet& fleet);

nlohmann::json to_json(const ShardedFleet& fleet);

}  // namespace breakwire::reports
