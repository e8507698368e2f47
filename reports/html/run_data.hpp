#pragma once

#include <string>

#include "reports/reporter.hpp"

namespace breakwire::reports {

/// What the page's front is made of, as JSON: the run, its cases with their findings, the laws that
/// were looked at, and what the cases of an earlier run came to.
///
///     {"format":1, "run":{...}, "laws":[{"id","statement"}, ...],
///      "cases":[case.json without "recipe", its "laws" as [[law, held, violated], ...]],
///      "baseline":[{"id","broker","verdict","reason","simulated_ns","wall_ns"}, ...] or null}
///
/// A case's laws leave out those it did not exercise. `made` is when the report was made, seconds
/// since 1970.
std::string run_data(const RunInfo& run, const RunSummary& summary, std::int64_t made);

}  // namespace breakwire::reports
