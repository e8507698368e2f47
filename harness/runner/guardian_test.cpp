#include "harness/runner/guardian.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <optional>
#include <sstream>

#include "harness/runner/toy_job.hpp"

namespace breakwire::harness {
namespace {

/// What a worker in a runner that will be killed says of itself.
struct Traces {
    pid_t guardian = 0;
    pid_t worker = 0;
    pid_t helper = 0;
    std::filesystem::path scratch;
};

bool ends_within(pid_t process, Duration limit) {
    const int handle = static_cast<int>(syscall(SYS_pidfd_open, process, 0));
    if (handle < 0) return true;
    pollfd end{handle, POLLIN, 0};
    const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(limit).count();
    const bool ended = poll(&end, 1, static_cast<int>(milliseconds)) > 0;
    close(handle);
    return ended;
}

/// Stands for a broker: a program of its own group that works in the case's temp directory and has
/// no parent-death signal.
pid_t start_helper(const std::filesystem::path& scratch) {
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, scratch.c_str());
    char name[] = "sleep";
    char seconds[] = "60";
    char* const words[] = {name, seconds, nullptr};
    pid_t helper = 0;
    // Returns once the program has taken the place of the fork.
    EXPECT_EQ(posix_spawnp(&helper, name, &actions, &attributes, words, environ), 0);
    return helper;
}

/// Passes on what the worker says of itself.
struct Relay : Told {
    explicit Relay(int to) : pipe(to) {}
    void progress(const reports::CaseProgress& now) override {
        EXPECT_GT(write(pipe, now.step.data(), now.step.size()), 0);
    }
    int pipe;
};

/// The runner's whole life, in a child of the test.
[[noreturn]] void run_until_killed(const CaseJob& job, int pipe) {
    Guardian guardian;
    Relay relay(pipe);
    const WorkerBody body = [&](const CaseJob& given, WorkerReport& report) -> int {
        std::ostringstream traces;
        traces << guardian.process() << ' ' << getpid() << ' ' << start_helper(given.scratch) << ' '
               << given.scratch.string();
        report.progress(traces.str(), 0s);
        for (;;) ::pause();
    };
    Pool(guardian, body, 1).run({job}, relay);
    _exit(0);
}

struct GuardianTest : testing::Test {
    /// Starts a runner with one worker under way.
    void SetUp() override {
        // Not where another run would sweep.
        setenv("TMPDIR", toys.folder().c_str(), 1);
        int ends[2];
        ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
        runner = fork();
        if (runner == 0) run_until_killed(toys.job("a"), ends[1]);
        close(ends[1]);
        char buffer[1024];
        const ssize_t count = read(ends[0], buffer, sizeof buffer);
        close(ends[0]);
        ASSERT_GT(count, 0);
        std::istringstream text(std::string(buffer, static_cast<std::size_t>(count)));
        text >> traces.guardian >> traces.worker >> traces.helper >> traces.scratch;
    }
    void expect_nothing_left() const {
        EXPECT_TRUE(ends_within(traces.guardian, 5s));
        EXPECT_TRUE(ends_within(traces.worker, 5s));
        EXPECT_TRUE(ends_within(traces.helper, 5s));
        EXPECT_FALSE(std::filesystem::exists(traces.scratch));
    }

    ToyRun toys;
    pid_t runner = 0;
    Traces traces;
};

TEST_F(GuardianTest, LeavesNothingOfARunnerThatWasKilled) {
    ASSERT_TRUE(std::filesystem::exists(traces.scratch));
    kill(runner, SIGKILL);
    waitpid(runner, nullptr, 0);
    expect_nothing_left();
}

TEST_F(GuardianTest, HasNothingToDoAfterCtrlC) {
    kill(runner, SIGINT);
    int status = 0;
    waitpid(runner, &status, 0);
    EXPECT_TRUE(WIFEXITED(status));
    expect_nothing_left();
}

TEST_F(GuardianTest, DoesNotHearTheTerminal) {
    kill(traces.guardian, SIGINT);
    kill(traces.guardian, SIGHUP);
    kill(runner, SIGKILL);
    waitpid(runner, nullptr, 0);
    expect_nothing_left();
}

TEST_F(GuardianTest, IsBackedByASweepWhereItDiedToo) {
    kill(traces.guardian, SIGKILL);
    kill(runner, SIGKILL);
    waitpid(runner, nullptr, 0);
    EXPECT_TRUE(ends_within(traces.worker, 5s)) << "the worker's parent-death signal";
    EXPECT_TRUE(std::filesystem::exists(traces.scratch));
    sweep_scratch();
    expect_nothing_left();
}

/// A program in a session of its own, of which the guardian is not told, that fills `folder`.
pid_t start_stranger(const std::filesystem::path& folder) {
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    std::array<std::string, 3> words{"sh", "-c", "while :; do i=$((i + 1)); : > file$i; done"};
    char* const argv[] = {words[0].data(), words[1].data(), words[2].data(), nullptr};
    pid_t stranger = 0;
    EXPECT_EQ(posix_spawnp(&stranger, "sh", &actions, &attributes, argv, environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return stranger;
}

TEST(Guardian, RemovesAFolderThatAStrangerIsFilling) {
    const ScratchFolder place;
    const std::filesystem::path folder = place.path() / "case";
    std::filesystem::create_directory(folder);
    const pid_t stranger = start_stranger(folder);
    while (std::filesystem::is_empty(folder)) poll(nullptr, 0, 1);
    std::optional<Guardian> guardian(std::in_place);
    guardian->watch_folder(folder);
    guardian.reset();
    EXPECT_FALSE(std::filesystem::exists(folder));
    kill(stranger, SIGKILL);
    waitpid(stranger, nullptr, 0);
}

}  // namespace
}  // namespace breakwire::harness
