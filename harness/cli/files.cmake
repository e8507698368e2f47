set(cli_sources
    cli/benchmark.cpp cli/boards.cpp cli/broker_choice.cpp cli/campaign.cpp cli/case_jobs.cpp
    cli/cases.cpp cli/check.cpp cli/command_line.cpp cli/compare.cpp cli/comparison.cpp
    cli/deviations.cpp cli/exit_codes.cpp cli/expected_time.cpp
    cli/explain.cpp cli/filter_options.cpp cli/folder_watch.cpp cli/judges.cpp cli/kinds.cpp
    cli/list.cpp cli/loading.cpp cli/plan.cpp cli/programs.cpp cli/prove.cpp cli/proxy.cpp cli/recipe.cpp
    cli/repetitions.cpp cli/replay.cpp cli/report.cpp cli/reporters.cpp cli/run.cpp
    cli/run_folders.cpp cli/run_options.cpp cli/scenario_files.cpp cli/seeds.cpp
    cli/set_option.cpp cli/shard.cpp cli/show.cpp cli/shrink.cpp cli/statements.cpp
    cli/stored_results.cpp cli/surroundings.cpp cli/sweep.cpp cli/time_choice.cpp cli/told_lie.cpp cli/watch.cpp
    cli/watched_files.cpp)
set(cli_headers
    cli/broker_choice.hpp cli/campaign.hpp cli/case_jobs.hpp cli/cases.hpp cli/command.hpp cli/command_line.hpp
    cli/compare.hpp cli/deviations.hpp cli/exit_codes.hpp cli/expected_time.hpp cli/filter_options.hpp
    cli/folder_watch.hpp cli/glob.hpp cli/judges.hpp cli/kinds.hpp
    cli/loading.hpp cli/plan.hpp cli/programs.hpp cli/recipe.hpp
    cli/repetitions.hpp cli/reporters.hpp cli/run.hpp cli/run_folders.hpp cli/run_options.hpp
    cli/scenario_files.hpp cli/seeds.hpp cli/set_option.hpp cli/shard.hpp cli/shell_word.hpp
    cli/statements.hpp cli/stored_results.hpp cli/surroundings.hpp cli/time_choice.hpp
    cli/told_lie.hpp cli/watch.hpp cli/watched_files.hpp)
set(cli_tests
    cli/case_jobs_test.cpp cli/cases_test.cpp cli/command_line_test.cpp cli/comparison_test.cpp cli/deviations_test.cpp
    cli/folder_watch_test.cpp cli/scenario_files_test.cpp cli/seeds_test.cpp
    cli/set_option_test.cpp cli/shard_test.cpp cli/statements_test.cpp cli/surroundings_test.cpp
    cli/time_choice_test.cpp cli/told_lie_test.cpp cli/watched_files_test.cpp)
set(cli_system_tests
    cli/capture_test.cpp cli/compare_test.cpp cli/device_shards_test.cpp cli/full_disk_test.cpp cli/killed_run_test.cpp
    cli/library_test.cpp cli/paho_test.cpp cli/replay_test.cpp cli/sampled_record_test.cpp)
