#pragma once

#include "harness/runner/worker.hpp"

namespace breakwire::harness {

/// The body of a worker: elaborates the world of `job`, plays it on the wall clock, judges it, and
/// leaves `case.json` and `record.jsonl` in its folder. Called once per process, from `sc_main`.
int run_case(const CaseJob& job, WorkerReport& report);

}  // namespace breakwire::harness
