#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <set>

#include "harness/brokers/text_file.hpp"
#include "harness/campaign/journal.hpp"
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

    std::string journal_of(const std::string& output) const {
        const fs::path file = folder.path() / output / "journal.jsonl";
        return fs::exists(file) ? read_text(file) : "";
    }

    /// As the journal has them, each with what was broken.
    std::set<std::string> failures(const std::string& output) const {
        std::set<std::string> all;
        std::istringstream lines(journal_of(output));
        std::string line;
        std::getline(lines, line);
        while (std::getline(lines, line)) {
            const auto entry = journal_entry_from_json(nlohmann::json::parse(line));
            if (entry.verdict == reports::Verdict::passed) continue;
            EXPECT_EQ(entry.verdict, reports::Verdict::failed) << line;
            all.insert(entry.id + ' ' + entry.breaches.front().text());
        }
        return all;
    }

    ScratchFolder folder;
};

TEST_F(KilledCampaign, EndsWithTheSameFailingSeedsAsOneThatLived) {
    EXPECT_EQ(exit_code(start("whole")), 1) << read_text(folder.path() / "out");
    const auto whole = failures("whole");
    EXPECT_GT(whole.size(), 5U);
    EXPECT_LT(whole.size(), 60U);

    for (const int lines : {5, 20}) {
        const pid_t process = start("killed");
        const auto done = [&] {
            const std::string text = journal_of("killed");
            return std::count(text.begin(), text.end(), '\n');
        };
        for (int attempt = 0; attempt < 2000 && done() < lines; ++attempt) poll(nullptr, 0, 10);
        kill(process, SIGKILL);
        EXPECT_EQ(exit_code(process), -1);
    }
    EXPECT_LT(failures("killed").size(), whole.size());
    EXPECT_EQ(exit_code(start("killed")), 1);
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
