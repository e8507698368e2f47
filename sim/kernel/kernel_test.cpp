#include "sim/kernel/kernel.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "sim/kernel/timer_queue.hpp"

namespace breakwire::sim {
namespace {

class Alarm final : public sc_core::sc_module {
public:
    BREAKWIRE_HAS_PROCESS(Alarm);
    Alarm(const sc_core::sc_module_name& name, Duration after) : sc_module(name), after_(after) {
        SC_METHOD(ring);
    }
    int rung = 0;

private:
    /// No SC_THREAD: once one has ended, the leak sanitizer takes its stack for ours.
    void ring() {
        if (!armed_) {
            armed_ = true;
            return next_trigger(to_sc_time(after_));
        }
        if (++rung == 1) next_trigger(sc_core::SC_ZERO_TIME);
    }
    Duration after_;
    bool armed_ = false;
};

TEST(Kernel, RunsWhatIsDueUpToAndIncludingTheInstant) {
    Kernel kernel;
    Alarm alarm("alarm", 5ms);
    kernel.advance_to(Instant(4999999ns));
    EXPECT_EQ(alarm.rung, 0);
    kernel.advance_to(Instant(5ms));
    EXPECT_EQ(alarm.rung, 2);
    EXPECT_EQ(kernel.now(), Instant(5ms));
}

TEST(Kernel, KnowsWhenTheNextEventIs) {
    Kernel kernel;
    Alarm alarm("alarm", 3s);
    kernel.advance_to(Instant());
    EXPECT_EQ(kernel.next_event(), Instant(3s));
    kernel.advance_to(Instant(1s));
    EXPECT_EQ(kernel.next_event(), Instant(3s));
    kernel.advance_to(Instant(3s));
    EXPECT_EQ(kernel.next_event(), std::nullopt);
}

TEST(Kernel, ReachesAnInstantAtWhichNothingHappens) {
    Kernel kernel;
    kernel.advance_to(Instant(24h * 365 * 100));
    EXPECT_EQ(kernel.now(), Instant(24h * 365 * 100));
    EXPECT_EQ(kernel.next_event(), std::nullopt);
}

TEST(Kernel, KeepsTheTypeOfAnExceptionThatLeavesACall) {
    Kernel kernel;
    TimerQueue timers("timers");
    timers.after(1ms, [] { throw std::out_of_range("too far"); });
    bool later = false;
    timers.after(2ms, [&] { later = true; });
    EXPECT_THROW(kernel.advance_to(Instant(1s)), std::out_of_range);
    kernel.advance_to(Instant(1s));
    EXPECT_TRUE(later);
}

TEST(Kernel, HandsOnWhatModulesReport) {
    std::vector<std::string> heard;
    Kernel kernel([&](Kernel::Severity severity, const std::string& text) {
        heard.push_back((severity == Kernel::Severity::warning ? "warning " : "info ") + text);
    });
    SC_REPORT_INFO("/breakwire/test", "all is well");
    SC_REPORT_WARNING("/breakwire/test", "look before you trust this");
    EXPECT_EQ(heard,
              (std::vector<std::string>{"info /breakwire/test: all is well",
                                        "warning /breakwire/test: look before you trust this"}));
}

TEST(KernelDeathTest, DiesOfAnErrorReport) {
    Kernel kernel;
    EXPECT_DEATH(SC_REPORT_ERROR("/breakwire/test", "no way on"), "/breakwire/test: no way on");
}

}  // namespace
}  // namespace breakwire::sim
