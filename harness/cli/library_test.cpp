#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>

#include "harness/runner/scratch.hpp"

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

    ScratchFolder folder;
    std::string out;
};

TEST_F(Library, HoldsInVirtualTimeButForKnownDeviations) {
    EXPECT_EQ(run("--time virtual -j 2"), 0) << out;
    EXPECT_THAT(out, Not(HasSubstr("no longer happens"))) << out;
}

TEST_F(Library, IsTheSameEachTime) {
    EXPECT_EQ(run("--time virtual -j 2 --check-determinism"), 0) << out;
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
    EXPECT_EQ(run("--time scaled:20 will/after_silence"), 0) << out;
}

}  // namespace
}  // namespace breakwire::harness
