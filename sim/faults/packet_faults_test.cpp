#include <gmock/gmock.h>

#include "sim/faults/fault_bench.hpp"
#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/raw.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Bytes octets(const mqtt::Packet& packet, mqtt::Version version = mqtt::Version::v3_1_1) {
    return mqtt::encode(packet, version);
}

TEST(PacketCut, ResetsTheConnectionAfterTheNthPacketOfAKind) {
    FaultBench bench;
    bench.install("packet_cut", "{device: pump, match: {type: pubrec, nth: 3}}");
    for (int i = 1; i <= 4; ++i) {
        const auto outcome = bench.packet(Direction::up, mqtt::Pubrec{7});
        EXPECT_THAT(outcome.output, ElementsAre(octets(mqtt::Pubrec{7})));
        EXPECT_EQ(outcome.cut, i == 3 ? std::optional(Ending::rst) : std::nullopt) << i;
    }
}

TEST(PacketCut, LosesThePacketItCutsBefore) {
    FaultBench bench;
    bench.install("packet_cut",
                  "{device: pump, match: {type: publish}, when: before, how: silent}");
    const auto outcome = bench.packet(Direction::up, publish());
    EXPECT_THAT(outcome.output, IsEmpty());
    EXPECT_EQ(outcome.cut, Ending::silent);
}

TEST(PacketCut, LetsTheFirstOctetsPassInEitherDirection) {
    FaultBench bench;
    bench.install("packet_cut", "{device: pump, match: {}, when: inside, byte: 3, how: fin}");
    for (const Direction direction : {Direction::up, Direction::down}) {
        const auto outcome = bench.packet(direction, publish());
        EXPECT_THAT(outcome.output, ElementsAre(to_bytes(ByteView(octets(publish())).first(3))));
        EXPECT_EQ(outcome.cut, Ending::fin);
    }
}

TEST(PacketCut, LetsAllOfAPacketPassThatHasNoMoreOctets) {
    FaultBench bench;
    bench.install("packet_cut", "{device: pump, match: {}, when: inside, byte: 100}");
    const auto outcome = bench.packet(Direction::up, mqtt::Puback{7});
    EXPECT_THAT(outcome.output, ElementsAre(octets(mqtt::Puback{7})));
    EXPECT_EQ(outcome.cut, Ending::rst);
}

TEST(PacketCut, NeedsAByteInsideAndNowhereElse) {
    EXPECT_THAT(mistakes_of("packet_cut", "{device: pump, match: {}, when: inside}"),
                ElementsAre("a.yaml:1:33: error: when needs byte, the octets that still pass"));
    EXPECT_THAT(mistakes_of("packet_cut", "{device: pump, match: {}, byte: 3}"),
                ElementsAre("a.yaml:1:33: error: byte needs when: inside"));
    EXPECT_THAT(mistakes_of("packet_cut", "{device: pump, match: {}, when: inside, byte: 0}"),
                ElementsAre("a.yaml:1:47: error: byte counts from 1; to cut at 0 is when: before"));
}

TEST(PacketCut, KnowsItsWords) {
    EXPECT_THAT(
        mistakes_of("packet_cut", "{device: pump, match: {}, when: later, how: kindly}"),
        ElementsAre("a.yaml:1:33: error: expected one of before | inside | after, got 'later'",
                    "a.yaml:1:45: error: expected one of rst | fin | silent, got 'kindly'"));
}

TEST(PacketDrop, TakesThePacketOutAndNothingElse) {
    FaultBench bench;
    bench.install("packet_drop", "{device: pump, match: {type: puback, direction: down}}");
    EXPECT_THAT(bench.packet(Direction::down, mqtt::Puback{7}).output, IsEmpty());
    EXPECT_THAT(bench.packet(Direction::up, mqtt::Puback{7}).output,
                ElementsAre(octets(mqtt::Puback{7})));
    EXPECT_FALSE(bench.segment(Direction::down).dropped());
}

