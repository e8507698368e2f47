#include "sim/io/wall_driver.hpp"

#include <gtest/gtest.h>

#include <boost/asio/post.hpp>

#include "sim/kernel/timer_queue.hpp"

namespace breakwire::sim {
namespace {

class WallDriverTest : public testing::Test {
protected:
    Kernel kernel;
    TimerQueue timers{"timers"};
    boost::asio::io_context io;
};

TEST_F(WallDriverTest, LetsAnEventHappenWhenTheWallClockReachesIt) {
    WallDriver driver(io, kernel);
    bool happened = false;
    timers.after(30ms, [&] { happened = true; });
    const auto start = std::chrono::steady_clock::now();
    EXPECT_TRUE(driver.run([&] { return happened; }));
    EXPECT_GE(std::chrono::steady_clock::now() - start, 30ms);
    ASSERT_TRUE(driver.lateness());
    EXPECT_LE(driver.lateness()->p50, driver.lateness()->max);
}

TEST_F(WallDriverTest, RunsAtAMultipleOfTheWallClock) {
    WallDriver driver(io, kernel, 1000.0);
    bool happened = false;
    timers.after(20s, [&] { happened = true; });
    const auto start = std::chrono::steady_clock::now();
    EXPECT_TRUE(driver.run([&] { return happened; }));
    EXPECT_GE(std::chrono::steady_clock::now() - start, 20ms);
}

TEST_F(WallDriverTest, BringsTheKernelToThePresentBeforeInputIsTakenIn) {
    WallDriver driver(io, kernel);
    bool late_event_came_first = false;
    bool taken_in = false;
    bool happened = false;
    timers.after(1ms, [&] { happened = true; });
    driver.enter();
    boost::asio::post(io, [&] {
        // Something keeps the thread busy for longer than until the event.
        const auto end = std::chrono::steady_clock::now() + 2ms;
        while (std::chrono::steady_clock::now() < end) {
        }
        driver.enter();
        late_event_came_first = happened;
        taken_in = true;
    });
    EXPECT_TRUE(driver.run([&] { return taken_in; }));
    EXPECT_TRUE(late_event_came_first);
    EXPECT_GE(driver.lateness()->max, 1ms);
}

TEST_F(WallDriverTest, HasALateEventHappenAtItsOwnInstant) {
    WallDriver driver(io, kernel);
    Instant at;
    timers.after(1ms, [&] { at = timers.now(); });
    driver.enter();
    EXPECT_TRUE(driver.run([&] { return at != Instant(); }));
    EXPECT_EQ(at, Instant(1ms));
}

TEST_F(WallDriverTest, EndsWhenNothingCanEverHappen) {
    WallDriver driver(io, kernel);
    timers.after(1ms, [] {});
    EXPECT_FALSE(driver.run([] { return false; }));
}

/// Wants to run once, 5 ms from the start.
class OneDeadline final : public Participant {
public:
    std::optional<Instant> next_deadline() override {
        return ran ? std::nullopt : std::optional(Instant(5ms));
    }
    Instant advance(Instant now, Instant) override {
        ran = now;
        return now;
    }
    bool quiescent() override { return true; }
    std::optional<Instant> ran;
};

TEST_F(WallDriverTest, AdvancesAParticipantAtItsDeadline) {
    WallDriver driver(io, kernel);
    OneDeadline participant;
    driver.join(participant);
    EXPECT_TRUE(driver.run([&] { return participant.ran.has_value(); }));
    EXPECT_EQ(participant.ran, Instant(5ms));
}

}  // namespace
}  // namespace breakwire::sim
