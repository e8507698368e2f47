#include "harness/runner/pool.hpp"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <algorithm>
#include <thread>

#include "sim/base/errors.hpp"

namespace breakwire::harness {

Pool::Pool(Guardian& guardian, WorkerBody body, int jobs)
    : guardian_(guardian),
      body_(std::move(body)),
      jobs_(static_cast<std::size_t>(std::max(1, jobs))) {
    prctl(PR_SET_CHILD_SUBREAPER, 1);
}

Pool::~Pool() { prctl(PR_SET_CHILD_SUBREAPER, 0); }

int Pool::default_jobs(bool virtual_time) {
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    return static_cast<int>(virtual_time ? cores : 4 * cores);
}

bool Pool::run(const std::vector<CaseJob>& cases, PoolListener& listener) {
    std::size_t next = 0;
    return run(
        [&]() -> std::optional<CaseJob> {
            if (next == cases.size()) return std::nullopt;
            return cases[next++];
        },
        listener);
}

bool Pool::run(const NextJob& next, PoolListener& listener) {
    no_more_ = false;
    for (;;) {
        fill(next, listener);
        if (workers_.empty()) return true;
        wait();
        if (server_ != nullptr) server_->attend();
        const bool stop = take_signals();
        hear_workers(listener);
        reap(listener);
        if (stop) {
            workers_.clear();
            reap(listener);
            return false;
        }
        stop_late();
    }
}

void Pool::fill(const NextJob& next, PoolListener& listener) {
    while (!no_more_ && workers_.size() < jobs_) {
        const std::optional<CaseJob> job = listener.enough() ? std::nullopt : next();
        if (!job) {
            no_more_ = true;
        } else {
            start(*job, listener);
        }
    }
}

void Pool::start(const CaseJob& job, PoolListener& listener) {
    try {
        listener.starting(job);
        if (server_ != nullptr) server_->metrics().started(job.id);
        CaseJob started = job;
        started.tells_figures = server_ != nullptr;
        workers_.emplace_back(std::move(started), body_, guardian_, signals_);
    } catch (const EnvironmentError& problem) {
        reports::CaseResult result = blank_result(job);
        result.verdict = reports::Verdict::inconclusive;
        result.reason = problem.what();
        listener.finished(job, std::move(result));
    }
}

void Pool::wait() {
    std::vector<pollfd> polled{{signals_.descriptor(), POLLIN, 0}};
    auto deadline = WorkerProcess::WallClock::time_point::max();
    for (const WorkerProcess& worker : workers_) {
        polled.push_back({worker.pipe(), POLLIN, 0});
        deadline = std::min(deadline, worker.deadline());
    }
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - WorkerProcess::WallClock::now());
    const long patience = server_ != nullptr ? MetricsServer::patience.count() : 60'000;
    poll(polled.data(), polled.size(),
         static_cast<int>(std::clamp<long>(left.count(), 0, patience)));
}

bool Pool::take_signals() {
    bool stop = false;
    while (const std::optional<int> signal = signals_.next()) stop = stop || *signal != SIGCHLD;
    return stop;
}

void Pool::hear(WorkerProcess& worker, PoolListener& listener) {
    for (const auto& progress : worker.read_progress()) listener.progress(progress);
    const auto figures = worker.take_figures();
    if (figures && server_ != nullptr) server_->metrics().figures(worker.job().id, *figures);
}

void Pool::hear_workers(PoolListener& listener) {
    for (WorkerProcess& worker : workers_) hear(worker, listener);
}

void Pool::reap(PoolListener& listener) {
    for (;;) {
        siginfo_t ended{};
        if (waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) != 0 || ended.si_pid == 0) return;
        const auto worker = std::find_if(workers_.begin(), workers_.end(), [&](const auto& one) {
            return one.process() == ended.si_pid;
        });
        if (worker == workers_.end()) {
            waitpid(ended.si_pid, nullptr, 0);  // an orphan of a worker
        } else {
            finish(worker, listener);
        }
    }
}

void Pool::finish(Workers::iterator worker, PoolListener& listener) {
    hear(*worker, listener);
    const CaseJob job = worker->job();
    reports::CaseResult result = worker->finish();
    workers_.erase(worker);
    listener.finished(job, std::move(result));
}

void Pool::stop_late() {
    const auto now = WorkerProcess::WallClock::now();
    for (WorkerProcess& worker : workers_) {
        if (worker.deadline() <= now) worker.give_up();
    }
}

}  // namespace breakwire::harness
