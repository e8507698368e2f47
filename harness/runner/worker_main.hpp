#pragma once

#include "harness/runner/guardian.hpp"
#include "harness/runner/signals.hpp"
#include "harness/runner/worker.hpp"

namespace breakwire::harness {

/// What a forked worker inherits from the runner.
struct Inheritance {
    pid_t runner = 0;
    Guardian& guardian;
    const Signals& signals;
    int pipe = -1;           ///< for progress
    std::vector<int> locks;  ///< descriptors that hold its address range and temp directory
};

/// The life of a worker, from fork to its end: leaves the runner's session, lets go of everything
/// that is not its own, runs the case, exits without running the runner's destructors.
[[noreturn]] void worker_main(const CaseJob& job, const WorkerBody& body,
                              const Inheritance& inherited);

/// The exit status of a worker that the surroundings kept even from writing what it found: the
/// case's verdict is *inconclusive*.
inline constexpr int cannot_write = 73;

/// The file in the run folder that takes a worker's stdout and stderr.
inline constexpr const char* worker_log = "worker.log";

}  // namespace breakwire::harness
