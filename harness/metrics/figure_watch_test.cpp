#include "harness/metrics/figure_watch.hpp"

#include <gtest/gtest.h>

#include "sim/mqtt/version.hpp"

namespace breakwire::harness {
namespace {

sim::Event said(sim::DeviceState state) {
    return {1, Instant{}, sim::DeviceEvent{"pump", state, "", std::nullopt}};
}

sim::Event seen(sim::Direction direction, sim::Tap tap, std::string_view bytes) {
    sim::PacketSeen packet;
    packet.device = "pump";
    packet.direction = direction;
    packet.tap = tap;
    packet.bytes = to_bytes(bytes);
    return {1, Instant{}, std::move(packet)};
}

std::size_t at(mqtt::PacketType type) { return static_cast<std::size_t>(type); }

TEST(FigureWatch, CountsConnectsAndDisconnects) {
    FigureWatch watch;
    watch.see(said(sim::DeviceState::connected));
    watch.see(said(sim::DeviceState::disconnected));
    watch.see(said(sim::DeviceState::connecting));
    watch.see(said(sim::DeviceState::connected));
    EXPECT_EQ(watch.figures().connects, 2U);
    EXPECT_EQ(watch.figures().disconnects, 1U);
}

TEST(FigureWatch, CountsPacketsOnceAtTheDevicesEnd) {
    FigureWatch watch;
    for (const sim::Tap tap : {sim::Tap::client, sim::Tap::broker}) {
        watch.see(seen(sim::Direction::up, tap, "\x32"));    // PUBLISH, QoS 1
        watch.see(seen(sim::Direction::down, tap, "\x40"));  // PUBACK
        watch.see(seen(sim::Direction::up, tap, "\xc0"));    // PINGREQ
        watch.see(seen(sim::Direction::up, tap, "\xc0"));
    }
    const CaseFigures& figures = watch.figures();
    EXPECT_EQ(figures.up[at(mqtt::PacketType::publish)], 1U);
    EXPECT_EQ(figures.up[at(mqtt::PacketType::pingreq)], 2U);
    EXPECT_EQ(figures.down[at(mqtt::PacketType::puback)], 1U);
    EXPECT_EQ(figures.down[at(mqtt::PacketType::publish)], 0U);
}

}  // namespace
}  // namespace breakwire::harness
