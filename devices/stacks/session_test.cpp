#include "devices/stacks/session.hpp"

#include <gtest/gtest.h>

namespace breakwire::devices {
namespace {

constexpr Instant start{};
using mqtt::Qos;
using session::Actions;

Message message(Qos qos, std::string_view text = "21") { return {"t", to_bytes(text), qos}; }

class SessionTest : public testing::Test {
protected:
    static SessionSettings settings(mqtt::Version version = mqtt::Version::v3_1_1) {
        SessionSettings all;
        all.connect.version = version;
        all.connect.client_id = "c";
        all.connect.keep_alive = 10;
        return all;
    }
    void open(Session& one, const mqtt::Connack& connack = {}) {
        one.open(start);
        one.receive(connack, start);
    }
    /// The packets among `actions`.
    static std::vector<mqtt::Packet> take(const Actions& actions) {
        std::vector<mqtt::Packet> packets;
        for (const auto& action : actions) {
            if (const auto* send = std::get_if<session::Send>(&action)) {
                packets.push_back(send->packet);
            }
        }
        return packets;
    }
    template <class Kind>
    static std::vector<Kind> of(const Actions& actions) {
        std::vector<Kind> found;
        for (const auto& action : actions) {
            if (const auto* known = std::get_if<Kind>(&action)) found.push_back(*known);
        }
        return found;
    }

