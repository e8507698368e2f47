#include "reports/case_capture.hpp"

#include <gmock/gmock.h>

#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/encode.hpp"

namespace breakwire::reports {
namespace {

using namespace sim;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr auto v5 = mqtt::Version::v5_0;

/// A case of two devices, event by event.
class CaseCaptureTest : public testing::Test {
protected:
    void at(Duration time) { now_ = Instant{time}; }
    std::uint64_t see(EventBody body) {
        capture.see({++number_, now_, std::move(body)});
        return number_;
    }
    std::uint64_t wire(Transport what, Direction direction, Tap tap = Tap::client,
                       const std::string& address = "") {
        return see(ConnectionSeen{"pump", 1, direction, tap, what, address});
    }
    std::uint64_t ping(Tap tap = Tap::client, const std::string& device = "pump",
                       ConnectionId connection = 1) {
        return see(PacketSeen{device,
                              connection,
                              Direction::up,
                              tap,
                              v5,
                              mqtt::encode(mqtt::Pingreq{}, v5),
                              std::make_shared<const mqtt::Packet>(mqtt::Pingreq{}),
                              {}});
    }
    void connect() {
        wire(Transport::dialing, Direction::up, Tap::client, "127.64.0.2");
        wire(Transport::established, Direction::down, Tap::client, "127.64.0.2");
        wire(Transport::established, Direction::up, Tap::broker, "127.64.0.2");
    }
    static unsigned port(const Frame& frame) {
        const std::size_t at = std::to_integer<int>(frame.octets[15]) == 2 ? 20 : 22;
        return std::to_integer<unsigned>(frame.octets[at]) << 8 |
               std::to_integer<unsigned>(frame.octets[at + 1]);
    }
    const Frame& last() const { return capture.frames().back(); }

