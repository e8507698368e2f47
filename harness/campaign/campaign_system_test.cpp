#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <spawn.h>
#include <sys/inotify.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <csignal>
#include <fstream>
#include <random>
#include <set>

#include "harness/brokers/text_file.hpp"
#include "harness/campaign/stored_campaigns.hpp"
#include "harness/runner/scratch.hpp"
#include "harness/wiring/run_case.hpp"

namespace breakwire::harness {
namespace {

namespace fs = std::filesystem;

/// Some seeds fail, because the broker forgets some messages.
constexpr const char* storm = R"(
scenario: Everything arrives in a storm
mqtt: 5.0
broker:
  lies: [{packet_drop: {device: dashboard, match: {type: publish, topic: plant/2, probability: 0.3}}}]
devices:
  sensor:
    model: sensor
    client: {reconnect: fixed}
    publish: {topic: plant/1, every: 5s, qos: 0, value: 21}
  dashboard: {model: observer, client: {reconnect: fixed}, subscribe: {filter: "plant/#", qos: 1}}
steps: [{start: [dashboard, sensor]}]
campaign:
  for: 1m
  calm: 5s
  faults:
    - {delay: {by: 10ms..1s}, every: 20s, for: 5s}
  finally:
    - publish: {device: sensor, topic: plant/2, payload: last, qos: 0}
    - expect: {dashboard: {receives: plant/2}, within: 1s}
)";

/// Tells of what is added to a campaign's journal, as it is added.
class JournalWatch {
public:
    explicit JournalWatch(const fs::path& folder) : watch_(inotify_init1(IN_CLOEXEC)) {
        EXPECT_GE(inotify_add_watch(watch_, folder.c_str(), IN_MODIFY), 0);
    }
    ~JournalWatch() { close(watch_); }
    JournalWatch(const JournalWatch&) = delete;
    JournalWatch& operator=(const JournalWatch&) = delete;

    /// Waits for so many more lines; false if nothing comes for a minute.
    bool await_lines(int count) const {
        while (count > 0) {
            pollfd one{watch_, POLLIN, 0};
            if (poll(&one, 1, 60'000) <= 0) return false;
            // Each event is as long as its header and the name of the file in it.
            std::array<char, sizeof(inotify_event) + NAME_MAX + 1> event;
            if (read(watch_, event.data(), event.size()) <= 0) return false;
            --count;
        }
        return true;
    }

private:
    int watch_;
};

std::vector<pid_t> children_of(pid_t parent) {
    std::vector<pid_t> children;
    for (const auto& entry : fs::directory_iterator("/proc")) {
        std::ifstream stat(entry.path() / "stat");
        pid_t process = 0;
        pid_t its_parent = 0;
        std::string name;
        char state = 0;
        if (stat >> process >> name >> state >> its_parent && its_parent == parent) {
            if (name.find("guard") == std::string::npos) children.push_back(process);
        }
    }
    return children;
}

/// `breakwire campaign`, the program itself, on a real broker.
class KilledCampaign : public testing::Test {
protected:
    KilledCampaign() { write_text(folder.path() / "storm.yaml", storm); }

    pid_t start(const std::string& output) const {
        const std::string log = (folder.path() / "out").string();
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(),
                                         O_WRONLY | O_CREAT | O_TRUNC, 0600);
        posix_spawn_file_actions_addchdir_np(&actions, folder.path().c_str());
        std::string words[] = {
            BREAKWIRE_PROGRAM, "campaign", "storm.yaml", "--seeds", "1..60", "-j", "2",
            "--output",        output};
        std::vector<char*> argv;
        for (std::string& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        pid_t process = 0;
        EXPECT_EQ(posix_spawn(&process, BREAKWIRE_PROGRAM, &actions, nullptr, argv.data(), environ),
                  0);
        posix_spawn_file_actions_destroy(&actions);
        return process;
    }

    static int exit_code(pid_t process) {
        int status = 0;
        waitpid(process, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    fs::path journal_of(const std::string& output) const {
        return folder.path() / output / journal_file;
    }

    /// As the journal has them at last, each with what was broken.
    std::set<std::string> failures(const std::string& output) const {
        const fs::path file = journal_of(output);
        std::set<std::string> all;
        for (const auto& [id, entry] : parse_journal(read_text(file), file).last_words()) {
            if (entry.verdict == reports::Verdict::passed) continue;
            EXPECT_EQ(entry.verdict, reports::Verdict::failed) << id << ' ' << entry.reason;
            all.insert(id + ' ' + entry.breaches.front().text());
        }
        return all;
    }

    /// Starts the campaign again and kills it when it has come so much further, sometimes in the
    /// middle of a line.
    void kill_after(int lines, bool in_a_line) const {
        const JournalWatch watch(folder.path() / "killed");
        const pid_t process = start("killed");
        EXPECT_TRUE(watch.await_lines(lines));
        kill(process, SIGKILL);
        EXPECT_EQ(exit_code(process), -1);
        if (in_a_line) std::ofstream(journal_of("killed"), std::ios::app) << "{\"case\": \"st";
    }

    bool a_worker_died() const {
        const JournalText journal =
            parse_journal(read_text(journal_of("killed")), journal_of("killed"));
        return std::ranges::any_of(journal.last_words(), [](const auto& entry) {
            return entry.second.verdict == reports::Verdict::error;
        });
    }

    /// Starts it again and kills its workers until one dies in the midst of its case; it goes on,
    /// and is not content with itself.
    void kill_a_worker() const {
        const JournalWatch watch(folder.path() / "killed");
        const pid_t process = start("killed");
        while (!a_worker_died() && watch.await_lines(1)) {
            for (const pid_t worker : children_of(process)) kill(worker, SIGKILL);
        }
        EXPECT_EQ(exit_code(process), 70);
    }

    ScratchFolder folder;
};

TEST_F(KilledCampaign, EndsWithTheSameFailingSeedsAsOneThatLived) {
    EXPECT_EQ(exit_code(start("whole")), 1) << read_text(folder.path() / "out");
    const auto whole = failures("whole");
    EXPECT_GT(whole.size(), 5U);
    EXPECT_LT(whole.size(), 60U);

    fs::create_directory(folder.path() / "killed");
    std::mt19937 moments(7);
    for (int kills = 0; kills < 6; ++kills) {
        kill_after(1 + static_cast<int>(moments() % 7), kills % 2 == 1);
    }
    EXPECT_LT(failures("killed").size(), whole.size());
    kill_a_worker();
    EXPECT_EQ(exit_code(start("killed")), 1) << read_text(folder.path() / "out");
    EXPECT_EQ(failures("killed"), whole);
}

TEST_F(KilledCampaign, LeavesWhatItsSeedsDrewAsScenarios) {
    exit_code(start("whole"));
    const std::string failed = *failures("whole").begin();
    const fs::path run = folder.path() / "whole" / failed.substr(0, failed.find(' '));
    ASSERT_TRUE(fs::exists(run / "record.jsonl"));
    const std::string text = read_text(run / drawn_file);
    EXPECT_NE(text.find("fault: {delay: {device: "), std::string::npos) << text;
    EXPECT_EQ(text.find("campaign"), std::string::npos) << text;
}

}  // namespace
}  // namespace breakwire::harness
