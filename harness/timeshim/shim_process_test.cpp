#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "harness/timeshim/elf_file.hpp"
#include "harness/timeshim/testing/paper_leader.hpp"

namespace breakwire::harness {
namespace {

using lockstep::Report;
using testing::HasSubstr;

std::string random_numbers(std::uint64_t seed) {
    PaperLeader leader;
    leader.block().seed = seed;
    leader.start({BREAKWIRE_LED_PROGRAM, "draw_random_numbers"});
    return leader.run_to_exit();
}

TEST(ShimRandomness, ComesFromTheSeedAlone) {
    EXPECT_EQ(random_numbers(1), random_numbers(1));
    EXPECT_NE(random_numbers(1), random_numbers(2));
    EXPECT_THAT(random_numbers(1), HasSubstr("arc4random_uniform 1\n"));
}

TEST(ShimProcess, ChildrenHaveNoLeader) {
    PaperLeader leader;
    leader.start({BREAKWIRE_LED_PROGRAM, "have_a_child"});
    EXPECT_EQ(leader.run_to_exit(),
              "0 forked child 4\n"
              "0 spawned child 4\n"
              "0 led 1\n");
}

TEST(ShimProcess, AnotherProgramInItsPlaceIsLedOn) {
    PaperLeader leader;
    leader.start({BREAKWIRE_LED_PROGRAM, "become_another", "yes"});
    EXPECT_EQ(leader.run_to_exit(), "0 led 1\n1000 led 1\n");
}

TEST(ShimProcess, SystemCallsPastLibcAreCaught) {
    PaperLeader leader;
    leader.start({BREAKWIRE_LED_PROGRAM, "use_system_calls"});
    EXPECT_EQ(leader.run_to_exit(),
              "0 clock 1700000000\n"
              "2000 nanosleep 0\n"
              "4000 clock_nanosleep 0\n"
              "4000 close -1\n"
              "4000 getpid 1\n");
}

TEST(ShimProcess, ResolvesNamesBeforeTheCallReturns) {
    PaperLeader leader;
    leader.start({BREAKWIRE_LED_PROGRAM, "resolve_a_name"});
    EXPECT_EQ(leader.run_to_exit(), "0 getaddrinfo_a 0\n0 gai_error 0\n0 has a result 1\n");
}

TEST(ShimProcess, EndsWhenItsLeaderIsGone) {
    PaperLeader leader;
    leader.start({BREAKWIRE_LED_PROGRAM, "sleep_in_all_ways"});
    leader.report();
    leader.leave();
    EXPECT_EQ(leader.await_exit(), lockstep::exit_leader_gone);
    EXPECT_THAT(leader.output(), HasSubstr("the leader is gone"));
}

TEST(ShimProcess, RefusesALeaderOfAnotherVersion) {
    PaperLeader leader;
    leader.block().version_number = lockstep::version + 1;
    leader.start({BREAKWIRE_LED_PROGRAM, "read_clocks"});
    EXPECT_EQ(leader.await_exit(), lockstep::exit_cannot_lead);
    EXPECT_THAT(leader.output(), HasSubstr("different versions"));
}

TEST(ShimProcess, RunsAsEverWithoutALeader) {
    const std::string command = std::string("LD_PRELOAD=" BREAKWIRE_TIMESHIM " ") +
                                BREAKWIRE_LED_PROGRAM " have_a_child grandchild";
    EXPECT_EQ(WEXITSTATUS(std::system(command.c_str())), 4);
}

TEST(ShimProcess, NeedsNothingButLibc) {
    const auto shim = read_elf(BREAKWIRE_TIMESHIM);
    ASSERT_TRUE(shim);
    EXPECT_THAT(shim->libraries, testing::ElementsAre("libc.so.6"));
}

TEST(ShimThreads, AreAwaitedWithDeadlinesInSimulatedTime) {
    PaperLeader leader;
    leader.start({BREAKWIRE_LED_PROGRAM, "wait_for_threads"});
    EXPECT_EQ(leader.run_to_exit(),
              "5000 alone 1\n"
              "10000 semaphore alone -1\n"
              "10000 signalled 0\n"
              "10000 posted 0\n");
}

TEST(ShimThreads, SettleBeforeTimePassesIfTheLeaderWantsIt) {
    PaperLeader leader;
    leader.block().settle_threads = 1;
    leader.start({BREAKWIRE_LED_PROGRAM, "work_in_a_thread"});
    EXPECT_EQ(leader.run_to_exit(), "0 epoll_wait 1\n");
}

}  // namespace
}  // namespace breakwire::harness
