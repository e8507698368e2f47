#pragma once

#include <map>
#include <set>

#include "reports/reporter.hpp"

namespace breakwire::reports {

/// What a run came to, summed over its cases.
struct Totals {
    std::map<Verdict, std::size_t> verdicts;  ///< those that occurred
    std::set<std::string> brokers;
    std::vector<LawSummary> laws;  ///< by sentence, in the order of their ids

    std::size_t of(Verdict verdict) const {
        const auto found = verdicts.find(verdict);
        return found == verdicts.end() ? 0 : found->second;
    }
};

Totals totals_of(const std::vector<CaseResult>& cases);

/// How the laws fared: how many sentences held, were not exercised, were violated.
struct LawCounts {
    std::size_t held = 0;
    std::uint64_t times_held = 0;
    std::size_t not_exercised = 0;
    std::vector<std::string> violated;  ///< their ids
};

LawCounts count_laws(const std::vector<LawSummary>& laws);

/// "3 passed, 1 failed on mosquitto 2.0.11", without colours.
std::string in_words(const RunSummary& summary);

/// Inconclusive, failed or error: something that somebody has to look at.
bool needs_attention(Verdict verdict);

}  // namespace breakwire::reports
