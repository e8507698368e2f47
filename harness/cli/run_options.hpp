#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "harness/cli/cases.hpp"
#include "harness/cli/seeds.hpp"
#include "harness/cli/set_option.hpp"
#include "harness/cli/shard.hpp"
#include "harness/proxy/endpoint.hpp"
#include "sim/base/time.hpp"
#include "sim/base/time_mode.hpp"

namespace breakwire::harness {

/// What `breakwire run` is told.
struct RunOptions {
    std::vector<std::string> paths;
    CaseFilter filter;
    scenarios::ParameterSettings set;        ///< instead of the values in the files
    int jobs = 0;                            ///< 0: what suits the time mode
    std::optional<std::uint64_t> seed{};     ///< nothing: the scenario's own, or 1
    std::vector<std::uint64_t> mutations{};  ///< of the schedules that campaigns draw, in turn
    std::optional<SeedRange> seeds{};        ///< each case with each of them
    std::optional<Shard> shard{};            ///< only this part of the cases
    scenarios::FleetPart devices{};          ///< only this part of the devices of fleets
    bool stop_at_first = false;              ///< no further case once one has failed
    std::string broker_file;
    std::string bench_file;         ///< empty: no boards
    std::vector<std::string> cast;  ///< "thermometer=node-7,sim"
    std::string lie;                ///< told on the broker's behalf; empty: none
    std::string lie_file;           ///< that has it; empty: the shipped ones
    std::vector<std::string> reports;
    std::string baseline;  ///< an earlier run to compare with; empty: none
    Duration time_limit = 120s;
    bool real_tcp = false;           ///< in virtual time
    std::optional<TimeMode> time;    ///< nothing: virtual where everybody can, else wall
    int repeat = 1;                  ///< how often each case is run
    bool check_determinism = false;  ///< compare the records of repetitions
    bool strict = false;
    std::string deviations_file;  ///< empty: the shipped ones, if there are any
    bool no_deviations = false;
    bool keep = false;
    std::string output;
    std::optional<Endpoint> metrics{};  ///< where to serve them; nothing: nowhere
    bool watch = false;                 ///< run again what a changed file concerns
    std::string only_case;              ///< what the one case is called; empty: as its file is
};

/// Adds all options of `run`; they are read into `options`.
void add_options(CLI::App& command, RunOptions& options);

/// Some of them alone, for other commands that run cases: `--broker`, and those on deviations.
void add_broker_option(CLI::App& command, RunOptions& options);
void add_deviation_options(CLI::App& command, RunOptions& options);
/// `--lie` and `--lie-file`.
void add_lie_options(CLI::App& command, RunOptions& options);
/// How a campaign is run: `--seeds`, `--shard`, `--jobs`, `--time`, `--set` and which cases.
void add_campaign_execution(CLI::App& command, RunOptions& options);
/// `--metrics`.
CLI::Option* add_metrics_option(CLI::App& command, RunOptions& options);
/// All but which scenarios are run, and on which broker.
void add_options_of_any_broker(CLI::App& command, RunOptions& options);

}  // namespace breakwire::harness
