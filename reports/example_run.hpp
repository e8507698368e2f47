#pragma once

#include "reports/file_reporter.hpp"

namespace breakwire::reports {

/// A run with a case of each verdict, for the golden files of the reporters.
RunInfo example_info();
RunSummary example_run();

/// The same run in better days, to compare with: one case failed that passes now, one passed that
/// fails now, one is gone.
std::vector<CaseResult> example_baseline();

/// Plays the run through a reporter, as the harness does.
void play(Reporter& reporter, const RunInfo& info = example_info());

/// What `reporter` writes of the example run into a file of this name, compared with
/// `example_baseline` if `compared`.
std::string reported(FileReporter& reporter, const std::string& name, bool compared = true);

std::string text_of(const std::filesystem::path& file);

/// The text of `reports/golden/NAME`; written anew if BREAKWIRE_UPDATE_GOLDEN is set.
std::string golden(const std::string& name, const std::string& actual);

}  // namespace breakwire::reports
