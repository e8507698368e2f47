#include "reports/sequence_text.hpp"

#include <gmock/gmock.h>

#include "sim/mqtt/encode.hpp"

namespace breakwire::reports {
namespace {

using namespace sim;
using testing::HasSubstr;
using testing::Not;

/// A case event by event, of which the third is what a broken finding rests on.
class SequenceTextTest : public testing::Test {
protected:
    void see(Duration at, EventBody body) { sequence.see({++number_, Instant{at}, body}); }
    void packet(Duration at, Tap tap, Direction direction, mqtt::Packet what,
                const std::string& device = "pump") {
        see(at, PacketSeen{device,
                           device == "pump" ? 1U : 2U,
                           direction,
                           tap,
                           mqtt::Version::v5_0,
                           mqtt::encode(what, mqtt::Version::v5_0),
                           std::make_shared<const mqtt::Packet>(what),
                           {}});
    }

    static CaseResult broken() {
        CaseResult result;
        Finding finding;
        finding.evidence = {3};
        result.findings = {finding};
        return result;
    }
    SequenceText sequence{broken()};

private:
    std::uint64_t number_ = 0;
};

TEST_F(SequenceTextTest, TellsAPacketOnceWithTheTimeItTook) {
    packet(1s, Tap::client, Direction::up, mqtt::Pingreq{});
    packet(1020ms, Tap::broker, Direction::up, mqtt::Pingreq{});
    packet(1020ms, Tap::broker, Direction::down, mqtt::Pingresp{});
    packet(1040ms, Tap::client, Direction::down, mqtt::Pingresp{});
    EXPECT_EQ(sequence.text(),
              "      1.000 s   pump -> broker  PINGREQ  (+20ms)\n"
              ">     1.020 s   pump <- broker  PINGRESP (at the broker)  (+20ms)\n");
}

TEST_F(SequenceTextTest, SaysWhatNeverArrivesAndWhatWasMadeOnTheWay) {
    packet(1s, Tap::client, Direction::up, mqtt::Puback{7});
    packet(1s, Tap::client, Direction::up, mqtt::Pingreq{});
    packet(2s, Tap::broker, Direction::up, mqtt::Pingreq{});
    packet(2s, Tap::broker, Direction::up, mqtt::Puback{9});
    EXPECT_THAT(sequence.text(), HasSubstr("PUBACK id 7  (never arrives)\n"));
    EXPECT_THAT(sequence.text(), HasSubstr("PINGREQ  (+1s)\n"));
    EXPECT_THAT(sequence.text(), HasSubstr("PUBACK id 9 (at the broker)  (made on the way)\n"));
}

TEST_F(SequenceTextTest, MarksFaultsAndWhatAFailureRestsOn) {
    see(0s, FaultEvent{1, "rst", "pump", Phase::begin, "", false});
    see(0s, CheckEvent{"2", "pump is connected", "nothing", false, {}, {}});
    see(1s, BrokerEvent{BrokerState::crashed, "signal 9"});
    EXPECT_EQ(sequence.text(),
              "      0.000 s * fault rst begins (pump)\n"
              ">     0.000 s   expected pump is connected, but it did not hold: nothing\n"
              ">     1.000 s   broker crashed: signal 9\n");
}

TEST_F(SequenceTextTest, ShowsOneDeviceAndWhatConcernsNobodyInParticular) {
    packet(1s, Tap::client, Direction::up, mqtt::Pingreq{});
    packet(1s, Tap::client, Direction::up, mqtt::Pingreq{}, "valve");
    see(1s, BrokerEvent{BrokerState::paused, ""});
    const std::string text = sequence.text("valve");
    EXPECT_THAT(text, HasSubstr("valve -> broker"));
    EXPECT_THAT(text, HasSubstr("broker paused"));
    EXPECT_THAT(text, Not(HasSubstr("pump")));
}

}  // namespace
}  // namespace breakwire::reports
