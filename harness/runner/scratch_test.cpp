#include "harness/runner/scratch.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <thread>

namespace breakwire::harness {
namespace {

namespace fs = std::filesystem;

/// With temp directories of its own, which no other run sweeps.
struct ScratchTest : testing::Test {
    ScratchTest() { setenv("TMPDIR", outer.path().c_str(), 1); }
    ScratchFolder outer;
};

TEST_F(ScratchTest, VanishesWithWhatIsInIt) {
    fs::path path;
    {
        const ScratchFolder folder;
        path = folder.path();
        fs::create_directory(path / "broker");
    }
    EXPECT_FALSE(fs::exists(path));
}

TEST_F(ScratchTest, IsSweptOnlyIfNobodyHoldsItsLock) {
    const ScratchFolder held;
    const fs::path dead = outer.path() / "breakwire-dead";
    fs::create_directory(dead);
    fs::copy_file(held.path() / "lock", dead / "lock");
    EXPECT_EQ(sweep_scratch(), 1);
    EXPECT_FALSE(fs::exists(dead));
    EXPECT_TRUE(fs::exists(held.path()));
}

TEST_F(ScratchTest, IsNeverSweptWhileItIsMade) {
    std::atomic<int> swept = 0;
    std::jthread others([&](const std::stop_token& over) {
        while (!over.stop_requested()) swept += sweep_scratch();
    });
    for (int i = 0; i < 500; ++i) {
        const ScratchFolder folder;
        EXPECT_TRUE(fs::exists(folder.path()));
    }
    others.request_stop();
    others.join();
    EXPECT_EQ(swept, 0);
}

}  // namespace
}  // namespace breakwire::harness
