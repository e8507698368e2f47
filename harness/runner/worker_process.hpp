#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/runner/guardian.hpp"
#include "harness/runner/scratch.hpp"
#include "harness/runner/signals.hpp"
#include "harness/runner/worker.hpp"
#include "reports/reporter.hpp"

namespace breakwire::harness {

/// One case under way: a forked worker in a session of its own, its temp directory and its address
/// range. All of them go with this object, whatever the worker has started.
///
/// What the worker writes to stdout and stderr goes to `worker.log` in the run folder.
class WorkerProcess {
public:
    using WallClock = std::chrono::steady_clock;

    /// Forks. Throws EnvironmentError if there is no process, temp directory or address range left.
    WorkerProcess(CaseJob job, const WorkerBody& body, Guardian& guardian, const Signals& signals);
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    pid_t process() const { return process_; }
    const CaseJob& job() const { return job_; }
    /// To be polled for progress.
    int pipe() const { return pipe_; }
    WallClock::time_point deadline() const { return started_ + job_.wall_limit; }

    /// What the worker has reported since the last call.
    std::vector<reports::CaseProgress> read_progress();
    /// The last figures that were among it, if there were any since the last call.
    std::optional<CaseFigures> take_figures() { return std::exchange(figures_, std::nullopt); }

    /// Past its limit of wall time: kills it. Its end is still to come.
    void give_up();

    /// The worker has ended but is not reaped yet, so that its number is still its own: ends what
    /// it left behind, reaps it, and returns the case's result: the worker's own, or one that says
    /// how it died.
    reports::CaseResult finish();

private:
    /// Ends the whole session and reaps the worker. Returns its status, as of waitpid.
    int end();
    void start(const WorkerBody& body, Guardian& guardian, const Signals& signals);
    reports::CaseResult own_result() const;
    std::string death(int status) const;

    CaseJob job_;
    Guardian& guardian_;
    ScratchFolder scratch_;
    std::unique_ptr<AddressSlot> slot_;
    WallClock::time_point started_;
    pid_t process_ = 0;
    int pipe_ = -1;
    std::string text_;  ///< of the pipe, up to a line that is not whole yet
    std::string last_step_;
    std::optional<CaseFigures> figures_;
    bool given_up_ = false;
};

}  // namespace breakwire::harness