    Session session{settings()};
};

TEST_F(SessionTest, SendsConnectWhenTheTransportIsOpen) {
    EXPECT_EQ(take(session.open(start)), std::vector<mqtt::Packet>{settings().connect});
    EXPECT_FALSE(session.connected());
}

TEST_F(SessionTest, LeavesConnectToOthersIfToldTo) {
    SessionSettings quiet = settings();
    quiet.auto_connect = false;
    EXPECT_TRUE(Session(quiet).open(start).empty());
}

TEST_F(SessionTest, IsConnectedByConnack) {
    session.open(start);
    const Actions actions = session.receive(mqtt::Connack{true}, start);
    ASSERT_EQ(of<session::Connected>(actions).size(), 1U);
    EXPECT_TRUE(of<session::Connected>(actions)[0].session_present);
    EXPECT_TRUE(session.connected());
}

TEST_F(SessionTest, SaysInWordsWhyItWasRefused) {
    session.open(start);
    const Actions actions = session.receive(mqtt::Connack{false, 5}, start);
    ASSERT_EQ(of<session::Refused>(actions).size(), 1U);
    EXPECT_TRUE(of<session::Refused>(actions)[0].why.starts_with("CONNACK 0x05 "));
}

TEST_F(SessionTest, FinishesAQos1MessageByItsPuback) {
    open(session);
    const auto request = session.publish(message(Qos::at_least_once), start);
    EXPECT_EQ(std::get<mqtt::Publish>(take(request.actions).at(0)).packet_id, request.token);
    const Actions actions = session.receive(mqtt::Puback{1}, start);
    EXPECT_EQ(of<session::Published>(actions).at(0).token, request.token);
    EXPECT_TRUE(session.receive(mqtt::Puback{1}, start).empty());
}

TEST_F(SessionTest, FinishesAQos2MessageByItsPubcomp) {
    open(session);
    session.publish(message(Qos::exactly_once), start);
    EXPECT_EQ(take(session.receive(mqtt::Pubrec{1}, start)),
              std::vector<mqtt::Packet>{mqtt::Pubrel{1}});
    EXPECT_EQ(of<session::Published>(session.receive(mqtt::Pubcomp{1}, start)).size(), 1U);
}

TEST_F(SessionTest, SendsWhatWasUnderWayAgainWhenItsSessionIsPresent) {
    open(session);
    session.publish(message(Qos::at_least_once, "a"), start);
    session.publish(message(Qos::exactly_once, "b"), start);
    session.receive(mqtt::Pubrec{2}, start);
    session.close();
    session.open(start);
    const auto packets = take(session.receive(mqtt::Connack{true}, start));
    ASSERT_EQ(packets.size(), 2U);
    EXPECT_TRUE(std::get<mqtt::Publish>(packets[0]).dup);
    EXPECT_EQ(packets[1], mqtt::Packet(mqtt::Pubrel{2}));
}

TEST_F(SessionTest, ForgetsWhatWasUnderWayWhenItsSessionIsNotPresent) {
    open(session);
    session.publish(message(Qos::at_least_once), start);
    session.close();
    session.open(start);
    EXPECT_TRUE(take(session.receive(mqtt::Connack{false}, start)).empty());
    EXPECT_TRUE(session.receive(mqtt::Puback{1}, start).empty());
}

TEST_F(SessionTest, LosesItsMemoryWithItsPower) {
    open(session);
    session.publish(message(Qos::at_least_once), start);
    session.forget();
    session.open(start);
    EXPECT_TRUE(take(session.receive(mqtt::Connack{true}, start)).empty());
}

TEST_F(SessionTest, AcknowledgesWhatItReceives) {
    open(session);
    const auto once =
        session.receive(mqtt::Publish{false, Qos::at_least_once, false, "t", 7}, start);
    EXPECT_EQ(take(once), std::vector<mqtt::Packet>{mqtt::Puback{7}});
    const auto twice =
        session.receive(mqtt::Publish{false, Qos::exactly_once, false, "t", 8}, start);
    EXPECT_EQ(take(twice), std::vector<mqtt::Packet>{mqtt::Pubrec{8}});
    EXPECT_EQ(take(session.receive(mqtt::Pubrel{8}, start)),
              std::vector<mqtt::Packet>{mqtt::Pubcomp{8}});
}

TEST_F(SessionTest, HandsOverAQos2MessageOnceHoweverOftenItComes) {
    open(session);
    const mqtt::Publish packet{false, Qos::exactly_once, false, "t", 8};
    EXPECT_EQ(of<session::Arrived>(session.receive(packet, start)).size(), 1U);
    EXPECT_EQ(of<session::Arrived>(session.receive(packet, start)).size(), 0U);
    session.receive(mqtt::Pubrel{8}, start);
    EXPECT_EQ(of<session::Arrived>(session.receive(packet, start)).size(), 1U);
}

TEST_F(SessionTest, AcknowledgesNothingIfToldNotTo) {
    SessionSettings silent = settings();
    silent.auto_ack = false;
    Session mute(silent);
    open(mute);
    const auto actions =
        mute.receive(mqtt::Publish{false, Qos::at_least_once, false, "t", 7}, start);
    EXPECT_TRUE(take(actions).empty());
    EXPECT_EQ(of<session::Arrived>(actions).size(), 1U);
}

TEST_F(SessionTest, PingsAfterAKeepAliveOfSilence) {
    open(session);
    EXPECT_EQ(session.next_deadline(), start + 10s);
    session.publish(message(Qos::at_most_once), start + 4s);
    EXPECT_TRUE(session.tick(start + 10s).empty());
    EXPECT_EQ(take(session.tick(start + 14s)), std::vector<mqtt::Packet>{mqtt::Pingreq{}});
    session.receive(mqtt::Pingresp{}, start + 15s);
    EXPECT_EQ(session.next_deadline(), start + 24s);
}

TEST_F(SessionTest, GivesUpOnABrokerThatDoesNotAnswerItsPing) {
    open(session);
    session.tick(start + 10s);
    const Actions actions = session.tick(start + 20s);
    EXPECT_EQ(of<session::Ended>(actions).at(0).why, "connection lost (no PINGRESP)");
}

TEST_F(SessionTest, NeverPingsIfToldNotTo) {
    SessionSettings silent = settings();
    silent.auto_ping = false;
    Session mute(silent);
    open(mute);
    EXPECT_EQ(mute.next_deadline(), std::nullopt);
}

TEST_F(SessionTest, KeepsToTheServersReceiveMaximumAndKeepAlive) {
    Session modern(settings(mqtt::Version::v5_0));
    mqtt::Connack connack;
    connack.properties.add(mqtt::PropertyId::receive_maximum, 1);
    connack.properties.add(mqtt::PropertyId::server_keep_alive, 30);
    open(modern, connack);
    EXPECT_EQ(modern.next_deadline(), start + 30s);
    EXPECT_EQ(take(modern.publish(message(Qos::at_least_once), start).actions).size(), 1U);
    EXPECT_EQ(take(modern.publish(message(Qos::at_least_once), start).actions).size(), 0U);
    EXPECT_EQ(take(modern.receive(mqtt::Puback{1}, start)).size(), 1U);
}

TEST_F(SessionTest, ReusesNoPacketIdThatIsUnderWay) {
    open(session);
    const int kept = session.publish(message(Qos::at_least_once), start).token;
    for (int i = 0; i < 65'534; ++i) {
        const int token = session.subscribe({"f"}, start).token;
        session.receive(mqtt::Suback{static_cast<std::uint16_t>(token), {}, {0}}, start);
    }
    EXPECT_NE(session.subscribe({"f"}, start).token, kept);
}

TEST_F(SessionTest, TellsTheReasonOfTheServersDisconnect) {
    Session modern(settings(mqtt::Version::v5_0));
    open(modern);
    const Actions actions = modern.receive(mqtt::Disconnect{0x8e}, start);
    EXPECT_EQ(of<session::Ended>(actions).at(0).why, "DISCONNECT 0x8E Session taken over");
}

}  // namespace
}  // namespace breakwire::devices
