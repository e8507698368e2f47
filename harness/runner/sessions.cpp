#include "harness/runner/sessions.hpp"

#include <dirent.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <utility>
#include <vector>

namespace breakwire::harness {
namespace {

using Concerns = std::function<bool(pid_t)>;

/// A process held by a descriptor, so that a signal cannot reach a later one of the same number.
class HeldProcess {
public:
    explicit HeldProcess(pid_t process)
        : descriptor_(static_cast<int>(syscall(SYS_pidfd_open, process, 0))) {}
    HeldProcess(HeldProcess&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    HeldProcess& operator=(HeldProcess&&) = delete;
    ~HeldProcess() {
        if (descriptor_ >= 0) close(descriptor_);
    }

    bool ended_within(int milliseconds) const {
        if (descriptor_ < 0) return true;
        pollfd end{descriptor_, POLLIN, 0};
        return poll(&end, 1, milliseconds) > 0;
    }
    void kill() const { syscall(SYS_pidfd_send_signal, descriptor_, SIGKILL, nullptr, 0); }

private:
    int descriptor_;
};

std::vector<pid_t> all_processes() {
    std::vector<pid_t> found;
    DIR* proc = opendir("/proc");
    if (proc == nullptr) return found;
    while (const dirent* entry = readdir(proc)) {
        const int process = std::atoi(entry->d_name);
        if (process > 0 && process != getpid()) found.push_back(process);
    }
    closedir(proc);
    return found;
}

std::vector<HeldProcess> hold(const Concerns& concerns) {
    std::vector<HeldProcess> held;
    for (const pid_t process : all_processes()) {
        if (!concerns(process)) continue;
        HeldProcess one(process);
        // Asked again: the number may have passed to somebody else before it was held.
        if (concerns(process) && !one.ended_within(0)) held.push_back(std::move(one));
    }
    return held;
}

void kill_all(const Concerns& concerns) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(2);
    for (;;) {
        const std::vector<HeldProcess> held = hold(concerns);
        if (held.empty()) return;
        for (const HeldProcess& process : held) process.kill();
        for (const HeldProcess& process : held) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                end - std::chrono::steady_clock::now());
            if (left.count() <= 0) return;
            process.ended_within(static_cast<int>(left.count()));
        }
    }
}

}  // namespace

void kill_session(pid_t session) {
    kill_all([session](pid_t process) { return getsid(process) == session; });
}

void kill_processes_in(const std::filesystem::path& folder) {
    kill_all([&folder](pid_t process) {
        std::error_code unreadable;
        const std::string where =
            std::filesystem::read_symlink("/proc/" + std::to_string(process) + "/cwd", unreadable);
        return where == folder.string() || where.rfind(folder.string() + '/', 0) == 0;
    });
}

}  // namespace breakwire::harness