    PortNumbers ports;
    CaseCapture capture{{{127, 64, 0, 1}, 1883}, ports};

private:
    std::uint64_t number_ = 0;
    Instant now_{};
};

TEST_F(CaseCaptureTest, ShowsWhatIsSealedAsOctetsAndWhatBecameOfTlsAsAComment) {
    connect();
    see(TlsSeen{"pump", 1, TlsPart::client, TlsState::failed, "alert from the peer: unknown CA"});
    see(SealedSeen{"pump", 1, Direction::up, Tap::client, to_bytes("\x15\x03\x03")});
    EXPECT_EQ(capture.frames().size(), 3U + 3U + 1U);
    EXPECT_THAT(last().comments, ElementsAre(HasSubstr("unknown CA")));
}

TEST_F(CaseCaptureTest, ShowsAConnectionAtBothEndsUnderDifferentPorts) {
    connect();
    ping(Tap::client);
    at(20ms);
    ping(Tap::broker);
    ASSERT_EQ(capture.frames().size(), 3U + 3U + 2U);
    const Frame& sent = capture.frames()[6];
    const Frame& arrived = capture.frames()[7];
    EXPECT_EQ(sent.tap, Tap::client);
    EXPECT_EQ(arrived.tap, Tap::broker);
    EXPECT_EQ(arrived.at, Instant{20ms});
    EXPECT_EQ(port(sent), 10'000U);
    EXPECT_EQ(port(arrived), 10'001U);
    EXPECT_EQ(to_hex(ByteView(sent.octets).last(2)), "c000");
}

TEST_F(CaseCaptureTest, GivesTheNextConnectionPortsOfItsOwn) {
    connect();
    see(ConnectionSeen{"pump", 2, Direction::up, Tap::client, Transport::dialing, "127.64.0.2"});
    EXPECT_EQ(port(last()), 10'002U);
}

TEST_F(CaseCaptureTest, SaysNothingForAConnectionThatVanished) {
    connect();
    const std::size_t before = capture.frames().size();
    at(3s);
    wire(Transport::vanished, Direction::up);
    EXPECT_EQ(capture.frames().size(), before);
    capture.finish();
    EXPECT_THAT(last().comments, ElementsAre(HasSubstr("3.000 s  pump -> broker  vanishes")));
}

TEST_F(CaseCaptureTest, PutsAHitOnThePacketThatTheFaultHit) {
    connect();
    at(1s);
    ping();
    see(PacketSeen{"valve", 2, Direction::up, Tap::client, v5, to_bytes("x"), {}, {}});
    see(FaultEvent{1, "drop", "pump", Phase::hit, "PINGREQ", false});
    const auto& frames = capture.frames();
    ASSERT_EQ(frames.size(), 3U + 3U + 1U + 4U);
    EXPECT_THAT(frames[6].comments, ElementsAre("1.000 s  fault drop hits (pump): PINGREQ"));
    see(FaultEvent{2, "drop", "*", Phase::hit, "", false});
    EXPECT_THAT(last().comments, ElementsAre(HasSubstr("fault drop hits (*)")));
}

TEST_F(CaseCaptureTest, PutsAHitWithoutAPacketOnTheNextOne) {
    connect();
    at(1s);
    see(FaultEvent{1, "blackhole", "pump", Phase::hit, "1 connection", false});
    EXPECT_THAT(last().comments, IsEmpty());
    at(2s);
    ping();
    EXPECT_THAT(last().comments, ElementsAre(HasSubstr("1.000 s  fault blackhole hits")));
}

TEST_F(CaseCaptureTest, PutsAnOutcomeOnItsEvidence) {
    connect();
    const std::uint64_t evidence = ping();
    ping();
    see(CheckEvent{"2", "pump pings", "PINGREQ", true, {evidence}, {}});
    EXPECT_THAT(capture.frames()[6].comments, ElementsAre(HasSubstr("expected pump pings")));
    EXPECT_THAT(last().comments, IsEmpty());
}

TEST_F(CaseCaptureTest, TellsBrokenLawsButNoExpectationTwice) {
    connect();
    const std::uint64_t evidence = ping();
    const Finding law{Finding::Kind::law, "v5/3.1.2-8", "one will", "two", false, {}, 4s,
                      {evidence}};
    Finding expectation = law;
    expectation.kind = Finding::Kind::expectation;
    Finding held = law;
    held.held = true;
    capture.tell_findings({law, expectation, held});
    EXPECT_THAT(last().comments, ElementsAre("4.000 s  broken v5/3.1.2-8: one will; seen: two"));
}

TEST_F(CaseCaptureTest, PutsStepsOnTheNextPacketAndWhatIsLeftOnTheLast) {
    see(StepEvent{"1", "start pump", {}, Phase::begin});
    connect();
    see(StepEvent{"1", "start pump", {}, Phase::end});
    see(StepEvent{"2", "wait 1s", {}, Phase::begin});
    capture.finish();
    EXPECT_THAT(capture.frames().front().comments,
                ElementsAre(HasSubstr("step 1 begins: start pump"), HasSubstr("connects")));
    EXPECT_THAT(last().comments, ElementsAre(HasSubstr("step 2 begins: wait 1s")));
    EXPECT_THAT(capture.homeless(), IsEmpty());
}

TEST_F(CaseCaptureTest, KeepsCommentsOfACaseWithoutPackets) {
    see(BrokerEvent{BrokerState::crashed, "signal 11"});
    capture.finish();
    EXPECT_THAT(capture.homeless(), ElementsAre("0.000 s  broker crashed: signal 11"));
}

TEST_F(CaseCaptureTest, KeepsMalformedOctetsAndSaysWhatIsWrong) {
    connect();
    const mqtt::DecodeError error = mqtt::decode(*from_hex("40020000"), v5).error();
    see(PacketSeen{"pump", 1, Direction::up, Tap::client, v5, *from_hex("40020000"), {}, error});
    EXPECT_EQ(to_hex(ByteView(last().octets).last(4)), "40020000");
    EXPECT_THAT(last().comments, ElementsAre(HasSubstr("malformed packet")));
    see(BytesSeen{"pump", 1, Direction::up, Tap::client, *from_hex("ff")});
    EXPECT_EQ(to_hex(ByteView(last().octets).last(1)), "ff");
    EXPECT_THAT(last().comments, ElementsAre(HasSubstr("bytes that are no packet")));
}

TEST(PortNumbers, StartAgainWhenTheyRunOut) {
    PortNumbers ports;
    for (int i = 0; i < 25'000; ++i) EXPECT_EQ(ports.next_pair(), 10'000 + 2 * i);
    EXPECT_EQ(ports.next_pair(), 10'000);
}

}  // namespace
}  // namespace breakwire::reports
