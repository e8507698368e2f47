#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "harness/timeshim/testing/paper_leader.hpp"

namespace breakwire::harness {
namespace {

using lockstep::Grant;
using lockstep::GrantKind;
using lockstep::Report;
using lockstep::ReportKind;
using testing::HasSubstr;

TEST(ShimClocks, AllShowTheLeadersTime) {
    PaperLeader leader;
    leader.start({BREAKWIRE_LED_PROGRAM, "read_clocks"});
    EXPECT_EQ(leader.run_to_exit(),
              "monotonic 1005.000000000\n"
              "monotonic_raw 1005.000000000\n"
              "monotonic_coarse 1005.000000000\n"
              "boottime 1005.000000000\n"
              "realtime 1700000005.000000000\n"
              "realtime_coarse 1700000005.000000000\n"
              "tai 1700000005.000000000\n"
              "time 1700000005\n"
              "gettimeofday 1700000005.000000\n"
              "timespec_get 1700000005.000000000\n"
              "times 1005\n"
              "clock 1\n");
}

TEST(ShimClocks, EndAProgramThatWaitsByReadingThem) {
    PaperLeader leader;
    leader.start({BREAKWIRE_LED_PROGRAM, "read_clocks_without_end"});
    EXPECT_EQ(leader.await_exit(), lockstep::exit_cannot_lead);
    EXPECT_THAT(leader.output(), HasSubstr("the program waits by asking for time"));
}

TEST(ShimSleeps, TakeSimulatedTimeAlone) {
    PaperLeader leader;
    leader.start({BREAKWIRE_LED_PROGRAM, "sleep_in_all_ways"});
    EXPECT_EQ(leader.run_to_exit(),
              "1500 nanosleep 0\n"
              "3000 clock_nanosleep 0\n"
              "5000 until monotonic 0\n"
              "7000 until real 0\n"
              "7000 in the past 0\n"
              "7250 usleep 0\n"
              "3607250 sleep 0\n"
              "3607250 invalid -1\n"
              "3607250 errno 22\n");
}

TEST(ShimSleeps, EndEarlyForSignalsThatHaveAHandler) {
    PaperLeader leader;
    leader.start({BREAKWIRE_LED_PROGRAM, "sleep_through_signals"});
    EXPECT_EQ(leader.report().wake, 10 * second);
    Grant interrupt{};
    interrupt.kind = GrantKind::interrupt;
    leader.block().now = 3 * second;
    leader.signal(SIGUSR1);
    leader.grant(interrupt);
    EXPECT_EQ(leader.report().wake, 13 * second) << "in the sleep after the one that ended";
    leader.signal(SIGUSR2);
    leader.grant(interrupt);
    EXPECT_EQ(leader.report().wake, 13 * second) << "an ignored signal ends nothing";
    leader.grant_at(13 * second);
    EXPECT_EQ(leader.run_to_exit(),
              "3000 nanosleep -1\n"
              "3000 errno 4\n"
              "3000 rest 7\n"
              "3000 signals 1\n"
              "13000 sleep 0\n");
}

TEST(ShimWaits, EndAtTheirTimeoutOrWithWhatIsReady) {
    PaperLeader leader;
    leader.start({BREAKWIRE_LED_PROGRAM, "wait_in_all_ways"});
    EXPECT_EQ(leader.run_to_exit(),
              "1000 epoll_wait 0\n"
              "2000 epoll_pwait 0\n"
              "3000 epoll_pwait2 0\n"
              "3000 epoll_wait at once 0\n"
              "4000 poll 0\n"
              "5000 ppoll 0\n"
              "6000 select 0\n"
              "6000 in the set 0\n"
              "6000 left 0\n"
              "7000 pselect 0\n"
              "7000 epoll_wait 1\n"
              "7000 epoll_pwait 1\n"
              "7000 epoll_pwait2 1\n"
              "7000 epoll_wait at once 1\n"
              "7000 poll 1\n"
              "7000 ppoll 1\n"
              "7000 select 1\n"
              "7000 in the set 1\n"
              "7000 left 1000000\n"
              "7000 pselect 1\n");
}

TEST(ShimWaits, EndForASignalOnlyWhereItIsNotBlocked) {
    PaperLeader leader;
    leader.start({BREAKWIRE_LED_PROGRAM, "wait_under_a_mask"});
    EXPECT_EQ(leader.report().wake, 10 * second);
    Grant interrupt{};
    interrupt.kind = GrantKind::interrupt;
    leader.block().now = 4 * second;
    leader.signal(SIGTERM);
    leader.grant(interrupt);
    EXPECT_EQ(leader.report().wake, 10 * second);
    leader.grant_at(10 * second);
    EXPECT_EQ(leader.run_to_exit(),
              "10000 blocked 0\n"
              "10000 signals 0\n"
              "10000 unblocked -1\n"
              "10000 errno 4\n"
              "10000 signals 1\n");
}

TEST(ShimWaits, ForSignalsTakeSimulatedTime) {
    PaperLeader leader;
    leader.start({BREAKWIRE_LED_PROGRAM, "wait_for_signals"});
    EXPECT_EQ(leader.report().wake, lockstep::never);
    leader.signal(SIGUSR1);
    leader.grant_at(60 * second);
    EXPECT_EQ(leader.run_until(70 * second).wake, lockstep::never);
    leader.signal(SIGUSR2);
    leader.grant_at(100 * second);
    EXPECT_EQ(leader.run_to_exit(),
              "60000 pause -1\n"
              "62000 sigtimedwait -1\n"
              "62000 errno 11\n"
              "100000 sigwait 0\n"
              "100000 is SIGUSR2 1\n");
}

TEST(ShimLookAhead, NeedsNoTurnBeforeTheLimit) {
    PaperLeader leader;
    leader.block().limit = 7 * second;
    leader.start({BREAKWIRE_LED_PROGRAM, "sleep_in_all_ways"});
    const Report report = leader.report();
    EXPECT_EQ(report.wake, 7 * second) << "the limit itself is the leader's";
    EXPECT_EQ(leader.block().now, 5 * second);
    EXPECT_EQ(leader.block().looked_ahead, 3u);
}

TEST(ShimLookAhead, StopsWhenThereIsOutputToRead) {
    PaperLeader leader;
    leader.block().limit = lockstep::never;
    leader.start({BREAKWIRE_LED_PROGRAM, "print_between_sleeps"});
    EXPECT_EQ(leader.report().wake, 2 * second);
    EXPECT_EQ(leader.output(), "1000 line 0\n");
    leader.grant_at(2 * second, lockstep::never);
    EXPECT_EQ(leader.report().wake, 3 * second);
}

TEST(ShimTimers, InterruptWaitsLikeAnyAlarm) {
    PaperLeader leader;
    leader.start({BREAKWIRE_LED_PROGRAM, "set_alarms"});
    EXPECT_EQ(leader.run_to_exit(),
              "0 alarm 0\n"
              "10000 sleep 0\n"
              "10000 alarm before 20\n"
              "15000 sleep 5\n"
              "15000 alarms 1\n"
              "15500 usleep -1\n"
              "16500 usleep -1\n"
              "17500 usleep -1\n"
              "17500 left 1000\n"
              "27500 sleep 0\n"
              "27500 alarms 4\n");
}

TEST(ShimTimers, MakeTimerfdsReadable) {
    PaperLeader leader;
    leader.start({BREAKWIRE_LED_PROGRAM, "use_timerfds"});
    EXPECT_EQ(leader.run_to_exit(),
              "2000 read 1\n"
              "9000 read 2\n"
              "9000 left 2\n"
              "14000 epoll_wait 0\n"
              "20000 epoll_wait 1\n"
              "20000 read 1\n");
}

}  // namespace
}  // namespace breakwire::harness
