#pragma once

#include <sys/types.h>

#include <filesystem>

namespace breakwire::harness {

/// A small process that outlives the runner by a moment: when the runner is gone, however it went,
/// the guardian kills what the runner's workers started and removes their temp directories.
///
/// It holds a pipe to the runner, hears of sessions and directories as they come and go, and takes
/// the pipe's end for the runner's. It is needed because a parent-death signal is lost when a
/// program changes its user, as brokers do. Make it before any thread, signal handler or worker.
class Guardian {
public:
    /// Throws EnvironmentError if no process can be made.
    Guardian();
    /// Ends the guardian process and waits for it.
    ~Guardian();
    Guardian(const Guardian&) = delete;
    Guardian& operator=(const Guardian&) = delete;

    void watch_session(pid_t session);
    void forget_session(pid_t session);
    void watch_folder(const std::filesystem::path& folder);
    void forget_folder(const std::filesystem::path& folder);

    pid_t process() const { return process_; }

private:
    void tell(const std::string& line);

    int pipe_ = -1;
    pid_t process_ = 0;
};

}  // namespace breakwire::harness