TEST(PacketDrop, KeepsToATimeSinceItWasPutInForce) {
    FaultBench bench;
    bench.port.time.advance_to(Instant(10s));
    bench.install("packet_drop", "{device: pump, match: {after: 5s, within: 6s}}");
    EXPECT_THAT(bench.packet(Direction::up, publish()).output, SizeIs(1));
    bench.port.time.advance_to(Instant(15s));
    EXPECT_THAT(bench.packet(Direction::up, publish()).output, IsEmpty());
    bench.port.time.advance_to(Instant(16s));
    EXPECT_THAT(bench.packet(Direction::up, publish()).output, SizeIs(1));
}

TEST(PacketDrop, ChoosesByTheConnection) {
    FaultBench bench;
    bench.install("packet_drop", "{device: pump, match: {client: pump-7, resumed: true}}");
    EXPECT_THAT(bench.packet(Direction::down, publish()).output, SizeIs(1));
    bench.facts = {"pump-7", false, true, {}};
    EXPECT_THAT(bench.packet(Direction::down, publish()).output, IsEmpty());
}

TEST(PacketDrop, NeedsAMatch) {
    EXPECT_THAT(mistakes_of("packet_drop", "{device: pump}"),
                ElementsAre("a.yaml:1:1: error: packet_drop: missing key 'match' (which packets, "
                            "e.g. {type: puback, nth: 1})"));
}

TEST(PacketDuplicate, SendsThePacketTwiceOctetForOctet) {
    FaultBench bench;
    bench.install("packet_duplicate", "{device: pump, match: {type: publish}}");
    EXPECT_THAT(bench.packet(Direction::up, publish()).output,
                ElementsAre(octets(publish()), octets(publish())));
}

TEST(PacketDelay, HoldsThePacketBack) {
    FaultBench bench;
    bench.install("packet_delay", "{device: pump, match: {type: puback}, by: 500ms}");
    EXPECT_EQ(bench.packet(Direction::down, mqtt::Puback{7}).delay, 500ms);
    EXPECT_EQ(bench.packet(Direction::down, publish()).delay, 0ms);
}

TEST(PacketDelay, NeedsItsUnit) {
    EXPECT_THAT(mistakes_of("packet_delay", "{device: pump, match: {}, by: 500}"),
                ElementsAre("a.yaml:1:31: error: expected a duration with its unit, such as 20ms, "
                            "1.5s or 1h, got '500'"));
}

TEST(PacketRewrite, ChangesThePublishItIsToldTo) {
    FaultBench bench;
    bench.install("packet_rewrite",
                  "{device: pump, match: {type: publish}, set: {topic: plant/2/level, payload: "
                  "\"9.75\", qos: 0, retain: true}}");
    mqtt::Publish wanted = publish("plant/2/level", "9.75");
    wanted.qos = mqtt::Qos::at_most_once;
    wanted.retain = true;
    EXPECT_THAT(bench.packet(Direction::up, publish()).output, ElementsAre(octets(wanted)));
}

TEST(PacketRewrite, MakesABrokerLieAboutItsSession) {
    FaultBench bench;
    bench.install("packet_rewrite",
                  "{device: pump, match: {type: connack}, set: {session_present: false}}");
    EXPECT_THAT(bench.packet(Direction::down, mqtt::Connack{true}).output,
                ElementsAre(octets(mqtt::Connack{false})));
}

TEST(PacketRewrite, EncodesInTheVersionOfTheConnection) {
    const auto v5 = mqtt::Version::v5_0;
    FaultBench bench;
    bench.install("packet_rewrite", "{device: pump, match: {type: puback}, set: {reason: 135}}");
    EXPECT_THAT(bench.packet(Direction::down, mqtt::Puback{7}, 1, v5).output,
                ElementsAre(octets(mqtt::Puback{7, 0x87}, v5)));
}

TEST(PacketRewrite, ChangesEachCodeOfASuback) {
    FaultBench bench;
    bench.install("packet_rewrite", "{device: pump, match: {type: suback}, set: {reason: 128}}");
    EXPECT_THAT(bench.packet(Direction::down, mqtt::Suback{7, {}, {0, 1}}).output,
                ElementsAre(octets(mqtt::Suback{7, {}, {0x80, 0x80}})));
}

