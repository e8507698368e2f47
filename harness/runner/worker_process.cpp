#include "harness/runner/worker_process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>

#include "harness/brokers/text_file.hpp"
#include "harness/runner/sessions.hpp"
#include "harness/runner/worker_main.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

/// The last line that says something, or nothing.
std::string last_line(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) return {};
    const std::string text = read_text(file);
    const std::size_t end = text.find_last_not_of(" \n\r\t");
    if (end == std::string::npos) return {};
    const std::size_t newline = text.rfind('\n', end);
    const std::size_t begin = newline == std::string::npos ? 0 : newline + 1;
    return text.substr(begin, end + 1 - begin);
}

}  // namespace

WorkerProcess::WorkerProcess(CaseJob job, const WorkerBody& body, Guardian& guardian,
                             const Signals& signals)
    : job_(std::move(job)),
      guardian_(guardian),
      slot_(AddressSlot::take()),
      started_(WallClock::now()) {
    guardian_.watch_folder(scratch_.path());
    if (!slot_) throw EnvironmentError("no address range left in 127.64.0.0 to 127.200.255.255");
    job_.scratch = scratch_.path();
    job_.addresses = slot_->range();
    std::filesystem::create_directories(job_.folder);
    start(body, guardian, signals);
}

void WorkerProcess::start(const WorkerBody& body, Guardian& guardian, const Signals& signals) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw EnvironmentError("no pipe left for a worker");
    const Inheritance inherited{
        getpid(), guardian, signals, ends[1], {slot_->descriptor(), scratch_.descriptor()}};
    // Text that waits in the runner's buffers would otherwise come out of each worker again.
    std::fflush(nullptr);
    process_ = fork();
    if (process_ == 0) worker_main(job_, body, inherited);
    close(ends[1]);
    pipe_ = ends[0];
    fcntl(pipe_, F_SETFL, O_NONBLOCK);
    if (process_ < 0) throw EnvironmentError("no process left for a worker");
}

WorkerProcess::~WorkerProcess() {
    if (pipe_ >= 0) close(pipe_);
    if (process_ > 0) end();
    guardian_.forget_folder(scratch_.path());
}

int WorkerProcess::end() {
    give_up();
    int status = 0;
    while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    guardian_.forget_session(process_);
    process_ = 0;
    return status;
}

std::vector<reports::CaseProgress> WorkerProcess::read_progress() {
    char buffer[4096];
    for (ssize_t count; (count = read(pipe_, buffer, sizeof buffer)) > 0;) {
        text_.append(buffer, static_cast<std::size_t>(count));
    }
    std::vector<reports::CaseProgress> heard;
    for (std::size_t end; (end = text_.find('\n')) != std::string::npos; text_.erase(0, end + 1)) {
        const auto line = nlohmann::json::parse(text_.substr(0, end), nullptr, false);
        if (line.is_discarded()) continue;
        if (line.contains("figures")) {
            figures_ = case_figures_from_json(line.at("figures"));
            continue;
        }
        last_step_ = line.at("step").get<std::string>();
        heard.push_back({job_.id, last_step_, Duration(line.at("simulated").get<Duration::rep>())});
    }
    return heard;
}

void WorkerProcess::give_up() {
    given_up_ = true;
    // By number as well: it may not lead its session yet.
    kill(process_, SIGKILL);
    kill_session(process_);
}

reports::CaseResult WorkerProcess::finish() {
    const bool gave_up = given_up_;
    const int status = end();
    if (!gave_up && WIFEXITED(status) && WEXITSTATUS(status) == 0) return own_result();
    reports::CaseResult result = blank_result(job_);
    result.wall = WallClock::now() - started_;
    const bool unwritten = WIFEXITED(status) && WEXITSTATUS(status) == cannot_write;
    result.verdict =
        gave_up || unwritten ? reports::Verdict::inconclusive : reports::Verdict::error;
    result.reason = gave_up ? "passed its limit of wall time (" + to_string(job_.wall_limit) + ')'
                    : unwritten ? "what it found could not be written"
                                : death(status);
    if (!last_step_.empty()) result.reason += ", in step " + last_step_;
    try {
        write_result(result);
    } catch (const EnvironmentError& trouble) {
        result.reason += std::string("; ") + trouble.what();
    }
    return result;
}

reports::CaseResult WorkerProcess::own_result() const {
    try {
        auto result = reports::case_result_from_json(
            nlohmann::json::parse(read_text(job_.folder / result_file)));
        if (result.reason == not_over) throw std::runtime_error("it ended without a word");
        return result;
    } catch (const std::exception& problem) {
        reports::CaseResult result = blank_result(job_);
        result.verdict = reports::Verdict::error;
        result.reason = std::string("the worker left no result: ") + problem.what();
        return result;
    }
}

std::string WorkerProcess::death(int status) const {
    std::string how;
    if (WIFSIGNALED(status)) {
        const int signal = WTERMSIG(status);
        how =
            "the worker died of signal " + std::to_string(signal) + " (" + strsignal(signal) + ')';
    } else {
        how = "the worker ended with exit status " + std::to_string(WEXITSTATUS(status));
    }
    how += ", seed " + std::to_string(job_.seed);
    const std::string said = last_line(job_.folder / worker_log);
    return said.empty() ? how : how + ": " + said;
}

}  // namespace breakwire::harness
