#include "scenarios/steps/time_span.hpp"

#include <gtest/gtest.h>

#include "scenarios/language/load.hpp"
#include "scenarios/steps/step_list.hpp"
#include "scenarios/testing/kinds.hpp"

namespace breakwire::scenarios {
namespace {

/// How long steps take, in words.
std::string span_of(const std::string& steps) {
    Mistakes mistakes;
    const auto scenario = read_scenario(
        "scenario: a\ndevices: {d: {client: {keep_alive: 10s}}, \"f_{n}\": {count: 2}}\n"
        "steps: [" +
            steps + "]",
        "a.yaml", test_kinds(), mistakes);
    if (!scenario) return mistakes.found().front().what();
    return time_of(make_steps(*scenario, test_faults())).text();
}

TEST(TimeSpan, IsThatOfWaitsAndWindows) {
    EXPECT_EQ(span_of("{wait: 5s}, {never: {d: disconnected, for: 2s}}"), "7s");
    EXPECT_EQ(span_of("{start: d}, {expect: {d: connected, within: 3s}}"), "0s to 3s");
    EXPECT_EQ(span_of("{start: d}, {expect: {d: connected, within: [1s, 3s]}}"), "1s to 3s");
    EXPECT_EQ(span_of("{start: d}, {expect: {d: {receives: {topic: a, exactly: 1}}, within: 3s}}"),
              "3s");
}

TEST(TimeSpan, OfAWindowIsCountedFromTheLastAction) {
    EXPECT_EQ(span_of("{start: d}, {wait: 2s}, {expect: {d: connected, within: [3s, 5s]}}"),
              "3s to 5s");
    EXPECT_EQ(span_of("{start: d}, {wait: 9s}, {expect: {d: connected, within: 5s}}"), "9s");
    EXPECT_EQ(span_of("{wait: 9s}, {stop: d}, {expect: {d: disconnected, within: 5s}}"),
              "9s to 14s");
}

TEST(TimeSpan, HasTheBrokersOwnTimeOnTop) {
    EXPECT_EQ(span_of("{stop: d}, {expect: {d: disconnected, within: keep_alive}}"),
              "0s to 15s and the broker's own time");
    EXPECT_EQ(span_of("{wait: {delay: 1h}}"), "1h and the broker's own time");
}

TEST(TimeSpan, OfGroupsIsThatOfTheLongestBranchOrAllRounds) {
    EXPECT_EQ(span_of("{together: [[{wait: 1s}, {wait: 3s}], [{wait: 2s}]]}"), "4s");
    EXPECT_EQ(span_of("{repeat: {times: 3, steps: [{wait: 2s}, {stop: d}]}}"), "6s");
    EXPECT_EQ(span_of("{expect: {\"f_{n}\": connected, within: 3s}}"), "0s to 3s");
    EXPECT_EQ(span_of("{if: {broker: pause}, wait: 2s}"), "0s to 2s");
}

}  // namespace
}  // namespace breakwire::scenarios
