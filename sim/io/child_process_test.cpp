#include "sim/io/child_process.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "sim/base/errors.hpp"
#include "sim/io/wall_driver.hpp"
#include "sim/kernel/timer_queue.hpp"

namespace breakwire::sim {
namespace {

class ChildProcessTest : public testing::Test {
protected:
    std::unique_ptr<ChildProcess> start(ChildCommand command) {
        return std::make_unique<ChildProcess>(
            io, driver, command,
            ChildProcess::Events{[this](std::string_view line) { lines.emplace_back(line); },
                                 [this](const ChildExit& how) { exit = how; }});
    }
    std::unique_ptr<ChildProcess> shell(const std::string& script) {
        return start({{"sh", "-c", script}});
    }
    void run(const std::function<bool()>& done) {
        bool late = false;
        timers.after(10s, [&] { late = true; });
        EXPECT_TRUE(driver.run([&] { return late || done(); }));
        EXPECT_FALSE(late);
    }
    std::string run_to_end() {
        run([&] { return exit.has_value(); });
        return exit ? exit->text() : "";
    }

    Kernel kernel;
    TimerQueue timers{"timers"};
    boost::asio::io_context io;
    WallDriver driver{io, kernel};
    std::vector<std::string> lines;
    std::optional<ChildExit> exit;
};

using Lines = std::vector<std::string>;

TEST_F(ChildProcessTest, DeliversWholeLinesOfBothStreamsAndTheExitStatusAfterThem) {
    const auto child =
        shell("printf 'one\\ntw'; printf 'o\\n'; echo three >&2; printf four; exit 3");
    EXPECT_EQ(run_to_end(), "exit status 3");
    EXPECT_EQ(lines, (Lines{"one", "two", "three", "four"}));
    EXPECT_FALSE(child->running());
}

TEST_F(ChildProcessTest, TellsWhichSignalEndedIt) {
    const auto child = shell("echo ready; exec sleep 100");
    run([&] { return !lines.empty(); });
    child->signal(SIGTERM);
    EXPECT_EQ(run_to_end(), "signal 15");
    child->signal(SIGTERM);
}

TEST_F(ChildProcessTest, RunsInTheDirectoryAndEnvironmentGiven) {
    ChildCommand command{{"sh", "-c", "pwd; echo $COLOUR; echo $HOME"}};
    command.environment = {{"COLOUR", "green"}, {"HOME", "/nowhere"}};
    command.directory = "/usr";
    const auto child = start(command);
    run_to_end();
    EXPECT_EQ(lines, (Lines{"/usr", "green", "/nowhere"}));
}

TEST_F(ChildProcessTest, SaysWhyAProgramCannotBeStarted) {
    try {
        start({{"no-such-broker"}});
        FAIL() << "started";
    } catch (const EnvironmentError& error) {
        EXPECT_STREQ(error.what(),
                     "cannot start no-such-broker: no-such-broker: No such file or directory");
    }
}

TEST_F(ChildProcessTest, InheritsNeitherDescriptorsNorIgnoredSignals) {
    std::signal(SIGPIPE, SIG_IGN);
    const int fd = dup(STDERR_FILENO);
    const auto child = shell("ls /proc/self/fd | wc -l; grep SigIgn /proc/self/status");
    run_to_end();
    close(fd);
    // Standard streams, and the directory that ls reads.
    EXPECT_EQ(lines, (Lines{"4", "SigIgn:\t0000000000000000"}));
}

TEST_F(ChildProcessTest, EndsItsWholeGroupWhenItGoes) {
    auto child = shell("sleep 100 & echo $!; wait");
    run([&] { return !lines.empty(); });
    const pid_t grandchild = std::stoi(lines.front());
    child.reset();
    // Killed, whether or not anybody has reaped it yet.
    const std::string state = "/proc/" + std::to_string(grandchild) + "/stat";
    const auto looks_dead = [&] {
        FILE* file = fopen(state.c_str(), "r");
        if (file == nullptr) return true;
        char letter = 0;
        const bool read = fscanf(file, "%*d %*s %c", &letter) == 1;
        fclose(file);
        return !read || letter == 'Z' || letter == 'X';
    };
    timers.after(1ms, [] {});
    std::function<void()> look = [&] { timers.after(1ms, look); };
    look();
    run(looks_dead);
    EXPECT_FALSE(exit);
}

TEST_F(ChildProcessTest, MayBeDroppedFromItsOwnEvents) {
    std::unique_ptr<ChildProcess> child;
    child = std::make_unique<ChildProcess>(
        io, driver, ChildCommand{{"sh", "-c", "echo one; echo two; sleep 100"}},
        ChildProcess::Events{[&](std::string_view line) {
                                 lines.emplace_back(line);
                                 child.reset();
                             },
                             [](const ChildExit&) {}});
    run([&] { return child == nullptr; });
    EXPECT_EQ(lines, Lines{"one"});
}

}  // namespace
}  // namespace breakwire::sim
