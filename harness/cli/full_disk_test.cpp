#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>

#include "harness/runner/own_disk.hpp"
#include "harness/runner/scratch.hpp"

namespace breakwire::harness {
namespace {

using testing::HasSubstr;
using testing::Not;

/// `breakwire`, the program itself, whose run folders are on a disk of half a megabyte.
class FullDisk : public testing::Test {
protected:
    void SetUp() override {
        if (!can_have_own_disk()) GTEST_SKIP() << "a disk of one's own takes root";
    }

    /// What the commands, in which $DISK is the disk, write; it is there as long as they run.
    std::string told_by(const std::string& commands) const {
        const std::string line = "unshare -m sh -c 'mount -t tmpfs -o size=512k tmpfs $DISK && { " +
                                 commands + "}' 2>&1";
        setenv("DISK", folder.path().c_str(), 1);
        std::FILE* const pipe = popen(line.c_str(), "r");
        std::string out;
        std::array<char, 4096> buffer;
        while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
            out.append(buffer.data(), size);
        }
        EXPECT_EQ(WEXITSTATUS(pclose(pipe)), 0) << out;
        return out;
    }

    ScratchFolder folder;
};

TEST_F(FullDisk, MakesCasesInconclusiveAndLosesNoneThatWasDone) {
    const std::string out =
        told_by(BREAKWIRE_PROGRAM
                " run session will qos -j 2 --keep --output $DISK/run;"
                " echo run: $?;" BREAKWIRE_PROGRAM " report $DISK/run; echo report: $?;");
    EXPECT_THAT(out, HasSubstr("No space left on device"));
    EXPECT_THAT(out, HasSubstr("run: 3\n"));
    EXPECT_THAT(out, Not(HasSubstr(" error on mosquitto")));
    EXPECT_THAT(out, HasSubstr("the run ended before its turn"));
    EXPECT_THAT(out, HasSubstr("report: 3\n"));
}

}  // namespace
}  // namespace breakwire::harness
