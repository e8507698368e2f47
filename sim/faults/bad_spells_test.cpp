#include "sim/faults/bad_spells.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "sim/faults/fault_bench.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;

BadSpells spells(Duration every, Duration lasting, Spacing spacing = Spacing::random) {
    BadSpells made;
    made.every = every;
    made.lasting = lasting;
    made.delay = 50ms;
    made.loss = {40};
    made.spacing = spacing;
    return made;
}

TEST(BadSpells, LieAtTheStartOfEachStretchIfRegular) {
    const BadSpells regular = spells(15s, 140ms, Spacing::regular);
    for (const Duration stretch : {0s, 15s, 150s}) {
        EXPECT_TRUE(regular.bad_at(Instant(stretch), Luck(1)));
        EXPECT_TRUE(regular.bad_at(Instant(stretch + 139ms), Luck(1)));
        EXPECT_FALSE(regular.bad_at(Instant(stretch + 140ms), Luck(1)));
        EXPECT_FALSE(regular.bad_at(Instant(stretch + 14999ms), Luck(1)));
    }
}

TEST(BadSpells, LieAnywhereInTheirStretchOtherwiseAndLastAsLong) {
    const BadSpells random = spells(10s, 2s);
    std::vector<Duration> starts;
    for (int stretch = 0; stretch < 500; ++stretch) {
        int bad = 0;
        for (int step = 0; step < 1000; ++step) {
            if (!random.bad_at(Instant(stretch * 10s + step * 10ms), Luck(3))) continue;
            if (bad++ == 0) starts.push_back(step * 10ms);
        }
        EXPECT_EQ(bad, 200);  // 2 s in steps of 10 ms
    }
    ASSERT_EQ(starts.size(), 500U);
    Duration sum{};
    for (const Duration start : starts) sum += start;
    // Uniform in 0 to 8 s: mean 4 s, deviation 8 / sqrt(12) s; 5 deviations of a mean of 500.
    const double mean = std::chrono::duration<double>(sum).count() / 500;
    EXPECT_NEAR(mean, 4, 5 * 8 / std::sqrt(12.0 * 500));
}

TEST(BadSpells, DelayAndLoseOnlyWhatEntersWhileBad) {
    const BadSpells regular = spells(10s, 1s, Spacing::regular);
    int lost = 0;
    constexpr int bad_count = 2000;
    for (std::uint64_t i = 0; i < bad_count; ++i) {
        SegmentInFlight bad(Direction::up, 100, Instant(20s));
        regular.apply(bad, Luck(1), Luck(2), i);
        EXPECT_EQ(bad.delay(), 50ms);
        lost += bad.lost() ? 1 : 0;
        SegmentInFlight good(Direction::up, 100, Instant(21s));
        regular.apply(good, Luck(1), Luck(2), i);
        EXPECT_FALSE(good.touched());
    }
    // Five deviations of a share of 40 % of 2000: missed with a chance of 6e-7.
    EXPECT_NEAR(static_cast<double>(lost) / bad_count, 0.4, 5 * std::sqrt(0.24 / bad_count));
}

TEST(BadSpells, SayWhatIsWrongAndWhere) {
    const auto mistakes_in = [](std::string_view typed) {
        Mistakes mistakes;
        ValueType<BadSpells>::read(flow(typed), mistakes);
        std::vector<std::string> out;
        for (const ConfigError& mistake : mistakes.found()) out.emplace_back(mistake.what());
        return out;
    };
    EXPECT_THAT(mistakes_in("{every: 0s, for: 0s, loss: 5%}"),
                ElementsAre("a.yaml:1:9: error: every is not above zero"));
    EXPECT_THAT(mistakes_in("{every: 1s, for: 2s, loss: 5%}"),
                ElementsAre("a.yaml:1:18: error: for is longer than every"));
    EXPECT_THAT(mistakes_in("{every: 1s, for: 100ms}"),
                ElementsAre("a.yaml:1:1: error: loss and delay are both zero"));
    EXPECT_THAT(mistakes_in("{every: 1s}"),
                ElementsAre("a.yaml:1:1: error: bad_state: missing key 'for' (how long a spell "
                            "lasts, e.g. 150ms)"));
}

}  // namespace
}  // namespace breakwire::sim
