#include "devices/models/waveforms/waveform.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "devices/test_nodes.hpp"

namespace breakwire::devices {
namespace {

Signal read(const Node& node) {
    Mistakes mistakes;
    auto signal = ValueType<Signal>::read(node, mistakes);
    EXPECT_TRUE(mistakes.empty()) << mistakes.found().front().what();
    return signal.value();
}

std::vector<std::string> mistakes_of(const Node& node) {
    Mistakes mistakes;
    ValueType<Signal>::read(node, mistakes);
    return texts(mistakes);
}

double at(const Signal& signal, Duration elapsed, std::uint64_t ordinal = 0) {
    Memo memo;
    return signal.waveform->at({elapsed, ordinal, Luck(7)}, memo);
}

TEST(Constant, IsWhatABareNumberMeans) { EXPECT_EQ(at(read(scalar("21.5")), 3h), 21.5); }

TEST(Sine, SwingsAroundItsMeanOncePerPeriod) {
    const Signal sine = read(map(
        {{"sine",
          map({{"mean", scalar("21")}, {"amplitude", scalar("3")}, {"period", scalar("60s")}})}}));
    EXPECT_DOUBLE_EQ(at(sine, 0s), 21);
    EXPECT_DOUBLE_EQ(at(sine, 15s), 24);
    EXPECT_DOUBLE_EQ(at(sine, 45s), 18);
    EXPECT_DOUBLE_EQ(at(sine, 1000h + 15s), at(sine, 15s));
}

TEST(Sine, StartsAtItsPhase) {
    const Signal sine =
        read(map({{"sine", map({{"period", scalar("4s")}, {"phase", scalar("1s")}})}}));
    EXPECT_DOUBLE_EQ(at(sine, 0s), 1);
}

TEST(Ramp, StaysAtItsEnd) {
    const Signal ramp = read(map(
        {{"ramp", map({{"from", scalar("10")}, {"to", scalar("20")}, {"over", scalar("10s")}})}}));
    EXPECT_DOUBLE_EQ(at(ramp, 0s), 10);
    EXPECT_DOUBLE_EQ(at(ramp, 5s), 15);
    EXPECT_DOUBLE_EQ(at(ramp, 1h), 20);
}

TEST(Ramp, BeginsAgainIfItRepeats) {
    const Signal ramp = read(map({{"ramp", map({{"from", scalar("10")},
                                                {"to", scalar("20")},
                                                {"over", scalar("10s")},
                                                {"repeat", scalar("true")}})}}));
    EXPECT_DOUBLE_EQ(at(ramp, 12s), 12);
}

TEST(Step, TogglesBetweenLowAndHigh) {
    const Signal step = read(map(
        {{"step", map({{"low", scalar("1")}, {"high", scalar("9")}, {"every", scalar("10s")}})}}));
    EXPECT_EQ(at(step, 9s), 1);
    EXPECT_EQ(at(step, 10s), 9);
    EXPECT_EQ(at(step, 20s), 1);
}

TEST(Step, GoesThroughItsValuesInOrder) {
    const Signal step =
        read(map({{"step", map({{"values", list({"5", "7", "6"})}, {"every", scalar("1s")}})}}));
    EXPECT_EQ(at(step, 2s), 6);
    EXPECT_EQ(at(step, 3s), 5);
}

TEST(Step, RefusesValuesTogetherWithLow) {
    EXPECT_EQ(
        mistakes_of(
            map({{"step",
                  map({{"values", list({"5"})}, {"low", scalar("1")}, {"every", scalar("1s")}})}})),
        std::vector<std::string>{"low and values exclude each other"});
}

Signal walk() {
    return read(map({{"random_walk", map({{"start", scalar("5")},
                                          {"step", scalar("2")},
                                          {"min", scalar("0")},
                                          {"max", scalar("10")}})}}));
}

TEST(RandomWalk, StaysWithinItsLimitsAndItsStep) {
    const Signal signal = walk();
    Memo memo;
    double before = 5;
    for (std::uint64_t n = 0; n < 1000; ++n) {
        const double value = signal.waveform->at({Duration{}, n, Luck(7)}, memo);
        EXPECT_GE(value, 0);
        EXPECT_LE(value, 10);
        EXPECT_LE(std::abs(value - before), 2);
        before = value;
    }
}

TEST(RandomWalk, HasTheSameValueWithAndWithoutAMemo) {
    const Signal signal = walk();
    Memo memo;
    for (const std::uint64_t n : {3U, 10U, 4U, 40U}) {
        EXPECT_EQ(signal.waveform->at({Duration{}, n, Luck(7)}, memo), at(signal, 0s, n));
    }
}

TEST(RandomWalk, RefusesAStartOutsideItsLimits) {
    EXPECT_EQ(mistakes_of(map({{"random_walk", map({{"start", scalar("50")},
                                                    {"step", scalar("1")},
                                                    {"min", scalar("0")},
                                                    {"max", scalar("10")}})}})),
              std::vector<std::string>{"start is outside of min and max"});
}

TEST(Waveform, SuggestsTheKindThatWasMeant) {
    EXPECT_EQ(mistakes_of(map({{"sin", map({})}})),
              std::vector<std::string>{"unknown waveform 'sin'; did you mean 'sine'?"});
}

/// Of one sample each second.
std::vector<double> first(const Signal& signal, std::uint64_t count) {
    std::vector<double> out;
    Memo memo;
    for (std::uint64_t n = 0; n < count; ++n) {
        out.push_back(signal.waveform->at({1s * static_cast<int>(n), n, Luck(7)}, memo));
    }
    return out;
}

Node one_of(const std::string& kind, const std::vector<std::pair<std::string, Node>>& settings) {
    return map({{kind, map(settings)}});
}

TEST(Triangle, RisesAndFalls) {
    const Signal triangle = read(one_of(
        "triangle", {{"low", scalar("10")}, {"high", scalar("20")}, {"period", scalar("4s")}}));
    EXPECT_EQ(first(triangle, 6), (std::vector<double>{10, 15, 20, 15, 10, 15}));
}

TEST(Square, IsHighForItsShare) {
    const Signal square = read(one_of("square", {{"period", scalar("4s")},
                                                 {"duty", scalar("25%")},
                                                 {"phase", scalar("3s")},
                                                 {"high", scalar("5")}}));
    EXPECT_EQ(first(square, 6), (std::vector<double>{0, 5, 0, 0, 0, 5}));
}

/// 1000 samples: the mean of them has a standard deviation of 0.3 / sqrt(1000), five of which are
/// 0.05.
TEST(Noise, HasItsMeanAndDeviation) {
    const Signal noise =
        read(one_of("noise", {{"mean", scalar("21")}, {"deviation", scalar("0.3")}}));
    double sum = 0;
    double squares = 0;
    for (const double value : first(noise, 1000)) {
        sum += value;
        squares += (value - 21) * (value - 21);
    }
    EXPECT_NEAR(sum / 1000, 21, 0.05);
    EXPECT_NEAR(std::sqrt(squares / 1000), 0.3, 0.04);
    EXPECT_NE(first(noise, 2)[0], first(noise, 2)[1]);
}

/// Of 1000 samples 5 % are spikes, give or take 5 standard deviations.
TEST(Spikes, AreThereForTheirShareOfSamples) {
    const std::vector<double> values =
        first(read(one_of("spikes", {{"height", scalar("60")}, {"share", scalar("5%")}})), 1000);
    const auto count = std::count(values.begin(), values.end(), 60.0);
    EXPECT_NEAR(static_cast<double>(count), 50, 35);
    EXPECT_EQ(std::count(values.begin(), values.end(), 0.0), 1000 - count);
}

TEST(Sum, AddsItsPartsEachWithLuckOfItsOwn) {
    const Node walk = one_of("random_walk", {{"step", scalar("1")}});
    const Signal both = read(one_of("sum", {{"parts", list({walk, walk, scalar("100")})}}));
    const std::vector<double> values = first(both, 100);
    EXPECT_EQ(values[0], 100);
    EXPECT_NE(values[99], 100 + 2 * (first(read(walk), 100)[99]));
    EXPECT_EQ(at(both, 99s, 99), values[99]) << "the same, whatever was asked before";
}

TEST(Limited, ShowsWhatAnInstrumentShows) {
    const Node ramp =
        one_of("ramp", {{"from", scalar("0")}, {"to", scalar("4")}, {"over", scalar("5s")}});
    const Signal limited = read(one_of(
        "limited",
        {{"of", ramp}, {"min", scalar("1")}, {"max", scalar("3")}, {"resolution", scalar("0.5")}}));
    EXPECT_EQ(first(limited, 6), (std::vector<double>{1, 1, 1.5, 2.5, 3, 3}));
}

TEST(Counter, RollsOverAndNeverGoesBack) {
    const Signal counter = read(one_of(
        "counter",
        {{"start", scalar("8")}, {"per_second", scalar("1.5")}, {"rolls_over_at", scalar("12")}}));
    EXPECT_EQ(first(counter, 4), (std::vector<double>{8, 9.5, 11, 0.5}));
    const std::vector<double> jittery = first(
        read(one_of("counter", {{"per_second", scalar("1")}, {"jitter", scalar("1")}})), 1000);
    EXPECT_TRUE(std::is_sorted(jittery.begin(), jittery.end()));
    EXPECT_NE(jittery[10], 10);
}

TEST(Waveforms, SayWhatIsWrongWithTheirSettings) {
    EXPECT_EQ(mistakes_of(one_of("triangle", {{"period", scalar("0s")}})),
              std::vector<std::string>{"period is zero"});
    EXPECT_EQ(mistakes_of(one_of("square", {{"period", scalar("0s")}})),
              std::vector<std::string>{"period is zero"});
    EXPECT_EQ(mistakes_of(one_of("noise", {{"deviation", scalar("-1")}})),
              std::vector<std::string>{"deviation is negative"});
    EXPECT_EQ(mistakes_of(one_of("sum", {{"parts", list(std::vector<Node>{})}})),
              std::vector<std::string>{"parts is empty"});
    EXPECT_EQ(mistakes_of(one_of("sum", {{"parts", list({one_of("snie", {})})}})),
              std::vector<std::string>{"unknown waveform 'snie'; did you mean 'sine'?"});
    EXPECT_EQ(mistakes_of(one_of("limited", {{"of", scalar("1")}})),
              std::vector<std::string>{"of is not limited by min, max or resolution"});
    EXPECT_EQ(mistakes_of(one_of("limited", {{"of", scalar("1")},
                                             {"min", scalar("2")},
                                             {"max", scalar("1")},
                                             {"resolution", scalar("0")}})),
              (std::vector<std::string>{"min is above max", "resolution is not above 0"}));
    EXPECT_EQ(mistakes_of(one_of("counter", {{"per_second", scalar("-1")},
                                             {"jitter", scalar("2")},
                                             {"start", scalar("9")},
                                             {"rolls_over_at", scalar("9")}})),
              (std::vector<std::string>{"per_second is negative", "jitter is not from 0 to 1",
                                        "start is not below rolls_over_at"}));
}

}  // namespace
}  // namespace breakwire::devices
