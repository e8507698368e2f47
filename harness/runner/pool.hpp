#pragma once

#include <list>
#include <map>

#include "harness/metrics/metrics_server.hpp"
#include "harness/runner/worker_process.hpp"

namespace breakwire::harness {

/// Told of each case of a run, on the runner's thread.
class PoolListener {
public:
    virtual ~PoolListener() = default;
    /// Before the worker is forked.
    virtual void starting(const CaseJob& /*job*/) {}
    virtual void progress(const reports::CaseProgress& progress) = 0;
    virtual void finished(const CaseJob& job, reports::CaseResult result) = 0;
    /// Asked before a case starts: whether those that run now are the last.
    virtual bool enough() const { return false; }
};

/// Runs cases in forked workers, a number of them at a time, and outlives each of their deaths.
///
/// Everything happens on one thread, so that forking is safe. While it runs, this process adopts
/// orphans of its workers, so that it can wait for their end.
class Pool {
public:
    /// `guardian` must outlive the pool; `jobs` is how many workers run at a time.
    Pool(Guardian& guardian, WorkerBody body, int jobs);
    ~Pool();

    /// Tells `server` of the cases that start and of their figures, and lets it answer. It must
    /// outlive the pool.
    void tell(MetricsServer& server) { server_ = &server; }

    using NextJob = std::function<std::optional<CaseJob>()>;

    /// Cases that never start, because the listener has enough, are not told of.
    ///
    /// Returns false if a signal (Ctrl-C, SIGTERM, SIGHUP) ended the run early; everything is
    /// stopped then, and cases that have not finished are not told of.
    bool run(const std::vector<CaseJob>& cases, PoolListener& listener);

    /// The same for jobs that are made when their turn comes; `next` returns nothing when there
    /// are no more.
    bool run(const NextJob& next, PoolListener& listener);

    /// Cases on the wall clock mostly wait, so there are four for each core; those in virtual time
    /// do not.
    static int default_jobs(bool virtual_time);

private:
    using Workers = std::list<WorkerProcess>;

    void fill(const NextJob& next, PoolListener& listener);
    void start(const CaseJob& job, PoolListener& listener);
    void wait();
    void hear(WorkerProcess& worker, PoolListener& listener);
    void hear_workers(PoolListener& listener);
    /// Whether a signal asked to stop.
    bool take_signals();
    void reap(PoolListener& listener);
    void finish(Workers::iterator worker, PoolListener& listener);
    void stop_late();

    Guardian& guardian_;
    WorkerBody body_;
    std::size_t jobs_;
    Signals signals_;
    MetricsServer* server_ = nullptr;
    bool no_more_ = false;
    Workers workers_;
};

}  // namespace breakwire::harness
