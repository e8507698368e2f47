#include "devices/reconnect.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace breakwire::devices {
namespace {

std::vector<Duration> delays(Reconnect& reconnect, int count) {
    std::vector<Duration> out;
    for (int i = 0; i < count; ++i) out.push_back(reconnect.next().value());
    return out;
}

ReconnectSettings exponential(double jitter = 0) {
    return {ReconnectPolicy::exponential, 1s, 5s, jitter};
}

TEST(Reconnect, NeverTriesAgainWithoutAPolicy) {
    const ReconnectSettings settings;
    EXPECT_EQ(Reconnect(settings, Luck(7)).next(), std::nullopt);
}

TEST(Reconnect, WaitsTheSameEachTimeIfFixed) {
    const ReconnectSettings settings{ReconnectPolicy::fixed, 2s, 60s, 0};
    Reconnect reconnect(settings, Luck(7));
    EXPECT_EQ(delays(reconnect, 3), (std::vector<Duration>{2s, 2s, 2s}));
}

TEST(Reconnect, DoublesUpToTheMaximumIfExponential) {
    const ReconnectSettings settings = exponential();
    Reconnect reconnect(settings, Luck(7));
    EXPECT_EQ(delays(reconnect, 5), (std::vector<Duration>{1s, 2s, 4s, 5s, 5s}));
}

TEST(Reconnect, StartsFromTheShortestDelayAfterASuccess) {
    const ReconnectSettings settings = exponential();
    Reconnect reconnect(settings, Luck(7));
    delays(reconnect, 3);
    reconnect.succeeded();
    EXPECT_EQ(reconnect.next(), 1s);
}

TEST(Reconnect, SpreadsTheDelayByItsJitter) {
    const ReconnectSettings settings{ReconnectPolicy::fixed, 10s, 60s, 0.2};
    Reconnect reconnect(settings, Luck(7));
    const std::vector<Duration> drawn = delays(reconnect, 100);
    for (const Duration delay : drawn) {
        EXPECT_GE(delay, 8s);
        EXPECT_LE(delay, 12s);
    }
    EXPECT_NE(drawn[0], drawn[1]);
}

TEST(Reconnect, DrawsTheSameDelaysFromTheSameSeed) {
    const ReconnectSettings settings = exponential(0.5);
    Reconnect once(settings, Luck(7));
    Reconnect again(settings, Luck(7));
    EXPECT_EQ(delays(once, 10), delays(again, 10));
}

}  // namespace
}  // namespace breakwire::devices
