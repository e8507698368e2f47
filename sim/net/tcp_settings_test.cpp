#include "sim/net/tcp_settings.hpp"

#include <gmock/gmock.h>

#include "sim/faults/fault_bench.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;

/// What is wrong with the settings, as a file would have them.
std::vector<std::string> mistakes_in(std::string_view settings) {
    TcpSettings read;
    Mistakes mistakes;
    TcpSettings::fields().read(read, flow(settings), mistakes);
    std::vector<std::string> out;
    for (const ConfigError& mistake : mistakes.found()) out.emplace_back(mistake.what());
    return out;
}

TEST(TcpSettings, AreReadAsTheyAreTyped) {
    TcpSettings read;
    Mistakes mistakes;
    const Node typed = flow("{user_timeout: 30s, retries: 5, keep_alive: {idle: 1m, probes: 3}}");
    ASSERT_TRUE(TcpSettings::fields().read(read, typed, mistakes));
    EXPECT_EQ(read.user_timeout, 30s);
    EXPECT_EQ(read.retries, 5);
    EXPECT_EQ(read.syn_retries, 6);
    ASSERT_TRUE(read.keep_alive);
    EXPECT_EQ(read.keep_alive->idle, 1min);
    EXPECT_EQ(read.keep_alive->interval, 75s);
    EXPECT_EQ(read.keep_alive->probes, 3);
}

TEST(TcpSettings, KnowWhatCannotBe) {
    EXPECT_THAT(mistakes_in("{segment_size: 10}"),
                ElementsAre("a.yaml:1:16: error: segment_size must be at least 88"));
    EXPECT_THAT(mistakes_in("{syn_retries: -1}"),
                ElementsAre("a.yaml:1:15: error: syn_retries must be from 0 to 255"));
    EXPECT_THAT(mistakes_in("{retries: 256}"),
                ElementsAre("a.yaml:1:11: error: retries must be from 0 to 255"));
    EXPECT_THAT(mistakes_in("{user_timeout: 0s}"),
                ElementsAre("a.yaml:1:16: error: user_timeout must be longer than nothing"));
    EXPECT_THAT(mistakes_in("{keep_alive: {idle: 0s, probes: 0}}"),
                ElementsAre("a.yaml:1:21: error: idle must be longer than nothing",
                            "a.yaml:1:33: error: probes must be from 1 to 255"));
}

}  // namespace
}  // namespace breakwire::sim
