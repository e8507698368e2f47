#include "harness/runner/worker_main.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cstdio>

#include "harness/runner/descriptors.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

/// The exit status of a worker that has a bug; the case's verdict is *error*.
constexpr int our_bug = 70;

void leave_the_runner(const Inheritance& inherited) {
    setsid();
    // Told before anything else can be started. The runner's death after this line is noticed by
    // the guardian, before it by the comparison.
    inherited.guardian.watch_session(getpid());
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != inherited.runner) _exit(our_bug);
    inherited.signals.give_back();

    // The pipe to the guardian among others: as long as somebody holds it, the runner seems alive.
    std::vector<int> kept = inherited.locks;
    kept.push_back(inherited.pipe);
    close_all_but(std::move(kept));
}

void redirect_output(const std::filesystem::path& file) {
    point_at_nothing({STDIN_FILENO});
    const int log = open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (log < 0) return;
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    close(log);
}

/// The case could not be run, so nothing is proved.
int inconclusive(const CaseJob& job, const std::string& why) {
    reports::CaseResult result = blank_result(job);
    result.verdict = reports::Verdict::inconclusive;
    result.reason = why;
    write_result(result);
    return 0;
}

int run(const CaseJob& job, const WorkerBody& body, int pipe) {
    try {
        WorkerReport report(pipe);
        return body(job, report);
    } catch (const EnvironmentError& problem) {
        return inconclusive(job, problem.what());
    } catch (const std::exception& bug) {
        std::fprintf(stderr, "%s\n", bug.what());
        return our_bug;
    }
}

}  // namespace

void worker_main(const CaseJob& job, const WorkerBody& body, const Inheritance& inherited) {
    leave_the_runner(inherited);
    redirect_output(job.folder / worker_log);
    int status = our_bug;
    try {
        status = run(job, body, inherited.pipe);
    } catch (const EnvironmentError& problem) {
        std::fprintf(stderr, "%s\n", problem.what());
        status = cannot_write;
    }
    std::fflush(nullptr);
    _exit(status);
}

}  // namespace breakwire::harness
