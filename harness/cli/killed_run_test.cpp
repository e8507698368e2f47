#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <functional>
#include <sstream>

#include "harness/brokers/raw_client.hpp"
#include "harness/brokers/text_file.hpp"
#include "harness/runner/scratch.hpp"
#include "sim/record/jsonl.hpp"

namespace breakwire::harness {
namespace {

namespace fs = std::filesystem;

/// Asks every 10 ms, for at most a minute: a machine may have other things to do.
bool eventually(const std::function<bool()>& holds) {
    for (int attempt = 0; attempt < 6000; ++attempt) {
        if (holds()) return true;
        poll(nullptr, 0, 10);
    }
    return holds();
}

/// `breakwire run`, the program itself, with one case under way on a real broker. Its temp
/// directories are in a folder of this test.
class KilledRun : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        fs::create_directory(temp);
        write_text(folder.path() / "long.yaml",
                   "scenario: it takes its time\n"
                   "mqtt: 3.1.1\n"
                   "devices: {sensor: {model: observer}}\n"
                   "steps: [{start: sensor}, {wait: 300d}]\n");
        start({"run", "long.yaml", "--time", GetParam()});
        ASSERT_TRUE(eventually([&] { return find_broker() && serves(); }))
            << "no broker; the runner said " << read_text(folder.path() / "out");
        listening = listener();
    }
    void TearDown() override {
        kill(runner, SIGKILL);
        waitpid(runner, nullptr, WNOHANG);
    }

    void start(std::vector<std::string> words) {
        const std::string output = (folder.path() / "out").string();
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(),
                                         O_WRONLY | O_CREAT | O_TRUNC, 0600);
        posix_spawn_file_actions_addchdir_np(&actions, folder.path().c_str());
        setenv("TMPDIR", temp.c_str(), 1);
        words.insert(words.begin(), BREAKWIRE_PROGRAM);
        std::vector<char*> argv;
        for (std::string& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        ASSERT_EQ(posix_spawn(&runner, BREAKWIRE_PROGRAM, &actions, nullptr, argv.data(), environ),
                  0);
        posix_spawn_file_actions_destroy(&actions);
        unsetenv("TMPDIR");
    }

    /// The broker works in the case's temp directory, and its configuration names its address.
    bool find_broker() {
        for (const auto& entry : fs::directory_iterator("/proc")) {
            std::error_code gone;
            const fs::path at = fs::read_symlink(entry.path() / "cwd", gone);
            if (gone || at.parent_path() != temp || !fs::exists(at / "mosquitto.conf")) continue;
            broker = std::stoi(entry.path().filename());
            std::istringstream config(read_text(at / "mosquitto.conf"));
            for (std::string word; config >> word;) {
                if (word == "listener") config >> address.port >> address.host;
            }
            return true;
        }
        return false;
    }
    /// In virtual time its address exists for the simulator alone.
    bool serves() const {
        if (std::string(GetParam()) == "virtual") return !is_dead(broker);
        RawClient client(address);
        return client.open() && client.connect(connect_as("test")).has_value();
    }

    /// A field of /proc/PID/stat: 2 is the state, 3 the parent. Empty if there is no such process.
    static std::string stat(pid_t process, int field) {
        std::ifstream file("/proc/" + std::to_string(process) + "/stat");
        std::string word;
        for (int i = 0; i <= field && file >> word; ++i) {
        }
        return file ? word : "";
    }
    /// Whoever adopts it may take its time to bury it.
    static bool is_dead(pid_t process) {
        const std::string state = stat(process, 2);
        return state.empty() || state == "Z";
    }

    /// The socket that listens at the broker's address, by its inode; empty if none does.
    std::string listener() const {
        in_addr host{};
        inet_pton(AF_INET, address.host.c_str(), &host);
        const std::string wanted = fmt::format("{:08X}:{:04X}", host.s_addr, address.port);
        std::ifstream table("/proc/net/tcp");
        for (std::string line; std::getline(table, line);) {
            std::istringstream words(line);
            std::array<std::string, 10> word;
            for (std::string& each : word) words >> each;
            if (word[1] == wanted && word[3] == "0A") return word[9];
        }
        return "";
    }

