#include "sim/faults/link_settings.hpp"

#include <gmock/gmock.h>

#include "sim/faults/fault_bench.hpp"
#include "sim/faults/link_presets.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

LinkSettings link_typed(std::string_view typed) {
    Mistakes mistakes;
    const auto link = ValueType<LinkSettings>::read(flow(typed), mistakes);
    for (const ConfigError& mistake : mistakes.found()) ADD_FAILURE() << mistake.what();
    return link.value_or(LinkSettings{});
}

std::vector<std::string> link_mistakes(std::string_view typed) {
    Mistakes mistakes;
    EXPECT_FALSE(ValueType<LinkSettings>::read(flow(typed), mistakes));
    std::vector<std::string> out;
    for (const ConfigError& mistake : mistakes.found()) out.emplace_back(mistake.what());
    return out;
}

TEST(LinkSettings, HoldForBothDirectionsUnlessOneIsNamed) {
    const LinkSettings link = link_typed(
        "{delay: 20ms, delay_up: 5ms, jitter: 1ms, jitter_down: 3ms, rate: 1Mbit/s, rate_up: "
        "64kbit/s, loss: 1%, loss_down: 2%, mtu: 576B, queue_limit: 4KiB}");
    const PathSettings up = link.path(Direction::up);
    const PathSettings down = link.path(Direction::down);
    EXPECT_EQ(up.delay, 5ms);
    EXPECT_EQ(down.delay, 20ms);
    EXPECT_EQ(up.luck.jitter, Spread(1ms));
    EXPECT_EQ(down.luck.jitter, Spread(3ms));
    EXPECT_EQ(up.rate, DataRate{64'000});
    EXPECT_EQ(down.rate, DataRate{1'000'000});
    EXPECT_EQ(up.luck.loss.typed(), "1%");
    EXPECT_EQ(down.luck.loss.typed(), "2%");
    EXPECT_EQ(up.mtu, DataSize{576});
    EXPECT_EQ(down.queue_limit.bytes, DataSize{4096});
}

TEST(LinkSettings, AreReadAsTheyAreWritten) {
    for (const std::string typed :
         {"{delay: 20ms, jitter: {dist: normal, by: 5ms}, loss: {pattern: {cycle: \".x\"}}}",
          "{rate: 1Mbit/s, queue_limit: {bytes: 4KiB, packets: 9}, duplicate: 1%}",
          "{delay: 20ms, reorder: {percent: 25%, gap: 5}, corrupt: 0.1%, mtu: 576B}",
          "{bad_state: {every: 15s, for: 140ms, loss: 50%, spacing: regular}, loss_up: 3%}",
          "{delay: 1ms, duplicate: {percent: 1%, correlation: 25%}}"}) {
        EXPECT_EQ(link_typed(typed).typed(), typed);
    }
}

TEST(LinkSettings, SayWhatIsWrongAndWhere) {
    EXPECT_THAT(link_mistakes("{delay: 5ms, jitter: 9ms}"),
                ElementsAre("a.yaml:1:22: error: jitter is larger than delay"));
    EXPECT_THAT(link_mistakes("{delay: 5ms, jitter: 4ms, delay_up: 2ms}"),
                ElementsAre("a.yaml:1:22: error: jitter is larger than delay_up"));
    EXPECT_THAT(link_mistakes("{queue_limit: 4KiB}"),
                ElementsAre("a.yaml:1:15: error: queue_limit needs a rate"));
    EXPECT_THAT(link_mistakes("{reorder: 25%}"),
                ElementsAre("a.yaml:1:11: error: reorder needs a delay to skip"));
    EXPECT_THAT(link_mistakes("{mtu: 40B}"),
                ElementsAre("a.yaml:1:7: error: mtu is less than IPv4's least, 68B"));
    EXPECT_THAT(link_mistakes("{loss: {bernouli: 1%}}"),
                ElementsAre(HasSubstr("1:9: error: unknown key 'bernouli'; did you mean "
                                      "'bernoulli'?")));
}

TEST(LinkSettings, AllowAnySpreadThatCannotTurnTheDelayNegative) {
    EXPECT_EQ(link_typed("{jitter: {dist: exponential, by: 9ms}}").jitter.by, 9ms);
    EXPECT_EQ(link_typed("{delay: 1ms, jitter: {dist: normal, by: 9ms}}").jitter.by, 9ms);
}

// --- Presets ------------------------------------------------------------------------------------

TEST(LinkPresets, StandForEveryTechnology) {
    std::vector<std::string> names;
    for (const LinkPreset& preset : link_presets()) names.push_back(preset.name);
    EXPECT_THAT(names, ElementsAre("ethernet_lan", "wifi_good", "wifi_busy", "ble_gateway", "gprs",
                                   "edge", "umts", "lte", "lte_m", "lte_m_deep", "nb_iot",
                                   "nb_iot_deep", "lorawan_sf7", "lorawan_sf12", "lorawan_backhaul",
                                   "geo_satellite", "leo_satellite"));
}

TEST(LinkPresets, SayWhereEachFigureComesFrom) {
    for (const Declaration& topic : preset_declarations()) {
        const std::string told = topic.explain();
        EXPECT_THAT(told, HasSubstr("Source: ")) << topic.name;
        EXPECT_THAT(told, HasSubstr("preset: " + topic.name)) << topic.name;
    }
    EXPECT_THAT(preset_declarations().front().explain(),
                HasSubstr("Assumed, not published: all figures."));
}

/// What `explain` prints can be typed, means the same, and is without mistakes.
TEST(LinkPresets, AreWhatTheySayTheyAreShortFor) {
    for (const LinkPreset& preset : link_presets()) {
        const LinkSettings named = link_typed("{preset: " + preset.name + "}");
        LinkSettings plain = named;
        plain.preset = {};
        EXPECT_EQ(named.preset.text, preset.name);
        EXPECT_EQ(link_typed(plain.typed()).typed(), plain.typed()) << preset.name;
        EXPECT_EQ(link_typed(named.typed()).typed(), named.typed()) << preset.name;
    }
}

/// The share of segments that a preset loses on the way up, one sent each 10 ms.
double loss_of(const std::string& preset) {
    constexpr int count = 100'000;
    const Luck luck(9, preset);
    Impairments way(find_link_preset(preset)->link.path(Direction::up).luck, luck, luck.of("up"));
    int lost = 0;
    for (int i = 0; i < count; ++i) {
        SegmentInFlight segment(Direction::up, 100, Instant(i * 10ms));
        way.apply(segment);
        lost += segment.lost() ? 1 : 0;
    }
    return static_cast<double>(lost) / count;
}

/// Losses in bursts of up to ten tell as much as a tenth as many free ones, so five deviations of a
/// share of 1 % are 0.5 %, of 2.5 % they are 0.8 %.
TEST(LinkPresets, LoseInAllWhatTheirSourcesSay) {
    EXPECT_NEAR(loss_of("ethernet_lan"), 0, 0);
    EXPECT_NEAR(loss_of("gprs"), 0.01, 0.002);
    EXPECT_NEAR(loss_of("wifi_busy"), 0.01, 0.005);
    EXPECT_NEAR(loss_of("leo_satellite"), 0.025, 0.008);
}

TEST(LinkPresets, GiveWayToAnyKeyBesideThem) {
    const LinkSettings link = link_typed("{rate: 9600bit/s, preset: gprs, loss: 3%, delay_up: 1s}");
    EXPECT_EQ(link.path(Direction::up).rate, DataRate{9600});
    EXPECT_EQ(link.path(Direction::down).rate, DataRate{9600});
    EXPECT_EQ(link.path(Direction::up).delay, 1s);
    EXPECT_EQ(link.path(Direction::down).delay, 650ms);
    EXPECT_EQ(link.path(Direction::down).luck.loss.typed(), "3%");
    EXPECT_EQ(link.path(Direction::down).luck.jitter, Spread(100ms));
}

TEST(LinkPresets, GiveWayInOneDirectionOnlyWhereOneIsNamed) {
    const LinkSettings link = link_typed("{preset: gprs, rate_up: 9600bit/s}");
    EXPECT_EQ(link.path(Direction::up).rate, DataRate{9600});
    EXPECT_EQ(link.path(Direction::down).rate, DataRate{80'000});
}

TEST(LinkPresets, SuggestTheOneThatWasMeant) {
    EXPECT_THAT(link_mistakes("{preset: nbiot}"),
                ElementsAre("a.yaml:1:10: error: unknown preset, got 'nbiot'; did you mean "
                            "'nb_iot'?"));
    EXPECT_THAT(link_mistakes("{preset: 7g}"), ElementsAre(HasSubstr("; known: ethernet_lan, ")));
}

TEST(LinkPresets, AreListedInTheSchema) {
    const auto schema = ValueType<LinkSettings>::schema();
    const auto& names = schema["properties"]["preset"]["oneOf"];
    EXPECT_EQ(names.size(), link_presets().size());
    EXPECT_EQ(names[0]["const"], "ethernet_lan");
}

}  // namespace
}  // namespace breakwire::sim