TEST(PacketRewrite, CanSayWhatTheStandardForbids) {
    FaultBench bench;
    bench.install("packet_rewrite",
                  "{device: pump, match: {type: publish}, set: {topic: \"a/#\", qos: 3}}");
    const auto output = bench.packet(Direction::up, publish()).output;
    const auto decoded = mqtt::decode(output.at(0), mqtt::Version::v3_1_1);
    ASSERT_FALSE(decoded);
    EXPECT_EQ(decoded.error().why, mqtt::Malformed::qos_invalid);
}

TEST(PacketRewrite, AddsToWhatAnEarlierOneChanged) {
    FaultBench bench;
    bench.install("packet_duplicate", "{device: pump, match: {type: publish}}");
    bench.install("packet_rewrite", "{device: pump, match: {type: publish}, set: {retain: true}}");
    bench.install("packet_rewrite", "{device: pump, match: {type: publish}, set: {packet_id: 9}}");
    mqtt::Publish wanted = publish();
    wanted.retain = true;
    wanted.packet_id = 9;
    EXPECT_THAT(bench.packet(Direction::up, publish()).output,
                ElementsAre(octets(wanted), octets(wanted)));
}

TEST(PacketRewrite, LetsAMalformedPacketPass) {
    FaultBench bench;
    bench.install("packet_rewrite", "{device: pump, match: {type: puback}, set: {packet_id: 9}}");
    const Bytes malformed = mqtt::Raw().u16(0).packet(0x40);
    EXPECT_THAT(bench.bytes(Direction::up, malformed).output, ElementsAre(malformed));
    EXPECT_THAT(bench.board.never_hit(), ElementsAre("packet_rewrite (pump)"));
}

TEST(PacketRewrite, RefusesAKeyThatThePacketHasNoPlaceFor) {
    EXPECT_THAT(mistakes_of("packet_rewrite",
                            "{device: pump, match: {type: [publish, connack]}, set: {qos: 1}}"),
                ElementsAre("a.yaml:1:56: error: set has 'qos', for which a CONNACK has no place"));
    EXPECT_THAT(mistakes_of("packet_rewrite", "{device: pump, match: {}, set: {qos: 1}}"),
                ElementsAre("a.yaml:1:23: error: match needs the type of packet to rewrite"));
}

TEST(PacketRewrite, RefusesToChangeNothingOrTooMuch) {
    EXPECT_THAT(mistakes_of("packet_rewrite", "{device: pump, match: {type: publish}, set: {}}"),
                ElementsAre("a.yaml:1:45: error: set changes nothing"));
    EXPECT_THAT(
        mistakes_of("packet_rewrite", "{device: pump, match: {type: publish}, set: {qos: 4}}"),
        ElementsAre("a.yaml:1:51: error: qos has two bits, 0 to 3"));
}

TEST(PacketInject, SaysWhatNobodyWroteBehindThePacket) {
    FaultBench bench;
    bench.install("packet_inject",
                  "{device: pump, match: {type: publish, direction: down, nth: 1}, topic: "
                  "plant/1/state, payload: offline, retain: true}");
    mqtt::Publish wanted = publish("plant/1/state", "offline");
    wanted.qos = mqtt::Qos::at_most_once;
    wanted.retain = true;
    EXPECT_THAT(bench.packet(Direction::down, publish()).output,
                ElementsAre(octets(publish()), octets(wanted)));
    EXPECT_THAT(bench.packet(Direction::down, publish()).output, ElementsAre(octets(publish())));
}

TEST(PacketInject, StaysBehindARewrittenPacketInTheOtherOrderToo) {
    FaultBench bench;
    bench.install("packet_inject", "{device: pump, match: {type: publish}, topic: a}");
    bench.install("packet_rewrite", "{device: pump, match: {type: publish}, set: {topic: b}}");
    const auto output = bench.packet(Direction::down, publish()).output;
    ASSERT_EQ(output.size(), 2U);
    EXPECT_EQ(output[0], octets(publish("b")));
}

