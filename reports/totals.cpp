#include "reports/totals.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace breakwire::reports {

namespace {

std::vector<LawSummary> sum_of_laws(const std::vector<CaseResult>& cases) {
    std::map<std::string, LawSummary> sums;
    for (const CaseResult& result : cases) {
        for (const LawSummary& law : result.laws) {
            LawSummary& sum =
                sums.try_emplace(law.id, LawSummary{law.id, law.statement, 0, 0}).first->second;
            sum.held += law.held;
            sum.violated += law.violated;
        }
    }
    std::vector<LawSummary> laws;
    for (auto& [id, sum] : sums) laws.push_back(std::move(sum));
    return laws;
}

}  // namespace

Totals totals_of(const std::vector<CaseResult>& cases) {
    Totals totals;
    for (const CaseResult& result : cases) {
        ++totals.verdicts[result.verdict];
        if (!result.broker.empty()) totals.brokers.insert(result.broker);
    }
    totals.laws = sum_of_laws(cases);
    return totals;
}

LawCounts count_laws(const std::vector<LawSummary>& laws) {
    LawCounts counts;
    for (const LawSummary& law : laws) {
        counts.times_held += law.held;
        if (law.violated > 0) {
            counts.violated.push_back(law.id);
        } else {
            ++(law.held > 0 ? counts.held : counts.not_exercised);
        }
    }
    return counts;
}

std::string in_words(const RunSummary& summary) {
    const Totals totals = totals_of(summary.cases);
    std::vector<std::string> parts;
    for (const auto& [verdict, count] : totals.verdicts) {
        parts.push_back(fmt::format("{} {}", count, to_string(verdict)));
    }
    if (parts.empty()) parts.emplace_back("no cases");
    if (summary.interrupted) parts.emplace_back("interrupted");
    std::string words = fmt::format("{}", fmt::join(parts, ", "));
    if (!totals.brokers.empty()) words += fmt::format(" on {}", fmt::join(totals.brokers, ", "));
    return words;
}

bool needs_attention(Verdict verdict) { return exit_code(verdict) != 0; }

}  // namespace breakwire::reports
