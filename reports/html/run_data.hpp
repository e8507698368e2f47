#pragma once

#include <string>

#include "reports/reporter.hpp"

namespace breakwire::reports {

/// What the page's front is made of, as JSON: the run, its cases with their findings, the laws that
/// were looked at, what has changed since an earlier run, and what became of each statement of the
/// standards.
///
///     {"format":1, "run":{...}, "laws":[{"id","statement"}, ...],
///      "cases":[case.json without "recipe", its "laws" as [[law, held, violated], ...]],
///      "changes":[{"kind","id","verdict","words","reason"}, ...] or null,
///      "coverage":[{"id","text","standing","held","violated","passed","failed"}, ...]}
///
/// A case's laws leave out those it did not exercise. Of a statement, `held` and `violated` count
/// judgements of laws, `passed` and `failed` scenarios. `made` is when the report was made, seconds
/// since 1970.
std::string run_data(const RunInfo& run, const RunSummary& summary, std::int64_t made);

}  // namespace breakwire::reports
