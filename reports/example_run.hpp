#pragma once

#include "reports/reporter.hpp"

namespace breakwire::reports {

/// A run with a case of each verdict, for the golden files of the reporters.
RunInfo example_info();
RunSummary example_run();

/// Plays the run through a reporter, as the harness does.
void play(Reporter& reporter);

/// The text of `reports/golden/NAME`; written anew if BREAKWIRE_UPDATE_GOLDEN is set.
std::string golden(const std::string& name, const std::string& actual);

}  // namespace breakwire::reports
