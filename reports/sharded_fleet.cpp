#include "reports/sharded_fleet.hpp"

#include <fmt/format.h>

#include <charconv>

#include "reports/latency_histogram.hpp"

namespace breakwire::reports {

namespace {

struct Shard {
    std::size_t number = 0;
    std::size_t of = 0;
};

/// Of "2/4".
Shard shard_of(const std::string& text) {
    Shard shard;
    const char* const end = text.data() + text.size();
    const auto number = std::from_chars(text.data(), end, shard.number);
    if (number.ptr != end) std::from_chars(number.ptr + 1, end, shard.of);
    return shard;
}

/// "storm[5.0]" of "storm[5.0,devices=2-of-4]".
std::string whole_id(const CaseResult& result, const Shard& shard) {
    const std::string label = fmt::format(",devices={}-of-{}", shard.number, shard.of);
    std::string id = result.id;
    const std::size_t at = id.find(label);
    if (at != std::string::npos) id.erase(at, label.size());
    return id;
}

/// Shards of a case, while they are put together.
struct Pile {
    ShardedFleet fleet;
    std::vector<std::pair<std::string, LatencyHistogram>> histograms;  ///< in the order they came

    void add(const CaseResult& result, const Shard& shard) {
        if (!fleet.shards.insert(shard.number).second) return;
        for (const Latency& each : result.latencies) histogram(each.what).add(each);
    }

    LatencyHistogram& histogram(const std::string& what) {
        for (auto& [name, known] : histograms) {
            if (name == what) return known;
        }
        return histograms.emplace_back(what, LatencyHistogram()).second;
    }

    ShardedFleet take() {
        for (const auto& [what, counted] : histograms) {
            if (auto summary = counted.summary(what)) fleet.latencies.push_back(*summary);
        }
        return std::move(fleet);
    }
};

}  // namespace

std::vector<ShardedFleet> sharded_fleets(const std::vector<CaseResult>& cases) {
    std::map<std::tuple<std::string, std::uint64_t, std::size_t>, Pile> piles;
    for (const CaseResult& result : cases) {
        if (result.shard.empty()) continue;
        const Shard shard = shard_of(result.shard);
        Pile& pile = piles[{whole_id(result, shard), result.seed, shard.of}];
        pile.fleet.id = whole_id(result, shard);
        pile.fleet.seed = result.seed;
        pile.fleet.of = shard.of;
        pile.add(result, shard);
    }
    std::vector<ShardedFleet> fleets;
    for (auto& [key, pile] : piles) fleets.push_back(pile.take());
    return fleets;
}

std::string describe(const ShardedFleet& fleet) {
    std::string out = fmt::format("{}, seed {}, {} of {} shards\n", fleet.id, fleet.seed,
                                  fleet.shards.size(), fleet.of);
    for (const Latency& each : fleet.latencies) out += "  " + describe(each) + '\n';
    return out;
}

nlohmann::json to_json(const ShardedFleet& fleet) {
    return {{"id", fleet.id},
            {"seed", fleet.seed},
            {"shards", fleet.shards},
            {"of", fleet.of},
            {"latencies", latencies_to_json(fleet.latencies)}};
}

}  // namespace breakwire::reports
