#pragma once

#include <filesystem>

#include "harness/cli/command.hpp"
#include "harness/cli/run_options.hpp"

/// What `campaign` and `sweep` have in common: cases with many seeds, a journal, one live line.
namespace breakwire::harness {

struct CampaignOptions {
    RunOptions run;
    std::size_t records = 10;  ///< run folders to keep of each breach
    bool fresh = false;        ///< forget what the journal says is done
    bool measured = false;     ///< a scenario that measures nothing is a mistake
    bool guided = false;       ///< schedules like those that have shown something new
};

void add_campaign_options(CLI::App& command, CampaignOptions& options);

struct CampaignEnd {
    std::filesystem::path folder;  ///< of the journal and run folders
    int exit_code = 0;             ///< of the worst verdict, or that of an interrupt
    int jobs = 1;
};

/// Runs what is not done yet and prints the result. Throws ConfigError and EnvironmentError.
CampaignEnd run_campaign(const CampaignOptions& options, const Program& program);

}  // namespace breakwire::harness
