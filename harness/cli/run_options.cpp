#include "harness/cli/run_options.hpp"

#include "harness/cli/filter_options.hpp"
#include "harness/cli/reporters.hpp"

namespace breakwire::harness {
namespace {

constexpr const char* run_examples = R"(Examples:
  breakwire run                               the shipped library, on mosquitto
  breakwire run will -k rst                   part of it
  breakwire run my.yaml --keep                your own, with a record of every packet
  breakwire run --report junit:out.xml        with a report for CI
  breakwire run will --report pcapng:w.pcapng with every packet, for Wireshark
  breakwire run --broker aedes                on another broker
  breakwire run --broker broker.yaml          the same with settings
  breakwire run storm.yaml --seeds 1..500 -x  until a seed fails
  breakwire run will --bench bench.yaml --cast thermometer=node-7     with a board
  breakwire run my.yaml --set qos=0,1,2       a parameter of it, with these values
  breakwire run fleet.yaml --shard devices:2/4            the second quarter of its devices
  breakwire run my.yaml --watch               again whenever a file of it is saved
  breakwire run fleet.yaml --metrics 127.0.0.1:9464       figures for Prometheus meanwhile
  breakwire run --case 'will/after_rst[5.0]' --seed 7     one case again)";

void add_players(CLI::App& command, RunOptions& options) {
    command
        .add_option("--bench", options.bench_file,
                    "this machine's boards, and whom they play (breakwire explain bench)")
        ->type_name("FILE");
    command
        .add_option("--cast", options.cast,
                    "who plays a device: the first that is free and able; sim is the simulation")
        ->type_name("ROLE=PLAYER[,...]")
        ->allow_extra_args(false);
}

void add_time_limit(CLI::App& command, Duration& limit) {
    command
        .add_option_function<std::string>(
            "--time-limit",
            [&limit](const std::string& text) {
                const std::optional<Duration> value = parse_duration(text);
                if (!value || *value == Duration{}) {
                    throw CLI::ValidationError("--time-limit",
                                               "expected a duration such as 90s, got " + text);
                }
                limit = *value;
            },
            "wall time that a case may take; on a clock, beyond what its waits and windows say")
        ->type_name("DURATION")
        ->default_str(breakwire::to_string(limit));
}

CLI::Option* add_seed_range(CLI::App& command, RunOptions& options, const std::string& help) {
    command.add_flag("-x,--stop-at-first", options.stop_at_first,
                     "start no further case once one has failed");
    return command
        .add_option_function<std::string>(
            "--seeds",
            [&seeds = options.seeds](const std::string& text) {
                if (!(seeds = parse_seeds(text))) {
                    throw CLI::ValidationError(
                        "--seeds", "expected a range such as 1..50, up to a million, got " + text);
                }
            },
            help)
        ->type_name("A..B");
}

void add_seeds(CLI::App& command, RunOptions& options) {
    auto* one =
        command.add_option("--seed", options.seed,
                           "what all luck is made of; the scenario's `seed`, or 1, if not given");
    add_seed_range(
        command, options,
        "run each case with each of these seeds; says at the end which is the first that fails")
        ->excludes(one);
}

void add_shard(CLI::App& command, RunOptions& options) {
    command
        .add_option_function<std::string>(
            "--shard",
            [&options](const std::string& text) {
                if (const auto devices = parse_device_shard(text)) {
                    options.devices = *devices;
                } else if (!(options.shard = parse_shard(text))) {
                    throw CLI::ValidationError(
                        "--shard", "expected a part such as 2/4 or devices:2/4, got " + text);
                }
            },
            "run this part of the cases, or of the devices of each fleet; `breakwire report` "
            "merges the results of all parts")
        ->type_name("[devices:]I/N");
}

void add_time_mode(CLI::App& command, std::optional<TimeMode>& mode) {
    command
        .add_option_function<std::string>(
            "--time",
            [&mode](const std::string& text) {
                if (text != "auto" && !(mode = parse_time_mode(text))) {
                    throw CLI::ValidationError(
                        "--time", "expected auto, virtual, wall or scaled:N, got " + text);
                }
            },
            "what drives simulated time: auto is virtual where all can be led, else wall")
        ->type_name("auto|virtual|wall|scaled:N")
        ->default_str("auto");
}

void add_jobs(CLI::App& command, int& jobs) {
    command
        .add_option("-j,--jobs", jobs,
                    "cases at a time; by default as many as there are processors in virtual time, "
                    "and four times as many on the wall clock, where they mostly wait")
        ->check(CLI::Range(1, 100));
}

void add_execution(CLI::App& command, RunOptions& options) {
    add_jobs(command, options.jobs);
    add_seeds(command, options);
    add_shard(command, options);
    add_time_limit(command, options.time_limit);
    add_time_mode(command, options.time);
    command.add_flag(
        "--tcp", options.real_tcp,
        "virtual time: connections to the broker are real TCP instead of local streams; "
        "slower, and the kernel's own resets and buffers (needs root)");
    command.add_option("--repeat", options.repeat, "run each case so often")
        ->capture_default_str()
        ->check(CLI::Range(1, 10'000));
    command.add_flag("--check-determinism", options.check_determinism,
                     "run each case twice, or as --repeat says; it fails unless its records are "
                     "the same (in virtual time)");
}

void add_judgement(CLI::App& command, RunOptions& options) {
    command.add_flag("--strict", options.strict, "skipped cases count as failed");
    add_deviation_options(command, options);
}

void add_results(CLI::App& command, RunOptions& options) {
    add_report_option(command, options.reports);
    add_baseline_option(command, options.baseline);
    command.add_option("--output", options.output, "keep every case's result in this folder")
        ->type_name("FOLDER");
    command.add_flag("--keep", options.keep, "keep the records of passed cases too");
}

}  // namespace

void add_broker_option(CLI::App& command, RunOptions& options) {
    command
        .add_option("--broker", options.broker_file,
                    "a broker file (driver, its settings, users), or a driver's name")
        ->type_name("FILE|DRIVER");
}

void add_lie_options(CLI::App& command, RunOptions& options) {
    auto* lie = command
                    .add_option("--lie", options.lie,
                                "a defect that the broker is given, to see what comes of it, such "
                                "as will/dropped (breakwire prove --list)")
                    ->type_name("LIE");
    command
        .add_option("--lie-file", options.lie_file, "has the lie; the shipped ones if not given")
        ->type_name("FILE")
        ->needs(lie);
}

void add_deviation_options(CLI::App& command, RunOptions& options) {
    auto* file = command
                     .add_option("--deviations", options.deviations_file,
                                 "known deviations from the standard; those shipped with the "
                                 "library if not given")
                     ->type_name("FILE");
    command.add_flag("--no-deviations", options.no_deviations, "judge without any")->excludes(file);
}

CLI::Option* add_metrics_option(CLI::App& command, RunOptions& options) {
    return command
        .add_option_function<std::string>(
            "--metrics",
            [&where = options.metrics](const std::string& text) {
                const bool whole = text.find(':') != std::string::npos;
                if (!whole || !(where = parse_endpoint(text))) {
                    throw CLI::ValidationError(
                        "--metrics", "expected HOST:PORT such as 127.0.0.1:9464, got " + text);
                }
            },
            "serve figures for Prometheus at http://HOST:PORT/metrics meanwhile; port 0 is any "
            "that is free")
        ->type_name("HOST:PORT");
}

void add_campaign_execution(CLI::App& command, RunOptions& options) {
    add_filter(command, options.filter);
    add_set(command, options.set);
    add_jobs(command, options.jobs);
    add_seed_range(command, options, "run each case with each of these seeds")
        ->default_str("1..100");
    add_shard(command, options);
    add_time_limit(command, options.time_limit);
    add_time_mode(command, options.time);
}

void add_options_of_any_broker(CLI::App& command, RunOptions& options) {
    add_filter(command, options.filter);
    add_set(command, options.set);
    add_execution(command, options);
    add_judgement(command, options);
    add_results(command, options);
}

void add_options(CLI::App& command, RunOptions& options) {
    command.footer(run_examples);
    command.add_option("PATHS", options.paths,
                       "files and folders, here or in the shipped library; all of the library "
                       "if there are none");
    add_broker_option(command, options);
    add_players(command, options);
    add_lie_options(command, options);
    command
        .add_option("--mutate", options.mutations,
                    "changes to the schedule that a campaign's seed draws, as the line says that "
                    "repeats a run of a guided campaign")
        ->type_name("N[,N...]")
        ->delimiter(',');
    add_options_of_any_broker(command, options);
    auto* metrics = add_metrics_option(command, options);
    command
        .add_flag("--watch", options.watch,
                  "stay, and when a file changes run again the cases that it concerns, until "
                  "Ctrl-C; reports are those of the last run")
        ->excludes(metrics);
}

}  // namespace breakwire::harness
