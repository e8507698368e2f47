#include "scenarios/campaign/campaign_section.hpp"

#include <gtest/gtest.h>

#include "scenarios/testing/kinds.hpp"

namespace breakwire::scenarios {
namespace {

/// Three devices, and a campaign with what is given behind `faults:`.
std::string campaign_file(const std::string& faults, const std::string& more = {}) {
    return "scenario: all is well in a storm\n"
           "devices:\n"
           "  pump_{n}: {model: sensor, count: 2}\n"
           "  historian: {model: observer}\n"
           "steps: [{start: historian}]\n"
           "campaign:\n"
           "  for: 10m\n" +
           more + "  faults:\n" + faults;
}

std::string mistakes_in(const std::string& text) {
    Mistakes mistakes;
    const Kinds kinds = test_kinds();
    EXPECT_FALSE(read_scenario(text, "storm.yaml", kinds, mistakes));
    mistakes.sort();
    std::string out;
    for (const ConfigError& mistake : mistakes.found()) out += std::string(mistake.what()) + '\n';
    return out;
}

TEST(CampaignSection, IsReadWithEverythingInIt) {
    Mistakes mistakes;
    const Kinds kinds = test_kinds();
    const auto scenario = read_scenario(
        campaign_file("    - {partition: {}, rest: 10s..2m, for: 5s..60s}\n"
                      "    - {rst: {}, every: 30s, on: [pump_1, historian], burst: 2..5, gap: 1s}\n"
                      "    - {restart: {down_for: 1s..20s}, times: 0..3}\n",
                      "  quiet: {every: 2m, for: 20s..40s}\n"
                      "  calm: 10s\n"
                      "  finally: [{expect: {historian: connected}}]\n"),
        "storm.yaml", kinds, mistakes);
    ASSERT_TRUE(scenario) << mistakes.found().front().what();
    ASSERT_TRUE(scenario->campaign);
    const CampaignSection& campaign = *scenario->campaign;
    EXPECT_EQ(campaign.lasts, 10min);
    ASSERT_EQ(campaign.faults.size(), 3U);
    EXPECT_EQ(campaign.faults[0].kind(), "partition");
    EXPECT_EQ(campaign.faults[0].rest->high, 2min);
    EXPECT_EQ(campaign.faults[1].burst.high, 5U);
    EXPECT_EQ(campaign.faults[1].on.size(), 2U);
    EXPECT_EQ(campaign.faults[2].times->high, 3U);
    EXPECT_EQ(campaign.quiet->lasts.low, 20s);
    EXPECT_EQ(campaign.calm, 10s);
    EXPECT_EQ(campaign.finally->node.items.size(), 1U);
}

TEST(CampaignSection, NeedsWhatItsFaultsNeed) {
    Mistakes mistakes;
    const Kinds kinds = test_kinds();
    const auto scenario = read_scenario(campaign_file("    - {restart: {}, every: 1m}\n"),
                                        "storm.yaml", kinds, mistakes);
    ASSERT_TRUE(scenario);
    EXPECT_TRUE(scenario->needs.contains("broker_process"));
}

TEST(CampaignSection, TellsAllMistakesOfItsRulesWithTheirPlaces) {
    EXPECT_EQ(mistakes_in(campaign_file("    - {rstt: {}, every: 1m}\n"
                                        "    - {rst: {}}\n"
                                        "    - {rst: {}, every: 1m, times: 3}\n"
                                        "    - {rst: {}, every: 1m, on: pump_3}\n"
                                        "    - {rst: {}, every: 1m, for: 5s}\n"
                                        "    - {link_down: {}, rest: 1m}\n"
                                        "    - {kill: {}, times: 1}\n"
                                        "    - {restart: {}, times: 1, on: pump_1}\n"
                                        "    - {rst: historian, times: 1, on: pump_1}\n"
                                        "    - {brownout: {down: 1s..2s}, times: 1}\n")),
              "storm.yaml:9:8: error: unknown fault 'rstt'; did you mean 'rst'?\n"
              "storm.yaml:10:7: error: every or `times` or `rest` says how often, one of them\n"
              "storm.yaml:11:24: error: every or `times` or `rest` says how often, one of them\n"
              "storm.yaml:12:32: error: unknown device 'pump_3'; known: historian, pump_{n}\n"
              "storm.yaml:13:33: error: for makes no sense: the fault is over at once\n"
              "storm.yaml:14:29: error: rest needs `for`: the fault does not end by itself\n"
              "storm.yaml:15:8: error: 'kill' leaves no broker for what follows; `restart` brings "
              "it back\n"
              "storm.yaml:16:35: error: 'restart' befalls no device, so `on` makes no sense\n"
              "storm.yaml:17:38: error: 'rst' says already whom it befalls\n"
              "storm.yaml:18:19: error: unknown key 'down'; known: device, down_for\n");
}

TEST(CampaignSection, TriesBothEndsOfItsRanges) {
    EXPECT_EQ(mistakes_in(campaign_file("    - {loss: {bernoulli: 10%..120%}, every: 1m}\n"))
                  .rfind("storm.yaml:9:", 0),
              0U);
}

TEST(CampaignSection, HasNoMoreFaultsThanSomebodyCouldRead) {
    EXPECT_EQ(mistakes_in(campaign_file("    - {rst: {}, every: 10ms}\n")),
              "storm.yaml:9:5: error: faults come about 60000 times, more than 10000\n");
}

TEST(CampaignSection, ChecksItsLastStepsAsAnyOthers) {
    EXPECT_EQ(mistakes_in(campaign_file("    - {rst: {}, every: 1m}\n",
                                        "  finally: [{expect: {historain: connected}}]\n")),
              "storm.yaml:8:23: error: unknown device 'historain'; did you mean 'historian'?\n");
}

}  // namespace
}  // namespace breakwire::scenarios
