#pragma once

#include <gtest/gtest.h>

#include "scenarios/laws/law_history.hpp"
#include "scenarios/laws/wire_law.hpp"

/// What the stories about the wire are told with.
namespace breakwire::scenarios::wire_story {

using mqtt::PropertyId;
using mqtt::Qos;
using mqtt::Version;
using sim::BrokerState;

inline constexpr sim::ConnectionId client = 1;
inline constexpr sim::ConnectionId other = 2;
inline constexpr auto v3 = Version::v3_1_1;
inline constexpr auto v5 = Version::v5_0;

inline History connected(Version version) {
    return std::move(History(version).connect(client, "pump"));
}

/// A client of 5.0 that asks for something in its CONNECT.
inline History asking(PropertyId id, std::uint32_t value, Version version = v5) {
    History history(version);
    mqtt::Connect connect = history.connect_packet("pump");
    connect.properties.add(id, value);
    return std::move(history.connect(client, connect));
}

inline mqtt::Publish message(Qos qos, std::uint16_t id = 0, bool dup = false) {
    mqtt::Publish made;
    made.topic = "plant/1/t";
    made.qos = qos;
    made.packet_id = id;
    made.dup = dup;
    return made;
}

inline mqtt::Publish aliased(const std::string& topic, std::uint16_t alias) {
    mqtt::Publish made;
    made.topic = topic;
    made.properties.add(PropertyId::topic_alias, alias);
    return made;
}

inline mqtt::Subscribe subscribe(std::uint16_t id, Qos qos = Qos::at_least_once) {
    mqtt::Subscribe made;
    made.packet_id = id;
    made.subscriptions = {{"plant/#", qos}};
    return made;
}

inline mqtt::Suback suback(std::uint16_t id, std::vector<std::uint8_t> reasons = {1}) {
    mqtt::Suback made;
    made.packet_id = id;
    made.reasons = std::move(reasons);
    return made;
}

inline mqtt::Unsubscribe unsubscribe(std::uint16_t id) {
    mqtt::Unsubscribe made;
    made.packet_id = id;
    made.filters = {"plant/#"};
    return made;
}

inline mqtt::Unsuback unsuback(std::uint16_t id, std::vector<std::uint8_t> reasons) {
    mqtt::Unsuback made;
    made.packet_id = id;
    made.reasons = std::move(reasons);
    return made;
}

inline mqtt::Connack refusal(std::uint8_t reason) {
    mqtt::Connack made;
    made.reason = reason;
    return made;
}

inline mqtt::Disconnect farewell(std::uint8_t reason) {
    mqtt::Disconnect made;
    made.reason = reason;
    return made;
}

template <class Packet>
Packet with(Packet packet, PropertyId id, mqtt::PropertyValue value) {
    packet.properties.add(id, std::move(value));
    return packet;
}

/// One that takes over the client's connection, up to its CONNACK.
inline History rivalled(Version version, bool closes, std::optional<std::uint8_t> told) {
    History history = connected(version);
    history.wait(1s).up(other, history.connect_packet("pump")).wait(1ms);
    if (told) history.down(client, farewell(*told));
    if (closes) history.close(client);
    history.down(other, mqtt::Connack{});
    return std::move(history.wait(3s));
}

struct Story {
    std::string name;
    std::function<History()> tell;
    std::string held;                   ///< a rule it exercises; empty if all is unknown
    std::vector<std::string> breaches;  ///< what it breaks
};

inline void PrintTo(const Story& story, std::ostream* out) { *out << story.name; }

/// Whether the wire law makes of the story what it says.
inline void judge(const Story& story) {
    const auto findings = story.tell().judge_by<WireLaw>();
    EXPECT_EQ(breaches(findings), story.breaches) << explain(findings);
    if (!story.held.empty()) {
        EXPECT_GT(held(findings, story.held), 0U);
    }
}

inline std::string named(const testing::TestParamInfo<Story>& info) { return info.param.name; }

}  // namespace breakwire::scenarios::wire_story
