#include "scenarios/captures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/testing/events.hpp"

namespace breakwire::scenarios {
namespace {

class CapturesTest : public testing::Test {
protected:
    void keep(const std::string& name, sim::EventBody body) {
        captures.keep(name, sim::Event{1, Instant{3250ms}, std::move(body)});
    }
    /// The text, or "! " and what is wrong.
    std::string fill(const std::string& text) {
        std::string problem;
        const auto filled = captures.fill(text, {"order", "session", "ack"}, problem);
        return filled ? *filled : "! " + problem;
    }
    Captures captures;
};

TEST_F(CapturesTest, HaveThePartsOfAMessage) {
    keep("order", gets("valve", publish("plant/1/set", "open 30 %", mqtt::Qos::at_least_once)));
    EXPECT_EQ(fill("{order}"), "open 30 %");
    EXPECT_EQ(fill("{order.topic}/{order.qos} {order.packet_id} by {order.device}"),
              "plant/1/set/1 1 by valve");
    EXPECT_EQ(fill("{order.retain} at {order.at}"), "false at 3.250");
    EXPECT_EQ(fill("{order} {other} {}"), "open 30 % {other} {}");
}

TEST_F(CapturesTest, HaveTheFieldsOfAJsonPayload) {
    keep("order",
         gets("valve", publish("a", R"({"id": 7, "to": {"name": "v1"}, "list": [true]})")));
    EXPECT_EQ(fill("{order.json.id} {order.json.to.name} {order.json.list.0}"), "7 v1 true");
    EXPECT_EQ(fill("{order.json.to}"), R"({"name":"v1"})");
    EXPECT_EQ(fill("{order.json.form}"), "! the payload kept as 'order' is no JSON with form");
    keep("order", gets("valve", publish("a", "no json")));
    EXPECT_EQ(fill("{order.json.id}"), "! the payload kept as 'order' is no JSON with id");
}

TEST_F(CapturesTest, HaveWhatTheBrokerAnswered) {
    mqtt::Connack connack;
    connack.properties.add(mqtt::PropertyId::assigned_client_identifier, std::string("auto-17"));
    keep("session", gets("valve", connack, mqtt::Version::v5_0));
    EXPECT_EQ(fill("{session} {session.client_id} {session.reason} {session.session_present}"),
              "auto-17 auto-17 0x00 false");
    keep("ack", gets("valve", mqtt::Puback{9, 0x10, {}}, mqtt::Version::v5_0));
    EXPECT_EQ(fill("{ack} {ack.packet_id} {ack.reason}"), "9 9 0x10");
    keep("ack", gets("valve", mqtt::Suback{4, {}, {0x87}}));
    EXPECT_EQ(fill("{ack} {ack.reason}"), "4 0x87");
    keep("ack", gets("valve", mqtt::Disconnect{0x8e, {}}, mqtt::Version::v5_0));
    EXPECT_EQ(fill("{ack}"), "0x8e");
    keep("ack", says("valve", sim::DeviceState::printed, "ready"));
    EXPECT_EQ(fill("{ack} {ack.device}"), "ready valve");
}

TEST_F(CapturesTest, SayWhatIsNotThere) {
    EXPECT_EQ(fill("{order}"), "! nothing is kept as 'order' yet");
    keep("order", gets("valve", publish("a", "b")));
    EXPECT_EQ(fill("{order.tpoic}"),
              "! what is kept as 'order' has no tpoic; did you mean 'topic'?");
    keep("session", gets("valve", mqtt::Connack{}));
    EXPECT_EQ(fill("{session}"),
              "! what is kept as 'session' has no value of its own; known: at, "
              "device, reason, session_present");
}

}  // namespace
}  // namespace breakwire::scenarios
