#include "harness/runner/guardian.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>
#include <string>

#include "harness/runner/descriptors.hpp"
#include "harness/runner/sessions.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

/// What there is to clean up, by the lines the runner sends: "+s 4711", "-s 4711", "+d /tmp/x".
class Charges {
public:
    void hear(const std::string& line) {
        if (line.size() < 4) return;
        std::set<std::string>& known = line[1] == 's' ? sessions_ : folders_;
        if (line[0] == '+') {
            known.insert(line.substr(3));
        } else {
            known.erase(line.substr(3));
        }
    }
    void clean_up() const {
        for (const std::string& session : sessions_) kill_session(std::stoi(session));
        for (const std::string& folder : folders_) remove(folder);
    }

private:
    /// More than once: somebody outside the sessions may be making files in there meanwhile.
    static void remove(const std::filesystem::path& folder) {
        constexpr int attempts = 10;
        std::error_code failure;
        for (int i = 0; i < attempts && std::filesystem::exists(folder, failure); ++i) {
            std::filesystem::remove_all(folder, failure);
            if (failure) kill_processes_in(folder);
        }
    }

    std::set<std::string> sessions_;
    std::set<std::string> folders_;
};

/// Lines that arrive until the pipe ends.
void listen(int pipe, Charges& charges) {
    std::string text;
    char buffer[4096];
    for (;;) {
        const ssize_t count = ::read(pipe, buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return;
        text.append(buffer, static_cast<std::size_t>(count));
        for (std::size_t end; (end = text.find('\n')) != std::string::npos;) {
            charges.hear(text.substr(0, end));
            text.erase(0, end + 1);
        }
    }
}

[[noreturn]] void guard(int pipe) {
    // Away from the runner's terminal. Its standard streams go too, or whoever reads the runner's
    // output to its end would wait for the guardian.
    setsid();
    prctl(PR_SET_NAME, "breakwire-guard");
    point_at_nothing({STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO});
    close_all_but({pipe});
    Charges charges;
    listen(pipe, charges);
    charges.clean_up();
    _exit(0);
}

}  // namespace

Guardian::Guardian() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw EnvironmentError("no pipe left for the guardian");
    // Blocked in the guardian for good, from its first moment on: they are the runner's to handle.
    sigset_t polite;
    sigset_t before;
    sigemptyset(&polite);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&polite, signal);
    sigprocmask(SIG_BLOCK, &polite, &before);
    process_ = fork();
    if (process_ == 0) guard(ends[0]);
    sigprocmask(SIG_SETMASK, &before, nullptr);
    close(ends[0]);
    pipe_ = ends[1];
    if (process_ < 0) throw EnvironmentError("no process left for the guardian");
}

Guardian::~Guardian() {
    close(pipe_);
    while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
}

void Guardian::watch_session(pid_t session) { tell("+s " + std::to_string(session)); }
void Guardian::forget_session(pid_t session) { tell("-s " + std::to_string(session)); }
void Guardian::watch_folder(const std::filesystem::path& folder) { tell("+d " + folder.string()); }
void Guardian::forget_folder(const std::filesystem::path& folder) { tell("-d " + folder.string()); }

void Guardian::tell(const std::string& line) {
    // Shorter than PIPE_BUF, so lines of runner and workers do not mix. SIGPIPE would come if
    // somebody had killed the guardian; the run goes on without it.
    const std::string text = line + '\n';
    [[maybe_unused]] const ssize_t sent = write(pipe_, text.data(), text.size());
}

}  // namespace breakwire::harness
