#include "harness/wiring/latency_watch.hpp"

#include <gtest/gtest.h>

namespace breakwire::harness {
namespace {

using sim::DeviceState;
using sim::Direction;

class LatencyWatchTest : public testing::Test {
protected:
    void says(const std::string& device, DeviceState state) {
        see(sim::DeviceEvent{device, state, "", std::nullopt});
    }
    void passes(Direction direction, mqtt::Packet packet, sim::ConnectionId connection = 1,
                sim::Tap tap = sim::Tap::client) {
        sim::PacketSeen seen;
        seen.device = "pump";
        seen.connection = connection;
        seen.direction = direction;
        seen.tap = tap;
        seen.packet = std::make_shared<const mqtt::Packet>(std::move(packet));
        see(std::move(seen));
    }
    void see(sim::EventBody body) { watch.see({++number, now, std::move(body)}); }

    static mqtt::Publish publish(const std::string& topic, std::uint16_t id = 0) {
        mqtt::Publish out;
        out.topic = topic;
        out.payload = to_bytes(std::string_view("x"));
        out.qos = id == 0 ? mqtt::Qos::at_most_once : mqtt::Qos::at_least_once;
        out.packet_id = id;
        return out;
    }
    /// "connect 1 30ms": what, how often, the longest.
    std::vector<std::string> measured() const {
        std::vector<std::string> out;
        for (const reports::Latency& each : watch.summary()) {
            out.push_back(each.what + ' ' + std::to_string(each.count) + ' ' +
                          breakwire::to_string(each.max));
        }
        return out;
    }

    LatencyWatch watch;
    Instant now{};
    std::uint64_t number = 0;
};

using Measured = std::vector<std::string>;

TEST_F(LatencyWatchTest, SaysNothingOfWhatDidNotHappen) { EXPECT_EQ(measured(), Measured{}); }

TEST_F(LatencyWatchTest, ConnectingLastsUntilTheSessionIsThere) {
    says("pump", DeviceState::connecting);
    now += 30ms;
    says("valve", DeviceState::connecting);
    says("pump", DeviceState::connected);
    says("valve", DeviceState::connect_failed);
    now += 30ms;
    says("valve", DeviceState::connected);
    EXPECT_EQ(measured(), Measured{"connect 1 30ms"});
}

TEST_F(LatencyWatchTest, APublishLastsUntilItsOwnAcknowledgement) {
    passes(Direction::up, publish("a", 1));
    now += 5ms;
    passes(Direction::up, publish("b", 2), 2);
    passes(Direction::down, mqtt::Puback{2}, 1);  // on another connection
    now += 5ms;
    passes(Direction::down, mqtt::Puback{1});
    passes(Direction::down, mqtt::Pubcomp{2}, 2);
    EXPECT_EQ(measured(), Measured{"acknowledge 2 10ms"});
}

TEST_F(LatencyWatchTest, WhatIsAcknowledgedOnALaterConnectionIsNotMeasured) {
    passes(Direction::up, publish("a", 1));
    see(sim::ConnectionSeen{"pump", 1, Direction::down, sim::Tap::client, sim::Transport::rst, ""});
    mqtt::Publish again = publish("a", 1);
    again.dup = true;
    passes(Direction::up, again, 2);
    passes(Direction::down, mqtt::Puback{1}, 2);
    passes(Direction::down, mqtt::Puback{1}, 1);
    EXPECT_EQ(measured(), Measured{});
}

TEST_F(LatencyWatchTest, ADeliveryCountsFromTheLastPublicationForEachReader) {
    passes(Direction::up, publish("a"));
    now += 1s;
    passes(Direction::up, publish("a"));
    now += 40ms;
    passes(Direction::down, publish("a", 7), 2);
    passes(Direction::down, publish("a", 7), 2, sim::Tap::broker);
    passes(Direction::down, publish("b", 8), 2);  // nobody published it
    passes(Direction::down, publish("a"), 3);
    EXPECT_EQ(measured(), Measured{"deliver 2 40ms"});
}

TEST_F(LatencyWatchTest, WhatWasKeptOrIsSentAgainIsNotMeasured) {
    passes(Direction::up, publish("a"));
    mqtt::Publish kept = publish("a");
    kept.retain = true;
    passes(Direction::down, kept, 2);
    mqtt::Publish again = publish("a", 3);
    again.dup = true;
    passes(Direction::down, again, 2);
    EXPECT_EQ(measured(), Measured{});
}

TEST_F(LatencyWatchTest, RemembersOnlySoManyMessages) {
    passes(Direction::up, publish("first"));
    for (std::size_t i = 0; i < LatencyWatch::remembered; ++i) {
        passes(Direction::up, publish("m/" + std::to_string(i)));
    }
    passes(Direction::down, publish("first"), 2);
    EXPECT_EQ(measured(), Measured{});
    passes(Direction::down, publish("m/0"), 2);
    EXPECT_EQ(measured(), Measured{"deliver 1 0s"});
}

}  // namespace
}  // namespace breakwire::harness
