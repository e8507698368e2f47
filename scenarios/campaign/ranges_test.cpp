#include "scenarios/campaign/ranges.hpp"

#include <gtest/gtest.h>

#include "scenarios/language/yaml_node.hpp"
#include "scenarios/language/yaml_text.hpp"

namespace breakwire::scenarios {
namespace {

Node yaml(const std::string& text) {
    Mistakes mistakes;
    auto node = read_yaml(text, "ranges.yaml", mistakes);
    EXPECT_TRUE(mistakes.empty());
    return node.value_or(Node{});
}

template <class Range>
std::string mistake_of(const std::string& text) {
    Mistakes mistakes;
    EXPECT_FALSE(ValueType<Range>::read(yaml(text), mistakes));
    return mistakes.count() == 1 ? mistakes.found().front().what() : "not one mistake";
}

TEST(DurationRange, IsReadAndWrittenAsItIsTyped) {
    Mistakes mistakes;
    const auto range = ValueType<DurationRange>::read(yaml("5s..1m30s"), mistakes);
    ASSERT_TRUE(range);
    EXPECT_EQ(range->low, 5s);
    EXPECT_EQ(range->high, 90s);
    EXPECT_EQ(ValueType<DurationRange>::text({5s, 90s}), "5s..90s");
    EXPECT_EQ(ValueType<DurationRange>::text({5s, 5s}), "5s");
}

TEST(DurationRange, SaysWhatIsNoRange) {
    EXPECT_EQ(mistake_of<DurationRange>("9s..5s"),
              "ranges.yaml:1:1: error: the range '9s..5s' runs backwards");
    EXPECT_EQ(mistake_of<DurationRange>("5..9s"),
              "ranges.yaml:1:1: error: expected a duration with its unit, such as 20ms, 1.5s or "
              "1h, got '5'");
    EXPECT_EQ(mistake_of<CountRange>("2..x"),
              "ranges.yaml:1:1: error: expected a whole number, got 'x'");
}

TEST(DurationRange, DrawsStayInsideAndReachAllOfIt) {
    const DurationRange range{1s, 100s};
    int short_ones = 0;
    for (std::uint64_t i = 0; i < 1000; ++i) {
        const Duration value = draw(range, Luck(7), "for", i);
        EXPECT_GE(value, 1s);
        EXPECT_LE(value, 100s);
        if (value < 10s) ++short_ones;
    }
    // Binomial with p = 1/2: six standard deviations are 95.
    EXPECT_NEAR(short_ones, 500, 95);
}

TEST(CountRange, DrawsEachNumber) {
    std::set<std::uint32_t> seen;
    for (std::uint64_t i = 0; i < 200; ++i) seen.insert(draw(CountRange{2, 4}, Luck(7), "n", i));
    EXPECT_EQ(seen, (std::set<std::uint32_t>{2, 3, 4}));
}

TEST(Ranges, InSettingsAreDrawnByTheirKindOfValue) {
    const Node settings = yaml(
        "{by: 20ms..2s, share: 1%..20%, size: 64B..1KiB, rate: 1kbit/s..1Mbit/s, nth: 1..3, "
        "factor: 0.5..1.5, text: 'a..b', words: x..y, list: [1s..2s]}");
    for (std::uint64_t i = 0; i < 100; ++i) {
        const Node drawn = with_draws(settings, Luck(3), i);
        const Duration by = parse_duration(drawn.find("by")->text).value();
        EXPECT_TRUE(by >= 20ms && by <= 2s) << to_string(by);
        const double share = parse_share(drawn.find("share")->text).value().percent;
        EXPECT_TRUE(share >= 1 && share <= 20) << share;
        EXPECT_TRUE(parse_size(drawn.find("size")->text));
        EXPECT_TRUE(parse_rate(drawn.find("rate")->text));
        const int nth = std::stoi(drawn.find("nth")->text);
        EXPECT_TRUE(nth >= 1 && nth <= 3) << nth;
        EXPECT_LE(std::stod(drawn.find("factor")->text), 1.5);
        EXPECT_EQ(drawn.find("text")->text, "a..b");
        EXPECT_EQ(drawn.find("words")->text, "x..y");
        EXPECT_TRUE(parse_duration(drawn.find("list")->items.front().text));
    }
}

TEST(Ranges, OneSettingMoreLeavesTheLuckOfTheOthersAlone) {
    const Node one = yaml("{by: 20ms..2s}");
    const Node two = yaml("{jitter: 1ms..5ms, by: 20ms..2s}");
    EXPECT_EQ(with_draws(one, Luck(3), 4).find("by")->text,
              with_draws(two, Luck(3), 4).find("by")->text);
}

TEST(Ranges, HaveTwoEnds) {
    const Node settings = yaml("{by: 20ms..2s, to: [1..4]}");
    EXPECT_EQ(yaml_in_line(with_end(settings, RangeEnd::low)), "{by: 20ms, to: [1]}");
    EXPECT_EQ(yaml_in_line(with_end(settings, RangeEnd::high)), "{by: 2s, to: [4]}");
}

}  // namespace
}  // namespace breakwire::scenarios
