#include "scenarios/measures/measure.hpp"

#include <gtest/gtest.h>

#include "scenarios/language/load.hpp"
#include "scenarios/language/yaml_node.hpp"
#include "scenarios/measures/measure_list.hpp"
#include "scenarios/testing/events.hpp"
#include "scenarios/testing/kinds.hpp"

namespace breakwire::scenarios {
namespace {

using sim::Direction;
using sim::Phase;

Cast some_cast() { return {{"pump", "meter", "desk"}, {}, &test_faults(), {{"valve_{n}", 2}}, {}}; }

/// An event at so many seconds.
struct Happening {
    double at = 0;
    sim::EventBody body;
};

/// What comes of one measure, `yaml` being its kind and settings.
std::optional<double> measured(const std::string& yaml, const std::vector<Happening>& story) {
    Mistakes mistakes;
    const auto node = read_yaml("it: {" + yaml + '}', "m.yaml", mistakes);
    const auto measures = make_measure_list(*node, some_cast(), mistakes);
    for (const ConfigError& mistake : mistakes.found()) ADD_FAILURE() << mistake.what();
    std::uint64_t number = 0;
    for (const Happening& each : story) {
        const auto at = std::chrono::round<Duration>(std::chrono::duration<double>(each.at));
        measures.front()->see({++number, Instant{at}, each.body});
    }
    return taken(measures).front().value;
}

sim::FaultEvent fault(Phase phase) { return {1, "rst", "pump", phase, "", false}; }
sim::PacketSeen accepted(const std::string& device) { return gets(device, mqtt::Connack{}); }

TEST(TimeBetween, IsFromEachMomentToTheFirstOfTheOtherAfterIt) {
    const std::string yaml =
        "time: {from: {fault: rst}, to: {desk: {receives: state}}, figure: mean}";
    const auto state = gets("desk", publish("state", "off"));
    EXPECT_EQ(measured(yaml, {{0, state},
                              {1, fault(Phase::begin)},
                              {2, fault(Phase::hit)},
                              {3, state},
                              {4, state},
                              {5, fault(Phase::begin)},
                              {6, fault(Phase::begin)},
                              {9, state}}),
              3.0);
    EXPECT_EQ(measured(yaml, {{0, state}, {1, fault(Phase::begin)}}), std::nullopt);
}

TEST(TimeBetween, KnowsWhenAFaultIsTakenAwayAndLeavesLiesAlone) {
    const std::string yaml = "time: {from: {fault: rst}, to: {healed: rst}}";
    sim::FaultEvent lie = fault(Phase::begin);
    lie.lie = true;
    EXPECT_EQ(measured(yaml, {{0, lie}, {1, fault(Phase::begin)}, {3.5, fault(Phase::end)}}), 2.5);
}

TEST(TimeBetween, IsEachDevicesOwnWhereBothMomentsAreOfOneFleet) {
    const std::string yaml =
        "time: {from: {'valve_{n}': disconnected}, to: {'valve_{n}': connected}, figure: max}";
    EXPECT_EQ(measured(yaml, {{0, accepted("valve_1")},
                              {1, transport("valve_1", sim::Transport::rst)},
                              {5, transport("valve_2", sim::Transport::rst)},
                              {6, accepted("valve_2")},
                              {8, accepted("valve_1")}}),
              7.0);
}

TEST(Count, CountsWhatChecksOfAllDevicesMatch) {
    EXPECT_EQ(measured("count: {pump: connected, meter: connected}",
                       {{0, accepted("pump")}, {1, accepted("meter")}, {2, accepted("desk")}}),
              2.0);
    EXPECT_EQ(measured("count: {pump: connected}", {}), 0.0);
}

TEST(Happens, IsOneOnceItHasHappened) {
    const std::string yaml = "happens: {pump: {disconnected: timed_out}}";
    EXPECT_EQ(measured(yaml, {{0, transport("pump", sim::Transport::rst)}}), 0.0);
    EXPECT_EQ(measured(yaml, {{0, transport("pump", sim::Transport::timed_out)},
                              {1, transport("pump", sim::Transport::rst)}}),
              1.0);
}

TEST(Octets, CountsWhatIsSentWhereItIsSent) {
    sim::PacketSeen up = sends("pump", publish("a", "x"));
    up.bytes = Bytes(10);
    sim::PacketSeen down = packet("pump", Direction::down, sim::Tap::broker, mqtt::Puback{});
    down.bytes = Bytes(4);
    sim::PacketSeen arrived = gets("pump", mqtt::Puback{});
    arrived.bytes = Bytes(4);
    const sim::BytesSeen cut{"pump", 1, Direction::up, sim::Tap::client, Bytes(3)};
    const std::vector<Happening> story{{0, up}, {1, down}, {2, arrived}, {3, cut}};
    EXPECT_EQ(measured("octets: {}", story), 17.0);
    EXPECT_EQ(measured("octets: {direction: up}", story), 13.0);
    EXPECT_EQ(measured("octets: {direction: down, devices: pump}", story), 4.0);
    EXPECT_EQ(measured("octets: {devices: ['valve_{n}']}", story), 0.0);
}

TEST(Packets, CountsThoseOfAKind) {
    mqtt::Publish again = publish("a", "x", mqtt::Qos::at_least_once);
    again.dup = true;
    const std::vector<Happening> story{{0, sends("pump", publish("a", "x"))},
                                       {1, sends("meter", again)},
                                       {2, gets("desk", publish("a", "x"))},
                                       {3, sends("pump", mqtt::Pingreq{})}};
    EXPECT_EQ(measured("packets: publish", story), 2.0);
    EXPECT_EQ(measured("packets: {type: publish, dup: true}", story), 1.0);
    EXPECT_EQ(measured("packets: {devices: pump}", story), 2.0);
    EXPECT_EQ(measured("packets: {direction: down}", story), 0.0);
}

TEST(Reconnects, CountsEachDevicesLaterAcceptances) {
    mqtt::Connack refused;
    refused.reason = 5;
    const std::vector<Happening> story{{0, accepted("pump")},  {1, accepted("meter")},
                                       {2, accepted("pump")},  {3, gets("pump", refused)},
                                       {4, accepted("meter")}, {5, accepted("meter")}};
    EXPECT_EQ(measured("reconnects: {}", story), 3.0);
    EXPECT_EQ(measured("reconnects: pump", story), 1.0);
}

/// Two of three messages arrive, one of them twice; a third topic is nobody's concern.
std::vector<Happening> some_deliveries() {
    return {{0, sends("pump", publish("a", "1"))},     {1, sends("pump", publish("a", "2"))},
            {2, gets("desk", publish("a", "1"))},      {3, sends("meter", publish("a", "3"))},
            {4, gets("desk", publish("a", "1"))},      {4.5, gets("desk", publish("a", "3"))},
            {5, sends("pump", publish("other", "1"))}, {6, gets("meter", publish("a", "2"))}};
}

TEST(Delay, IsFromTheSendersEndToTheReaders) {
    EXPECT_EQ(measured("delay: {topic: a, to: desk, figure: max}", some_deliveries()), 2.0);
    EXPECT_EQ(measured("delay: {topic: a, to: desk, from: meter}", some_deliveries()), 1.5);
    EXPECT_EQ(measured("delay: {topic: b, to: desk}", some_deliveries()), std::nullopt);
}

TEST(Lost, IsThePartThatNeverArrived) {
    const auto third = measured("lost: {topic: a, to: desk}", some_deliveries());
    EXPECT_DOUBLE_EQ(third.value(), 1.0 / 3);
    EXPECT_EQ(measured("lost: {topic: a, to: [desk, meter]}", some_deliveries()), 0.5);
    EXPECT_EQ(measured("lost: {topic: b, to: desk}", some_deliveries()), std::nullopt);
}

TEST(Lost, LeavesOutMessagesThatNobodyCanTellApart) {
    EXPECT_EQ(measured("lost: {to: desk}", {{0, sends("pump", publish("a", "x"))},
                                            {1, sends("pump", publish("a", "x"))},
                                            {2, sends("pump", publish("a", "y"))},
                                            {3, gets("desk", publish("a", "y"))}}),
              0.0);
}

TEST(Duplicates, CountsRepetitionsForEachMessageThatArrived) {
    EXPECT_EQ(measured("duplicates: {topic: a, to: desk}", some_deliveries()), 0.5);
}

TEST(Duplicates, KnowsWhatIsNoDeliveryOfItsOwn) {
    const auto message = [](bool dup, bool retain) {
        mqtt::Publish out = publish("a", "x", mqtt::Qos::exactly_once, retain);
        out.dup = dup;
        return gets("desk", out);
    };
    const Happening sent{0, sends("pump", publish("a", "x", mqtt::Qos::exactly_once))};
    const Happening first{1, message(false, false)};
    const Happening released{3, gets("desk", mqtt::Pubrel{{1}})};
    const std::string yaml = "duplicates: {to: desk}";
    EXPECT_EQ(measured(yaml, {sent, first, {2, message(true, false)}, released}), 0.0);
    EXPECT_EQ(measured(yaml, {sent, first, released, {4, message(true, false)}}), 1.0);
    EXPECT_EQ(measured(yaml, {sent, first, released, {4, message(false, true)}}), 0.0);
}

TEST(DeliveryMeasure, TakesARepetitionForTheMessageItRepeats) {
    mqtt::Publish again = publish("a", "x", mqtt::Qos::at_least_once);
    again.dup = true;
    EXPECT_EQ(measured("delay: {to: desk}",
                       {{0, sends("pump", publish("a", "x", mqtt::Qos::at_least_once))},
                        {5, sends("pump", again)},
                        {6, gets("desk", publish("a", "x"))}}),
              6.0);
}

TEST(MeasureList, TellsTheUnitsOfItsMeasuresInTheOrderOfTheFile) {
    Mistakes mistakes;
    const auto node =
        read_yaml("late: {delay: {to: desk}}\nagain: {reconnects: {}}\nloss: {lost: {to: desk}}",
                  "m.yaml", mistakes);
    std::string told;
    for (const Measurement& each : taken(make_measure_list(*node, some_cast(), mistakes))) {
        told += each.name + ' ' + each.unit + ' ' + (each.value ? "0" : "-") + "; ";
    }
    EXPECT_EQ(told, "late s -; again times 0; loss share -; ");
}

}  // namespace
}  // namespace breakwire::scenarios
