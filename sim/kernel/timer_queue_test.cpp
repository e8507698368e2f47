#include "sim/kernel/timer_queue.hpp"

#include <gtest/gtest.h>

#include <map>

#include "sim/base/luck.hpp"
#include "sim/kernel/kernel.hpp"

namespace breakwire::sim {
namespace {

class TimerQueueTest : public testing::Test {
protected:
    std::function<void()> note(int what) {
        return [this, what] { called.push_back(what); };
    }
    void run_until(Duration when) { kernel.advance_to(Instant(when)); }

    Kernel kernel;
    TimerQueue timers{"timers"};
    std::vector<int> called;
};

TEST_F(TimerQueueTest, CallsInOrderOfTimeThenOfAsking) {
    timers.after(2ms, note(3));
    timers.after(1ms, note(1));
    timers.after(2ms, note(4));
    timers.after(1ms, note(2));
    run_until(10ms);
    EXPECT_EQ(called, (std::vector{1, 2, 3, 4}));
}

TEST_F(TimerQueueTest, CallsAtTheInstantAskedFor) {
    Instant at;
    timers.after(1234567ns, [&] { at = timers.now(); });
    run_until(1s);
    EXPECT_EQ(at, Instant(1234567ns));
}

TEST_F(TimerQueueTest, CallsForAPastInstantAtThePresentOne) {
    run_until(5ms);
    timers.at(Instant(1ms), note(1));
    EXPECT_TRUE(called.empty());
    run_until(5ms);
    EXPECT_EQ(called, (std::vector{1}));
}

TEST_F(TimerQueueTest, ForgetsWhatIsCancelled) {
    const Timers::Id first = timers.after(1ms, note(1));
    timers.after(2ms, note(2));
    timers.cancel(first);
    timers.cancel(first);
    timers.cancel(0);
    run_until(10ms);
    EXPECT_EQ(called, (std::vector{2}));
}

TEST_F(TimerQueueTest, TellsAnOldIdFromANewOneInTheSamePlace) {
    const Timers::Id old = timers.after(1ms, note(1));
    run_until(1ms);
    timers.after(1ms, note(2));
    timers.cancel(old);
    run_until(5ms);
    EXPECT_EQ(called, (std::vector{1, 2}));
}

TEST_F(TimerQueueTest, LetsACallAskForAndCancelOthers) {
    const Timers::Id doomed = timers.after(2ms, note(9));
    timers.after(1ms, [&] {
        timers.cancel(doomed);
        timers.after(Duration{}, note(2));
        timers.after(1ms, note(3));
        called.push_back(1);
    });
    run_until(10ms);
    EXPECT_EQ(called, (std::vector{1, 2, 3}));
    EXPECT_EQ(timers.pending(), 0U);
}

TEST_F(TimerQueueTest, NeverCallsFromInsideTheAsking) {
    timers.after(Duration{}, note(1));
    EXPECT_TRUE(called.empty());
    run_until(0s);
    EXPECT_EQ(called, (std::vector{1}));
}

TEST_F(TimerQueueTest, AgreesWithAnOrderedMapOverManyAskingsAndCancellings) {
    const Luck luck(7);
    std::map<std::pair<Duration, int>, Timers::Id> expected;
    for (int i = 0; i < 2000; ++i) {
        const auto ordinal = static_cast<std::uint64_t>(i);
        const Duration when = luck.uniform("when", ordinal, 1us, 200us);
        expected[{when, i}] = timers.at(Instant(when), note(i));
        if (luck.unit("cancel", ordinal) < 0.4) {
            auto victim = expected.lower_bound({luck.uniform("victim", ordinal, 1us, 200us), 0});
            if (victim == expected.end()) continue;
            timers.cancel(victim->second);
            expected.erase(victim);
        }
    }
    std::vector<int> order;
    for (const auto& [key, id] : expected) order.push_back(key.second);
    run_until(1ms);
    EXPECT_EQ(called, order);
}

}  // namespace
}  // namespace breakwire::sim
