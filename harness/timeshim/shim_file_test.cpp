#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "harness/timeshim/testing/paper_leader.hpp"

namespace breakwire::harness {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// In the order of `Block::file_errors`.
enum Operation { opening, writing, syncing, renaming };

class ShimFiles : public testing::Test {
protected:
    ShimFiles() { std::filesystem::create_directories(folder); }
    ~ShimFiles() override { std::filesystem::remove_all(folder); }

    std::string output_with(Operation operation) {
        leader.block().file_errors[operation] = EIO;
        return output();
    }
    std::string output() {
        leader.start({BREAKWIRE_LED_PROGRAM, "use_files", folder});
        return leader.run_to_exit();
    }

    const std::string folder = testing::TempDir() + "shim-files-" + std::to_string(getpid());
    PaperLeader leader;
};

TEST_F(ShimFiles, WorkUnlessTheLeaderSaysOtherwise) {
    EXPECT_EQ(output(),
              "open ok\nwrite ok\nwritev ok\npwrite ok\nfsync ok\nfdatasync ok\n"
              "fopen ok\nfwrite ok\nfflush ok\nfclose ok\nrename ok\nother ok\nread ok\n");
}

TEST_F(ShimFiles, CannotBeOpenedForWriting) {
    EXPECT_THAT(output_with(opening),
                AllOf(HasSubstr("open failed\nfopen failed\n"), HasSubstr("other ok\nread ok\n")));
}

TEST_F(ShimFiles, CannotBeWrittenTo) {
    EXPECT_EQ(output_with(writing),
              "open ok\nwrite failed\nwritev failed\npwrite failed\nfsync ok\nfdatasync ok\n"
              "fopen ok\nfwrite failed\nfflush failed\nfclose failed\nrename ok\nother ok\n"
              "read ok\n");
}

TEST_F(ShimFiles, CannotBeSynced) {
    EXPECT_THAT(output_with(syncing),
                AllOf(HasSubstr("write ok"), HasSubstr("fsync failed\nfdatasync failed\n"),
                      HasSubstr("fclose ok\nrename ok")));
}

TEST_F(ShimFiles, CannotBeRenamed) {
    EXPECT_THAT(output_with(renaming),
                AllOf(HasSubstr("fclose ok\nrename failed\nerrno " + std::to_string(EIO)),
                      Not(HasSubstr("write failed"))));
}

}  // namespace
}  // namespace breakwire::harness
