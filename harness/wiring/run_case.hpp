#pragma once

#include "harness/runner/worker.hpp"

namespace breakwire::harness {

/// The file in the run folder of a campaign's case that did not pass: what its seed drew, written
/// out as a scenario.
inline constexpr const char* drawn_file = "scenario.yaml";

/// The body of a worker: elaborates the world of `job`, plays it on the wall clock, judges it, and
/// leaves `case.json` and `record.jsonl` in its folder. Called once per process, from `sc_main`.
int run_case(const CaseJob& job, WorkerReport& report);

}  // namespace breakwire::harness
