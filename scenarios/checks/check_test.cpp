#include "scenarios/checks/check.hpp"

#include <gtest/gtest.h>

#include "scenarios/language/yaml_node.hpp"
#include "scenarios/testing/events.hpp"

namespace breakwire::scenarios {
namespace {

using sim::Direction;
using sim::Transport;
constexpr auto v5 = mqtt::Version::v5_0;

std::unique_ptr<Check> check(const std::string& yaml) {
    Mistakes mistakes;
    const auto node = read_yaml(yaml, "check.yaml", mistakes);
    auto made = node ? builtin_checks().make_one(*node, mistakes) : nullptr;
    for (const ConfigError& mistake : mistakes.found()) ADD_FAILURE() << mistake.what();
    if (made) made->device = "dut";
    return made;
}

/// What the check makes of these, one letter each: match, near, contradiction, or a dot.
std::string sights(const std::string& yaml, const std::vector<sim::EventBody>& bodies) {
    const auto made = check(yaml);
    std::string out;
    for (const sim::EventBody& body : bodies) {
        const Sight sight = made->see({1, Instant{}, body});
        out += sight == Sight::match           ? 'm'
               : sight == Sight::near          ? 'n'
               : sight == Sight::contradiction ? 'c'
                                               : '.';
    }
    return out;
}

mqtt::Publish qos2(const char* payload, bool dup) {
    mqtt::Publish out = publish("a", payload, mqtt::Qos::exactly_once);
    out.dup = dup;
    return out;
}

TEST(Receives, MatchesTopicPayloadAndFlagsOfWhatTheDeviceGets) {
    const std::string yaml = "receives: {topic: plant/#, payload: 'off', qos: 1, retain: true}";
    const auto qos1 = mqtt::Qos::at_least_once;
    EXPECT_EQ(sights(yaml, {gets("dut", publish("plant/1", "off", qos1, true)),
                            gets("dut", publish("plant/1", "on", qos1, true)),
                            gets("dut", publish("plant/1", "off", qos1, false)),
                            gets("dut", publish("plant/1", "off", mqtt::Qos{}, true)),
                            gets("dut", publish("other", "off", qos1, true)),
                            gets("dut", publish("other", "on", qos1, true)),
                            gets("someone", publish("plant/1", "off", qos1, true)),
                            sends("dut", publish("plant/1", "off", qos1, true)),
                            packet("dut", Direction::down, sim::Tap::broker,
                                   publish("plant/1", "off", qos1, true))}),
              "mnnnn....");
}

TEST(Receives, MatchesAPayloadByExpression) {
    EXPECT_EQ(sights("receives: {payload_matches: '[0-9]+'}",
                     {gets("dut", publish("a", "17")), gets("dut", publish("a", "17x"))}),
              "mn");
}

TEST(Receives, MatchesHowLongAMessageIsStillWorthDelivering) {
    const auto worth = [](std::uint32_t seconds) {
        mqtt::Publish out = publish("a", "x");
        out.properties.add(mqtt::PropertyId::message_expiry_interval, seconds);
        return gets("dut", out, v5);
    };
    EXPECT_EQ(sights("receives: {topic: a, message_expiry: [5s, 10s]}",
                     {worth(4), worth(5), worth(10), worth(11), gets("dut", publish("a", "x"))}),
              "nmmnn");
    EXPECT_EQ(check("receives: {topic: a, message_expiry: 10s}")->text(),
              "receives a with 10s to live");
}

TEST(Receives, MatchesWhatAMessageCarriesAlong) {
    const auto carrying = [](mqtt::Properties properties) {
        mqtt::Publish out = publish("a", "x");
        out.properties = std::move(properties);
        return gets("dut", out, v5);
    };
    using mqtt::PropertyId;
    using Pair = mqtt::StringPair;
    const mqtt::Property json{PropertyId::content_type, std::string("json")};
    const mqtt::Property text{PropertyId::content_type, std::string("text")};
    const mqtt::Property via{PropertyId::user_property, Pair{"via", "Ulm"}};
    const mqtt::Property at{PropertyId::user_property, Pair{"at", "noon"}};
    const mqtt::Property alias{PropertyId::topic_alias, std::uint16_t{3}};
    EXPECT_EQ(sights("receives: {topic: a, properties: {content_type: json, "
                     "user_property: [{via: Ulm}, {at: noon}]}, without: [topic_alias]}",
                     {carrying({json, via, at}), carrying({text, via, at}), carrying({json, via}),
                      carrying({json, at, via}), carrying({json, via, at, via}),
                      carrying({json, via, at, alias}), carrying({})}),
              "mnnnnnn");
    EXPECT_EQ(sights("receives: {topic: a, properties: {subscription_identifier: [7, 9]}}",
                     {carrying({{PropertyId::subscription_identifier, std::uint32_t{7}},
                                {PropertyId::subscription_identifier, std::uint32_t{9}}}),
                      carrying({{PropertyId::subscription_identifier, std::uint32_t{7}}})}),
              "mn");
    EXPECT_EQ(
        check("receives: {topic: a, properties: {content_type: json}, without: [topic_alias]}")
            ->text(),
        "receives a with {content_type \"json\"} without topic_alias");
}

TEST(Receives, TellsEveryMistakeAboutProperties) {
    Mistakes mistakes;
    const auto node = read_yaml(
        "receives:\n"
        "  properties: {server_keep_alive: 3}\n"
        "  without: [topic_alais]\n",
        "check.yaml", mistakes);
    builtin_checks().make_one(*node, mistakes);
    EXPECT_EQ(mistakes.found().size(), 1U);
    EXPECT_STREQ(mistakes.found().front().what(),
                 "check.yaml:3:13: error: unknown property 'topic_alais'; did you mean "
                 "'topic_alias'?");
    Mistakes misplaced;
    const auto other = read_yaml(
        "receives:\n"
        "  properties: {server_keep_alive: 3, content_type: json}\n"
        "  without: [content_type]\n",
        "check.yaml", misplaced);
    builtin_checks().make_one(*other, misplaced);
    ASSERT_EQ(misplaced.found().size(), 2U);
    EXPECT_STREQ(
        misplaced.found()[0].what(),
        "check.yaml:2:15: error: properties must not name 'server_keep_alive', which is no "
        "property of a PUBLISH");
    EXPECT_STREQ(misplaced.found()[1].what(),
                 "check.yaml:3:12: error: without holds 'content_type', and so do properties");
}

TEST(Receives, CountsARedeliveryAtQos2Once) {
    EXPECT_EQ(sights("receives: a", {gets("dut", qos2("x", false)), gets("dut", qos2("x", true)),
                                     gets("dut", mqtt::Pubrel{1}), gets("dut", qos2("x", true))}),
              "m..m");
}

TEST(Receives, CountsARedeliveryThatIsTheFirstToMatch) {
    EXPECT_EQ(sights("receives: {topic: a, dup: true}",
                     {gets("dut", qos2("x", false)), gets("dut", qos2("x", true))}),
              "nm");
}

TEST(Receives, ForgetsPacketIdsWithTheSession) {
    EXPECT_EQ(
        sights("receives: a", {gets("dut", qos2("x", false)), gets("dut", mqtt::Connack{false}),
                               gets("dut", qos2("x", true))}),
        "m.m");
}

TEST(Receives, WantsPayloadsInOrderAndTakesRepeats) {
    const auto message = [](const char* payload) { return gets("dut", publish("a", payload)); };
    const std::string yaml = "receives: {topic: a, in_order: ['1', '2', '3']}";
    EXPECT_EQ(sights(yaml, {message("1"), message("1"), message("2"), message("3")}), "m.mm");
    EXPECT_EQ(sights(yaml, {message("1"), message("3")}), "mc");
    EXPECT_EQ(sights(yaml, {message("x"), message("1")}), "nm");
    EXPECT_EQ(sights("receives: {in_order: ['1', '2'], exactly: 2}",
                     {message("1"), message("2"), message("1")}),
              "mmm");
}

TEST(Receives, SaysHowManyItWants) {
    EXPECT_EQ(check("receives: a")->wanted(), 1u);
    EXPECT_EQ(check("receives: {at_least: 3}")->wanted(), 3u);
    EXPECT_EQ(check("receives: {exactly: 0}")->wanted(), 0u);
    EXPECT_TRUE(check("receives: {exactly: 0}")->exact());
    EXPECT_EQ(check("receives: {in_order: [a, b]}")->wanted(), 2u);
}

TEST(Receives, TellsItselfAndWhatItSaw) {
    const auto made =
        check("receives: {topic: a, payload: 'off', qos: 1, retain: false, exactly: 2}");
    EXPECT_EQ(made->text(), "receives a \"off\" at QoS 1 retain false, exactly 2");
    EXPECT_EQ(made->describe({1, Instant{3201ms}, gets("dut", publish("a", "on"))}),
              "PUBLISH q0 a \"on\" at 3.201 s");
}

TEST(Connected, MatchesAnAcceptingConnack) {
    EXPECT_EQ(sights("connected: {}",
                     {gets("dut", mqtt::Connack{}), gets("dut", mqtt::Connack{false, 5})}),
              "mn");
    EXPECT_EQ(sights("connected: {session_present: true}",
                     {gets("dut", mqtt::Connack{false}), gets("dut", mqtt::Connack{true})}),
              "nm");
}

TEST(SessionPresent, IsContradictedByTheOpposite) {
    EXPECT_EQ(sights("session_present: true", {gets("dut", mqtt::Connack{true})}), "m");
    EXPECT_EQ(sights("session_present: true", {gets("dut", mqtt::Connack{false})}), "c");
    EXPECT_EQ(sights("session_present: false", {gets("dut", mqtt::Connack{false, 5})}), "n");
}

TEST(ConnectRefused, MatchesOneOfTheCodes) {
    EXPECT_EQ(sights("connect_refused: {reason: [5, 0x87]}",
                     {gets("dut", mqtt::Connack{false, 0x87}), gets("dut", mqtt::Connack{false, 4}),
                      gets("dut", mqtt::Connack{})}),
              "mnn");
    EXPECT_EQ(sights("connect_refused: {}", {gets("dut", mqtt::Connack{false, 4})}), "m");
}

TEST(ConnectFailed, TellsRefusalFromSilence) {
    const std::vector<sim::EventBody> both{transport("dut", Transport::refused),
                                           transport("dut", Transport::timed_out)};
    EXPECT_EQ(sights("connect_failed: {}", both), "mm");
    EXPECT_EQ(sights("connect_failed: timed_out", both), "nm");
}

TEST(ConnectFailed, TellsALookupAndTlsFromTcp) {
    const std::vector<sim::EventBody> bodies{
        sim::LookupSeen{"dut", "broker.example", sim::LookupResult::nxdomain, ""},
        sim::LookupSeen{"dut", "broker.example", sim::LookupResult::found, "127.0.0.1"},
        sim::TlsSeen{"dut", 1, sim::TlsPart::client, sim::TlsState::established, "TLSv1.3"},
        sim::TlsSeen{"dut", 1, sim::TlsPart::client, sim::TlsState::failed,
                     "alert from the peer: certificate expired"},
        sim::TlsSeen{"other", 2, sim::TlsPart::client, sim::TlsState::failed, "unknown CA"},
        transport("dut", Transport::refused)};
    EXPECT_EQ(sights("connect_failed: {}", bodies), "m..m.m");
    EXPECT_EQ(sights("connect_failed: unresolved", bodies), "m..n.n");
    EXPECT_EQ(sights("connect_failed: tls", bodies), "n..m.n");
    EXPECT_EQ(sights("connect_failed: {reason: nxdomain}", bodies), "m..n.n");
    EXPECT_EQ(sights("connect_failed: {how: tls, reason: certificate expired}", bodies), "n..m.n");
    EXPECT_EQ(sights("connect_failed: {how: tls, reason: unknown CA}", bodies), "n..n.n");
}

TEST(Connected, TakesTheDevicesWordWhereNobodyElseSeesItsPackets) {
    const auto made = check("connected: {}");
    made->sealed = true;
    const sim::EventBody said = says("dut", sim::DeviceState::connected);
    const sim::EventBody others = says("someone", sim::DeviceState::connected);
    EXPECT_EQ(made->see({1, Instant{}, said}), Sight::match);
    EXPECT_EQ(made->see({1, Instant{}, others}), Sight::nothing);
}

TEST(Check, SaysWhetherItCanDoWithoutPackets) {
    EXPECT_TRUE(check("connected: {}")->judges_sealed());
    EXPECT_FALSE(check("connected: {session_present: true}")->judges_sealed());
    EXPECT_TRUE(check("disconnected: rst")->judges_sealed());
    EXPECT_FALSE(check("disconnected: {reason: 0x8e}")->judges_sealed());
    EXPECT_FALSE(check("receives: plant/#")->judges_sealed());
}

TEST(ConnectFailed, IsNotTheTimeOutOfAConnectionThatWasThere) {
    EXPECT_EQ(sights("connect_failed: {}", {transport("dut", Transport::dialing, Direction::up),
                                            transport("dut", Transport::established),
                                            transport("dut", Transport::timed_out)}),
              "...");
}

TEST(Disconnected, MatchesWhatEndsTheConnection) {
    const std::vector<sim::EventBody> all{
        transport("dut", Transport::fin), transport("dut", Transport::rst),
        transport("dut", Transport::timed_out), transport("dut", Transport::fin, Direction::up)};
    EXPECT_EQ(sights("disconnected: {}", all), "mmm.");
    EXPECT_EQ(sights("disconnected: rst", all), "nmn.");
}

TEST(Disconnected, WantsTheReasonBeforeTheEndInVersion5) {
    const std::string yaml = "disconnected: {reason: 0x8e}";
    const auto ping = sends("dut", mqtt::Pingreq{}, v5);
    const auto fin = transport("dut", Transport::fin);
    EXPECT_EQ(sights(yaml, {ping, gets("dut", mqtt::Disconnect{0x8e}, v5), fin}), "..m");
    EXPECT_EQ(sights(yaml, {ping, gets("dut", mqtt::Disconnect{0x8d}, v5), fin}), ".nn");
    EXPECT_EQ(sights(yaml, {ping, fin}), ".n");
}

TEST(Disconnected, JudgesNoReasonInVersion311) {
    const auto made = check("disconnected: {reason: 0x8e}");
    made->recall({1, Instant{}, sends("dut", mqtt::Pingreq{}, mqtt::Version::v3_1_1)});
    EXPECT_EQ(made->see({2, Instant{}, transport("dut", Transport::fin)}), Sight::match);
}

TEST(Suback, MatchesTheCodeOfItsFilter) {
    const auto asks = sends("dut", mqtt::Subscribe{7, {}, {{"a"}, {"b"}}});
    const std::string yaml = "suback: {filter: b, code: 0x80}";
    EXPECT_EQ(sights(yaml, {asks, gets("dut", mqtt::Suback{7, {}, {1, 0x80}})}), ".m");
    EXPECT_EQ(sights(yaml, {asks, gets("dut", mqtt::Suback{7, {}, {0x80, 1}})}), ".n");
    EXPECT_EQ(sights(yaml, {asks, gets("dut", mqtt::Suback{8, {}, {0x80, 0x80}})}), "..");
}

TEST(Suback, JudgesEveryCodeIfNoFilterIsNamed) {
    EXPECT_EQ(sights("suback: {granted: true}", {gets("dut", mqtt::Suback{7, {}, {1, 0}})}), "m");
    EXPECT_EQ(sights("suback: {granted: true}", {gets("dut", mqtt::Suback{7, {}, {1, 0x80}})}),
              "n");
    EXPECT_EQ(sights("suback: [1, 2]", {gets("dut", mqtt::Suback{7, {}, {1, 2}})}), "m");
}

TEST(Unsuback, JudgesCodesWhereThereAreAny) {
    EXPECT_EQ(sights("unsuback: 0", {gets("dut", mqtt::Unsuback{7, {}, {0}}, v5),
                                     gets("dut", mqtt::Unsuback{7, {}, {0x11}}, v5),
                                     gets("dut", mqtt::Unsuback{7})}),
              "mnm");
}

TEST(Puback, JudgesTheReasonInVersion5Alone) {
    EXPECT_EQ(
        sights("puback: 0x87",
               {gets("dut", mqtt::Puback{7, 0x87}, v5), gets("dut", mqtt::Pubrec{7, 0x87}, v5),
                gets("dut", mqtt::Puback{7}, v5), gets("dut", mqtt::Puback{7})}),
        "mmnm");
}

TEST(Puback, KnowsTheTopicByThePacketId) {
    mqtt::Publish message = publish("a/1", "x", mqtt::Qos::at_least_once);
    message.packet_id = 7;
    EXPECT_EQ(sights("puback: {topic: a/#}", {sends("dut", message), gets("dut", mqtt::Puback{8}),
                                              gets("dut", mqtt::Puback{7})}),
              "..m");
}

TEST(Boots, MatchesBootLinesOfTheDevice) {
    const auto booted = sim::DeviceState::booted;
    EXPECT_EQ(sights("boots: reset=soft", {says("dut", booted, "*** node reset=soft"),
                                           says("dut", booted, "*** node reset=pin"),
                                           says("dut", sim::DeviceState::note, "reset=soft"),
                                           says("someone", booted, "reset=soft")}),
              "mn..");
    EXPECT_EQ(sights("boots: {exactly: 1}", {says("dut", booted, "*** node")}), "m");
    EXPECT_EQ(check("boots: {says: soft, at_least: 2}")->text(),
              "boots and says /soft/, at least 2");
}

TEST(Says, MatchesWhatTheBoardSaysAnywhereInTheLine) {
    const auto line = [](const char* who, sim::ConsoleVoice from, const char* text) {
        return sim::ConsoleSeen{who, "console", from, text};
    };
    using enum sim::ConsoleVoice;
    EXPECT_EQ(sights("says: 'reset=pin'",
                     {line("dut", board, "*** node 1.2 reset=pin"),
                      line("dut", board, "*** node 1.2 reset=soft"),
                      line("dut", harness, "reset=pin"), line("someone", board, "reset=pin")}),
              "mn..");
    EXPECT_EQ(check("says: {matches: ^OK, exactly: 2}")->text(), "says /^OK/, exactly 2");
}

}  // namespace
}  // namespace breakwire::scenarios
