#pragma once

#include "harness/cli/command.hpp"
#include "harness/cli/deviations.hpp"
#include "harness/cli/plan.hpp"
#include "harness/cli/run_options.hpp"
#include "reports/reporter.hpp"

namespace breakwire::harness {

/// Runs what `options` say, with reports and everything; returns the exit code. `also` hears of
/// each case as it ends, while its run folder is still there, and may be nullptr.
///
/// Throws ConfigError, or MistakesWereTold for those in files, before anything has run.
int run(const RunOptions& options, const Program& program, reports::Reporter* also = nullptr);
/// The same for what has been read already.
int run(Plan plan, const RunOptions& options, const Program& program,
        reports::Reporter* also = nullptr);

/// The deviations that are to be taken into account; adds every mistake in their file.
Deviations find_deviations(const RunOptions& options, Mistakes& mistakes);

}  // namespace breakwire::harness
