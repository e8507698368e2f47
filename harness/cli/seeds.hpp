#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/cli/cases.hpp"
#include "reports/case_result.hpp"

namespace breakwire::harness {

/// Seeds from `first` to `last`, both included.
struct SeedRange {
    std::uint64_t first = 1;
    std::uint64_t last = 1;

    std::string text() const;
};

/// Of "1..50" or "7"; nothing if it is neither, runs backwards or has more than a million seeds.
std::optional<SeedRange> parse_seeds(const std::string& text);

/// All cases with the first seed, all with the next and so on, "#seed7" behind their ids.
std::vector<Case> sow(const std::vector<Case>& cases, const SeedRange& seeds);

/// Failed, or made a worker crash.
bool has_failed(const reports::CaseResult& result);

/// For people, after a run over `seeds`: how many failed, which is the first and how to repeat it.
/// `results` in the order of the cases.
std::string first_failing_seed(const SeedRange& seeds,
                               const std::vector<reports::CaseResult>& results);

}  // namespace breakwire::harness
