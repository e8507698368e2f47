#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "harness/cli/cases.hpp"

namespace breakwire::harness {

/// One part of a run that is split over several machines: "2/4" is the second of four.
struct Shard {
    std::size_t number = 1;  ///< from 1 to `count`
    std::size_t count = 1;
};

/// Nothing unless it is I/N with 1 <= I <= N <= 10,000.
std::optional<Shard> parse_shard(const std::string& text);

/// The same of the devices of fleets, rather than of cases, for "devices:2/4".
std::optional<scenarios::FleetPart> parse_device_shard(const std::string& text);

/// Every `count`-th case from the shard's own on, so that neighbours, which take about as long as
/// each other, are spread. The shards of a run have no case in common and leave none out.
std::vector<Case> cases_of(const Shard& shard, const std::vector<Case>& cases);

}  // namespace breakwire::harness
