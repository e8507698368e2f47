#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>

#include "harness/brokers/text_file.hpp"
#include "harness/runner/scratch.hpp"
#include "harness/runner/worker.hpp"

namespace breakwire::harness {
namespace {

using testing::HasSubstr;
using testing::Not;

/// The program itself, on the shipped library and a real broker.
class Library : public testing::Test {
protected:
    /// Returns the exit code; keeps what was written.
    int run(const std::string& arguments) {
        const std::string command =
            "cd " + folder.path().string() + " && " BREAKWIRE_PROGRAM " run " + arguments + " 2>&1";
        std::FILE* const pipe = popen(command.c_str(), "r");
        std::array<char, 4096> buffer;
        out.clear();
        while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
            out.append(buffer.data(), size);
        }
        return WEXITSTATUS(pclose(pipe));
    }

    /// By case, of the results that a run left in a folder.
    std::map<std::string, std::string> fingerprints(const std::string& output) const {
        std::map<std::string, std::string> found;
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(folder.path() / output)) {
            if (entry.path().filename() != result_file) continue;
            const auto result = nlohmann::json::parse(read_text(entry.path()));
            found[result.at("id")] = result.at("fingerprint");
        }
        return found;
    }

    ScratchFolder folder;
    std::string out;
};

TEST_F(Library, HoldsInVirtualTimeButForKnownDeviations) {
    EXPECT_EQ(run("--time virtual -j 2"), 0) << out;
    EXPECT_THAT(out, Not(HasSubstr("no longer happens"))) << out;
}

TEST_F(Library, IsTheSameEachTime) {
    EXPECT_EQ(run("--time virtual -j 2 --check-determinism -k '!soak'"), 0) << out;
}

/// The kernel's own TCP in place of local streams: the records are the same to the last octet.
TEST_F(Library, IsTheSameOverRealTcp) {
    if (geteuid() != 0) GTEST_SKIP() << "it takes root to have a network of one's own";
    const std::string sample = "will session acl qos first_steps --time virtual -j 2 --output ";
    EXPECT_EQ(run(sample + "local"), 0) << out;
    EXPECT_EQ(run(sample + "tcp --tcp"), 0) << out;
    EXPECT_GT(fingerprints("local").size(), 100U);
    EXPECT_EQ(fingerprints("local"), fingerprints("tcp"));
}

/// One sample of each way to die, and of what the broker does about time.
TEST_F(Library, GivesTheSameVerdictsOnTheWallClock) {
    const std::string sample =
        "will/after_rst will/after_fin will/after_silence will/delayed will/second_connect "
        "session/broker_crash session/expiry_over session/takeover session/queue_qos2 "
        "acl/read_denied acl/write_revoked qos/overlapping_subscriptions first_steps";
    EXPECT_EQ(run("--time wall -j 16 " + sample), 0) << out;
    const std::string on_the_wall = out.substr(out.rfind('\n', out.size() - 2) + 1);
    EXPECT_EQ(run("--time virtual -j 2 " + sample), 0) << out;
    const std::string in_virtual_time = out.substr(out.rfind('\n', out.size() - 2) + 1);
    // "19 passed, 3 known on mosquitto 2.0.11 in 6.6 s"
    EXPECT_EQ(on_the_wall.substr(0, on_the_wall.find(" on ")),
              in_virtual_time.substr(0, in_virtual_time.find(" on ")));
}

TEST_F(Library, RunsAtAMultipleOfTheWallClock) {
    EXPECT_EQ(run("--time scaled:5 will/after_silence"), 0) << out;
}

}  // namespace
}  // namespace breakwire::harness
