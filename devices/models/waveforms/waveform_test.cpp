#include "devices/models/waveforms/waveform.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace breakwire::devices
