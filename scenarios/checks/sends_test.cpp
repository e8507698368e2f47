// Checks of what a device does by itself: sends, attempts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/checks/check.hpp"
#include "scenarios/language/yaml_node.hpp"
#include "scenarios/testing/events.hpp"

namespace breakwire::scenarios {
namespace {

using sim::Transport;

/// The check that `yaml` describes, about `dut`, or what is wrong with it.
struct Made {
    explicit Made(const std::string& yaml) {
        Mistakes mistakes;
        const auto node = read_yaml(yaml, "check.yaml", mistakes);
        check = node ? builtin_checks().make_one(*node, mistakes) : nullptr;
        for (const ConfigError& mistake : mistakes.found()) wrong.emplace_back(mistake.what());
        if (check) check->device = "dut";
    }

    /// What it makes of events a second apart: match, near, contradiction, or a dot.
    std::string sees(const std::vector<sim::EventBody>& bodies) {
        std::string out;
        for (const sim::EventBody& body : bodies) out += see(body, at += 1s);
        return out;
    }

    char see(const sim::EventBody& body, Instant when) {
        static constexpr char letters[] = {'.', 'm', 'n', 'c'};
        last = {1, when, body};
        return letters[static_cast<int>(check->see(last))];
    }

    std::unique_ptr<Check> check;
    std::vector<std::string> wrong;
    Instant at{};
    sim::Event last{};
};

mqtt::Publish message(const char* payload, std::uint16_t id, bool dup = false) {
    mqtt::Publish out = publish("plant/flow", payload, mqtt::Qos::at_least_once);
    out.packet_id = id;
    out.dup = dup;
    return out;
}

// --- sends --------------------------------------------------------------------------------------

TEST(Sends, MatchesKindsOfPackets) {
    EXPECT_EQ(Made("sends: subscribe")
                  .sees({sends("dut", mqtt::Subscribe{1}), sends("dut", mqtt::Pingreq{}),
                         gets("dut", mqtt::Subscribe{1}), sends("other", mqtt::Subscribe{1})}),
              "m...");
    EXPECT_EQ(Made("sends: {type: [pingreq, puback]}")
                  .sees({sends("dut", mqtt::Pingreq{}), sends("dut", mqtt::Puback{1}),
                         sends("dut", mqtt::Subscribe{1})}),
              "mm.");
    EXPECT_EQ(Made("sends: {}").sees({sends("dut", mqtt::Pingreq{})}), "m");
}

TEST(Sends, MatchesWhatAPublishSays) {
    const std::string yaml =
        "sends: {topic: plant/+, payload: '[0-9.]+', qos: 1, retain: false, dup: false}";
    mqtt::Publish retained = message("1.5", 1);
    retained.retain = true;
    EXPECT_EQ(
        Made(yaml).sees({sends("dut", message("1.5", 1)), sends("dut", message("dry", 1)),
                         sends("dut", message("1.5", 1, true)), sends("dut", retained),
                         sends("dut", publish("plant/flow", "1.5")),
                         sends("dut", publish("else", "1.5")), sends("dut", mqtt::Pingreq{})}),
        "mnnnn..");
}

TEST(Sends, AgainIsTheSameMessageUnderTheSameIdentifierUnanswered) {
    const std::string yaml = "sends: {topic: plant/flow, dup: true, again: true}";
    EXPECT_EQ(Made(yaml).sees({sends("dut", message("1", 7)), sends("dut", message("1", 7, true))}),
              "nm");
    EXPECT_EQ(Made(yaml).sees({sends("dut", message("1", 7)), sends("dut", message("1", 8, true))}),
              "nn");
    EXPECT_EQ(Made(yaml).sees({sends("dut", message("1", 7)), sends("dut", message("2", 7, true))}),
              "nn");
    EXPECT_EQ(Made(yaml).sees({sends("dut", message("1", 7)), sends("dut", message("1", 7))}),
              "nn");
    EXPECT_EQ(Made(yaml).sees({sends("dut", message("1", 7)), gets("dut", mqtt::Puback{7}),
                               sends("dut", message("1", 7, true))}),
              "n.n");
}

TEST(Sends, AgainRemembersWhatCameBeforeTheLastAction) {
    Made made("sends: {topic: plant/flow, again: true}");
    made.check->recall({1, Instant{}, sends("dut", message("1", 7))});
    EXPECT_EQ(made.sees({sends("dut", message("1", 7, true))}), "m");
    Made first("sends: {topic: plant/flow, again: false}");
    EXPECT_EQ(first.sees({sends("dut", message("1", 7)), sends("dut", message("1", 7, true))}),
              "mn");
}

TEST(Sends, SaysHowManyItWants) {
    EXPECT_EQ(Made("sends: {type: connect, at_most: 4}").check->wanted(), 4u);
    EXPECT_EQ(Made("sends: {type: connect, at_most: 4}").check->needed(), 0u);
    EXPECT_EQ(Made("sends: {type: connect, at_least: 2, at_most: 4}").check->needed(), 2u);
    EXPECT_TRUE(Made("sends: {exactly: 0}").check->exact());
    EXPECT_EQ(Made("sends: {exactly: 3}").check->needed(), 3u);
    EXPECT_FALSE(Made("sends: {at_least: 3}").check->exact());
    EXPECT_EQ(Made("sends: {at_least: 3}").check->wanted(), 3u);
}

TEST(Sends, TellsItself) {
    EXPECT_EQ(Made("sends: {type: [pingreq, connect], at_most: 3}").check->text(),
              "sends pingreq or connect, at most 3");
    EXPECT_EQ(Made("sends: {topic: a, qos: 1, retain: true, dup: true, again: true, at_least: 2}")
                  .check->text(),
              "sends publish a at QoS 1 retain true dup true again under the same packet id, at "
              "least 2");
    EXPECT_EQ(Made("sends: {payload: on, again: false, exactly: 1}").check->text(),
              "sends publish matching /on/ for the first time, exactly 1");
    EXPECT_EQ(Made("sends: {}").check->text(), "sends a packet");
}

TEST(Sends, SaysWhatIsWrongWithIt) {
    EXPECT_THAT(Made("sends: {type: pingreq, topic: a, exactly: 1, at_least: 2, at_most: 1}").wrong,
                testing::UnorderedElementsAre(
                    testing::HasSubstr("check.yaml:1:56: error: at_least and exactly"),
                    testing::HasSubstr("at_most and exactly"), testing::HasSubstr("is above"),
                    testing::HasSubstr("check.yaml:1:15: error: type has to be publish")));
    EXPECT_THAT(Made("sends: {type: pinreq}").wrong,
                testing::ElementsAre(
                    testing::HasSubstr("check.yaml:1:15: error: expected one of connect")));
}

// --- attempts -----------------------------------------------------------------------------------

sim::EventBody dials(const std::string& device) {
    return transport(device, Transport::dialing, sim::Direction::up);
}

TEST(Attempts, CountsTheDevicesOwnSyns) {
    EXPECT_EQ(Made("attempts: {}")
                  .sees({dials("dut"), transport("dut", Transport::refused), dials("other"),
                         dials("dut"), sends("dut", mqtt::Connect{})}),
              "m..m.");
}

TEST(Attempts, AreNeitherTooSoonNorTooLateAfterEachOther) {
    Made made("attempts: {apart: [500ms, 2s]}");
    EXPECT_EQ(made.see(dials("dut"), Instant{10s}), 'm');
    EXPECT_EQ(made.see(dials("dut"), Instant{10s + 500ms}), 'm');
    EXPECT_EQ(made.see(dials("dut"), Instant{10s + 900ms}), 'c');
    EXPECT_EQ(made.check->describe(made.last),
              "a connection attempt at 10.900 s, 0.400 s after the one before");
    EXPECT_EQ(made.see(dials("dut"), Instant{13s}), 'c');
}

TEST(Attempts, OfADeviceWithoutJitterAreAlike) {
    Made made("attempts: {varied: true}");
    EXPECT_EQ(made.see(dials("dut"), Instant{0s}), 'm');
    EXPECT_EQ(made.see(dials("dut"), Instant{4s}), 'm');
    EXPECT_EQ(made.see(dials("dut"), Instant{8s + 100us}), 'c');
    Made alike("attempts: {varied: false}");
    EXPECT_EQ(alike.sees({dials("dut"), dials("dut"), dials("dut")}), "mmm");
}

TEST(Attempts, SaysHowManyItWants) {
    EXPECT_EQ(Made("attempts: {at_most: 5}").check->needed(), 0u);
    EXPECT_EQ(Made("attempts: {at_most: 5}").check->wanted(), 5u);
    EXPECT_EQ(Made("attempts: {at_least: 2, at_most: 5}").check->needed(), 2u);
    EXPECT_EQ(Made("attempts: 3").check->wanted(), 3u);
    EXPECT_FALSE(Made("attempts: 3").check->exact());
    EXPECT_TRUE(Made("attempts: {exactly: 2}").check->exact());
    EXPECT_EQ(
        Made("attempts: {at_least: 2, at_most: 5, apart: [1s, 2m], varied: true}").check->text(),
        "tries to connect, at least 2, at most 5, 1s to 2m apart, never after the same "
        "time again");
    EXPECT_EQ(Made("attempts: {exactly: 1}").check->text(), "tries to connect, exactly 1");
}

TEST(Attempts, SaysWhatIsWrongWithIt) {
    EXPECT_THAT(Made("attempts: {exactly: 1, at_least: 3, at_most: 2}").wrong,
                testing::UnorderedElementsAre(testing::HasSubstr("at_least and exactly"),
                                              testing::HasSubstr("at_most and exactly"),
                                              testing::HasSubstr("is above at_most")));
}

}  // namespace
}  // namespace breakwire::scenarios
