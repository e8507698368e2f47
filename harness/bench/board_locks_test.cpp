#include "harness/bench/board_locks.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

namespace breakwire::harness {
namespace {

namespace fs = std::filesystem;

class BoardLocksTest : public testing::Test {
protected:
    ~BoardLocksTest() override { fs::remove_all(folder); }

    fs::path folder = fs::temp_directory_path() / ("board-locks-" + std::to_string(getpid()));
};

TEST_F(BoardLocksTest, KeepABoardFromOthersUntilTheyAreGone) {
    BoardLocks ours(folder);
    {
        BoardLocks theirs(folder);
        EXPECT_TRUE(theirs.take("bench.yaml", "node-7"));
        EXPECT_TRUE(theirs.take("bench.yaml", "node-7")) << "it is theirs already";
        EXPECT_FALSE(ours.take("bench.yaml", "node-7"));
        EXPECT_FALSE(ours.take("./bench.yaml", "node-7")) << "another name of the same file";
    }
    EXPECT_TRUE(ours.take("bench.yaml", "node-7"));
}

TEST_F(BoardLocksTest, LeaveOtherBoardsAlone) {
    BoardLocks ours(folder);
    BoardLocks theirs(folder);
    EXPECT_TRUE(theirs.take("bench.yaml", "node-7"));
    EXPECT_TRUE(ours.take("bench.yaml", "node-8"));
    EXPECT_TRUE(ours.take("other/bench.yaml", "node-7"));
}

}  // namespace
}  // namespace breakwire::harness
