#pragma once

#include <filesystem>
#include <vector>

#include "harness/campaign/tally.hpp"

namespace breakwire::harness {

/// What campaigns, or shards of one on several machines, have left: their journals know every case,
/// their run folders the first few failures of each kind.
struct StoredCampaigns {
    /// Of cases without a run folder, as far as a journal tells: verdict, what was broken, and the
    /// command that repeats it.
    std::vector<reports::CaseResult> results;
    /// Of all cases in the journals; of one that was tried again, its last word counts.
    JournalCases cases;

    Tally tally() const;
};

/// Adds what the journals in and below `folder` have. A line that is being written, or was when its
/// campaign was killed, is left out. Throws ConfigError for a file of that name that is no journal.
void add_campaigns_below(const std::filesystem::path& folder, StoredCampaigns& into);

/// The name of a campaign's journal in its folder.
inline constexpr const char* journal_file = "journal.jsonl";

}  // namespace breakwire::harness
