#include "sim/io/spawn.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/errors.hpp"

namespace breakwire::sim {
namespace {

[[noreturn]] void fail(const ChildCommand& command, const char* what, int error) {
    const std::string program = command.arguments.empty() ? "" : command.arguments.front();
    throw EnvironmentError("cannot start " + program + ": " + what + ": " + std::strerror(error));
}

struct Pipe {
    std::array<int, 2> ends{-1, -1};

    explicit Pipe(const ChildCommand& command) {
        if (pipe2(ends.data(), O_CLOEXEC) != 0) fail(command, "pipe", errno);
    }
    ~Pipe() {
        for (const int end : ends) {
            if (end >= 0) close(end);
        }
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    int release_read() { return std::exchange(ends[0], -1); }
    void close_write() { close(std::exchange(ends[1], -1)); }
};

/// What `execvpe` wants; made before the fork, since a child may not allocate.
struct Vectors {
    std::vector<std::string> texts;
    std::vector<char*> arguments;
    std::vector<char*> environment;

    explicit Vectors(const ChildCommand& command) : texts(command.arguments) {
        for (const auto& [name, value] : command.environment) texts.push_back(name + "=" + value);
        const std::size_t count = command.arguments.size();
        for (std::size_t i = 0; i < count; ++i) arguments.push_back(texts[i].data());
        for (std::size_t i = count; i < texts.size(); ++i) environment.push_back(texts[i].data());
        for (char** inherited = environ; *inherited; ++inherited) {
            if (!sets(command, *inherited)) environment.push_back(*inherited);
        }
        arguments.push_back(nullptr);
        environment.push_back(nullptr);
    }

    /// Whether `command` gives the variable of `entry`, "NAME=value", another value.
    static bool sets(const ChildCommand& command, std::string_view entry) {
        const std::string_view name = entry.substr(0, entry.find('='));
        return std::ranges::any_of(command.environment,
                                   [&](const auto& own) { return own.first == name; });
    }
};

/// Handlers and the mask survive neither or both of fork and exec; ignored signals survive both.
void reset_signals() {
    for (int number = 1; number < NSIG; ++number) std::signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
}

bool arrange_streams(int output) {
    const int nothing = open("/dev/null", O_RDONLY);
    return nothing >= 0 && dup2(nothing, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0 &&
           dup2(output, STDERR_FILENO) >= 0;
}

/// In the child; only what may be called between fork and exec. Comes back if it fails.
void become(const ChildCommand& command, const Vectors& vectors, int output, pid_t parent) {
    reset_signals();
    if (setpgid(0, command.group.value_or(0)) != 0) return;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return;
    if (getppid() != parent) _exit(1);  // It died before the arrangement was made.
    if (!command.directory.empty() && chdir(command.directory.c_str()) != 0) return;
    if (!arrange_streams(output)) return;
    // Asio's sockets have no close-on-exec flag: in a child they would keep connections open.
    if (close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC) != 0) return;
    for (const int descriptor : command.inherited) fcntl(descriptor, F_SETFD, 0);
    if (command.fixed_addresses) personality(ADDR_NO_RANDOMIZE);
    execvpe(vectors.arguments[0], vectors.arguments.data(), vectors.environment.data());
}

}  // namespace

Spawned spawn(const ChildCommand& command) {
    if (command.arguments.empty()) fail(command, "no program", EINVAL);
    Pipe output(command);
    Pipe failure(command);
    const Vectors vectors(command);
    const pid_t parent = getpid();
    const pid_t pid = fork();
    if (pid < 0) fail(command, "fork", errno);
    if (pid == 0) {
        become(command, vectors, output.ends[1], parent);
        const int error = errno;
        [[maybe_unused]] const auto written = write(failure.ends[1], &error, sizeof error);
        _exit(127);
    }
    failure.close_write();
    int error = 0;
    // Exec closes the other end, so this returns with nothing once the program runs.
    if (read(failure.ends[0], &error, sizeof error) > 0) {
        waitpid(pid, nullptr, 0);
        fail(command, command.arguments.front().c_str(), error);
    }
    return {pid, output.release_read()};
}

}  // namespace breakwire::sim