    /// The address may be another run's by then.
    void expect_nothing_left() {
        EXPECT_TRUE(eventually([&] { return listening.empty() || listener() != listening; }))
            << "a port";
        EXPECT_TRUE(eventually([&] { return is_dead(broker); }))
            << "the broker, " << broker << ", is in state " << stat(broker, 2);
        EXPECT_TRUE(eventually([&] { return fs::is_empty(temp); })) << files_in(temp);
    }
    static std::string files_in(const fs::path& place) {
        std::string names;
        std::error_code gone;
        for (const auto& each : fs::recursive_directory_iterator(place, gone)) {
            names += each.path().string() + '\n';
        }
        return names;
    }
    /// Waits for the runner; its exit code, or -1 if a signal ended it.
    int exit_code() const {
        int status = 0;
        waitpid(runner, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    /// The record of the one case, read to its end.
    std::vector<sim::Event> recorded() const {
        std::vector<sim::Event> events;
        for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
            if (entry.path().filename() != "record.jsonl") continue;
            sim::RecordReader reader(entry.path());
            while (auto event = reader.next()) events.push_back(std::move(*event));
        }
        return events;
    }

    ScratchFolder folder;
    fs::path temp = folder.path() / "temp";
    pid_t runner = 0;
    pid_t broker = 0;
    Address address;
    std::string listening;
};

TEST_P(KilledRun, LeavesNothingBehindWithoutAChanceToCleanUp) {
    kill(runner, SIGKILL);
    EXPECT_EQ(exit_code(), -1);
    expect_nothing_left();
}

TEST_P(KilledRun, CanBeReportedWithoutAChanceToTellOfItself) {
    std::size_t events = 0;
    ASSERT_TRUE(eventually([&] { return (events = recorded().size()) > 0; }));
    kill(runner, SIGKILL);
    EXPECT_EQ(exit_code(), -1);
    expect_nothing_left();
    start({"report", "breakwire-runs", "--report", "html:page.html"});
    EXPECT_EQ(exit_code(), 3);
    const std::string told = read_text(folder.path() / "out");
    EXPECT_NE(told.find("because   the run ended before this case did"), std::string::npos);
    EXPECT_NE(told.find("repeat    breakwire run long.yaml --mqtt 3.1.1"), std::string::npos);
    // Its record is in the page as far as it goes.
    EXPECT_NE(read_text(folder.path() / "page.html").find("id=\"record-0\""), std::string::npos);
}

TEST_P(KilledRun, LeavesNothingBehindAtCtrlC) {
    kill(runner, SIGINT);
    EXPECT_EQ(exit_code(), 130);
    expect_nothing_left();
    EXPECT_FALSE(fs::exists(folder.path() / "breakwire-runs"));
}

TEST_P(KilledRun, CallsAKilledWorkerAnErrorAndLeavesNothingBehind) {
    kill(std::stoi(stat(broker, 3)), SIGKILL);
    EXPECT_EQ(exit_code(), 70);
    expect_nothing_left();
    EXPECT_NE(read_text(folder.path() / "out").find("signal 9"), std::string::npos);
}

TEST_P(KilledRun, KeepsTheRecordOfAKilledWorkerUpToItsLastEvent) {
    std::size_t before = 0;
    ASSERT_TRUE(eventually([&] { return (before = recorded().size()) > 0; }));
    kill(std::stoi(stat(broker, 3)), SIGKILL);
    exit_code();
    const std::vector<sim::Event> events = recorded();
    EXPECT_GE(events.size(), before);
    for (std::size_t i = 0; i < events.size(); ++i) EXPECT_EQ(events[i].number, i + 1);
}

INSTANTIATE_TEST_SUITE_P(InEitherTime, KilledRun, testing::Values("wall", "virtual"),
                         [](const auto& mode) { return std::string(mode.param); });

}  // namespace
}  // namespace breakwire::harness
