#include "devices/stacks/chores.hpp"

#include <gtest/gtest.h>

#include "sim/base/manual_timers.hpp"

namespace breakwire::devices {
namespace {

struct Counter final : Chores::Worker {
    void do_chores() override { ++count; }
    int count = 0;
};

TEST(Chores, ComeOnceASecondToEach) {
    ManualTimers timers;
    Chores chores(timers);
    std::vector<Counter> workers(100);
    for (Counter& each : workers) chores.add(each);
    timers.advance(5s);
    for (const Counter& each : workers) EXPECT_EQ(each.count, 5);
}

TEST(Chores, AreSpreadOverTheSecond) {
    ManualTimers timers;
    Chores chores(timers);
    std::vector<Counter> workers(128);
    for (Counter& each : workers) chores.add(each);
    timers.advance(Chores::period / 2);
    int done = 0;
    for (const Counter& each : workers) done += each.count;
    EXPECT_EQ(done, 64);
}

TEST(Chores, TakeNoTimerWhenNobodyIsLeft) {
    ManualTimers timers;
    Chores chores(timers);
    Counter worker;
    chores.remove(worker, chores.add(worker));
    EXPECT_EQ(timers.next(), std::nullopt);
}

TEST(Chores, LetAWorkerLeaveAnotherWhileTheyAreDone) {
    struct Quitter final : Chores::Worker {
        void do_chores() override { chores->remove(*other, place); }
        Chores* chores = nullptr;
        Chores::Worker* other = nullptr;
        Chores::Place place = 0;
    };
    ManualTimers timers;
    Chores chores(timers);
    Quitter first;
    const Chores::Place place = chores.add(first);
    std::vector<Counter> fillers(Chores::places - 1);
    for (Counter& each : fillers) chores.add(each);
    Counter victim;
    ASSERT_EQ(chores.add(victim), place);
    first.chores = &chores;
    first.other = &victim;
    first.place = place;
    timers.advance(1s);
    EXPECT_EQ(victim.count, 0);
}

}  // namespace
}  // namespace breakwire::devices