TEST(PacketInject, SendsAnyPacketAheadOfTheChosenOne) {
    FaultBench bench;
    bench.install("packet_inject",
                  "{device: pump, match: {type: publish}, when: before, packet: {type: puback, "
                  "packet_id: 9, reason: 0x10, properties: {reason_string: nobody}}}");
    const auto v5 = mqtt::Version::v5_0;
    const mqtt::Puback wanted{9, 0x10, {{mqtt::PropertyId::reason_string, "nobody"}}};
    const auto outcome = bench.packet(Direction::up, publish(), 1, v5);
    EXPECT_THAT(outcome.output, ElementsAre(octets(wanted, v5), octets(publish(), v5)));
    EXPECT_THAT(outcome.opposite, IsEmpty());
}

TEST(PacketInject, SendsTheOtherWayIfAsked) {
    FaultBench bench;
    bench.install("packet_inject",
                  "{device: pump, match: {type: publish}, direction: down, packet: {type: "
                  "puback, packet_id: 7}}");
    const auto up = bench.packet(Direction::up, publish());
    EXPECT_THAT(up.output, ElementsAre(octets(publish())));
    EXPECT_THAT(up.opposite, ElementsAre(octets(mqtt::Puback{7})));
    const auto down = bench.packet(Direction::down, publish());
    EXPECT_THAT(down.output, ElementsAre(octets(publish()), octets(mqtt::Puback{7})));
    EXPECT_THAT(down.opposite, IsEmpty());
}

TEST(PacketInject, NeedsAPacketInOneWayOfSayingIt) {
    EXPECT_THAT(mistakes_of("packet_inject", "{device: pump, match: {}}"),
                ElementsAre("a.yaml:1:1: error: packet_inject needs a packet, or the topic of a "
                            "publish"));
    EXPECT_THAT(
        mistakes_of("packet_inject",
                    "{device: pump, match: {}, packet: {type: pingreq}, payload: x}"),
        ElementsAre("a.yaml:1:61: error: payload cannot go with packet, which has fields of its "
                    "own"));
}

TEST(PacketInject, NeedsATopicWithoutWildcards) {
    EXPECT_THAT(mistakes_of("packet_inject", "{device: pump, match: {}, topic: a/+}"),
                ElementsAre("a.yaml:1:34: error: expected a topic name (no wildcard, not empty), "
                            "got 'a/+'"));
}

TEST(BuiltinFaults, ExplainThemselvesAndTheirKeys) {
    Catalog<Fault> kinds("fault");
    add_builtin_faults(kinds);
    EXPECT_THAT(
        kinds.names(),
        ElementsAre("accept_delay", "address_change", "bad_state", "blackhole", "brownout",
                    "clock_jump", "clog", "conn_refused", "corrupt", "cut_at_byte", "delay",
                    "disk_full", "dns_nxdomain", "dns_servfail", "dns_timeout", "dns_wrong_address",
                    "duplicate", "duty_cycle", "fd_exhaustion", "fin", "flap", "half_close",
                    "half_open", "hold", "io_error", "jitter", "kill", "line_baud", "line_break",
                    "line_drop", "line_noise", "line_pace", "link_down", "loss", "mtu",
                    "nat_timeout", "packet_cut", "packet_delay", "packet_drop", "packet_duplicate",
                    "packet_hold_until", "packet_inject", "packet_malform", "packet_replay_later",
                    "packet_rewrite", "packet_swap_with_next", "partition", "pause", "power_cut",
                    "queue_limit", "radio_sleep", "rate", "reorder", "reset", "restart", "rst",
                    "segment", "slow_close", "swizzle_clog", "syn_drop", "terminate", "tls_alert",
                    "tls_bad_certificate", "tls_handshake_cut", "tls_handshake_timeout",
                    "tls_truncation", "tls_version", "unplug", "zero_window"));
    for (const Declaration& kind : kinds.declarations()) {
        EXPECT_FALSE(kind.help.empty()) << kind.name;
        for (const FieldInfo& field : kind.fields) EXPECT_FALSE(field.help.empty()) << field.key;
    }
    EXPECT_EQ(kinds.find("rst")->explain(),
              "rst: resets the live connections of a device, both ends of them\n"
              "  device             a device, a list of them, or \"*\" for all (list of text; "
              "required)\n"
              "  Short form: `rst: VALUE` sets `device`.\n");
}

}  // namespace
}  // namespace breakwire::sim
