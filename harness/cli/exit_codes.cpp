#include "harness/cli/exit_codes.hpp"

#include <algorithm>

namespace breakwire::harness {

using reports::Verdict;

int worst(const std::vector<reports::CaseResult>& cases, bool strict) {
    Verdict heaviest = Verdict::passed;
    for (const reports::CaseResult& result : cases) {
        const bool counts_as_failed = strict && result.verdict == Verdict::skipped;
        heaviest = std::max(heaviest, counts_as_failed ? Verdict::failed : result.verdict);
    }
    return reports::exit_code(heaviest);
}

}  // namespace breakwire::harness
