#include "harness/metrics/metrics.hpp"

#include <gmock/gmock.h>

namespace breakwire::harness {
namespace {

using reports::Verdict;
using testing::HasSubstr;
using testing::Not;

CaseFigures of_a_fleet() {
    CaseFigures figures;
    figures.devices = 1000;
    figures.connected = 990;
    figures.connects = 1010;
    figures.disconnects = 20;
    figures.up[3] = 5000;
    figures.down[4] = 4990;
    figures.acknowledged_within.fill(4990);
    figures.acknowledged_within[0] = 4000;
    figures.acknowledged = 4990;
    figures.acknowledge_sum = 2500ms;
    figures.simulated = 90s;
    return figures;
}

TEST(Metrics, CountCasesByVerdict) {
    Metrics metrics;
    metrics.planned(5);
    for (const char* id : {"a", "b", "c"}) metrics.started(id);
    metrics.finished("a", Verdict::passed);
    metrics.finished("b", Verdict::failed);
    metrics.finished("d", Verdict::skipped);
    const std::string text = metrics.text();
    EXPECT_THAT(text, HasSubstr("\nbreakwire_cases_planned 5\n"));
    EXPECT_THAT(text, HasSubstr("\nbreakwire_cases_running 1\n"));
    EXPECT_THAT(text, HasSubstr("\nbreakwire_cases_total{verdict=\"passed\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("\nbreakwire_cases_total{verdict=\"failed\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("\nbreakwire_cases_total{verdict=\"skipped\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("\nbreakwire_cases_total{verdict=\"error\"} 0\n"));
}

TEST(Metrics, SayWhatDevicesDo) {
    Metrics metrics;
    metrics.started("storm");
    metrics.figures("storm", of_a_fleet());
    const std::string text = metrics.text();
    EXPECT_THAT(text, HasSubstr("\nbreakwire_devices 1000\n"));
    EXPECT_THAT(text, HasSubstr("\nbreakwire_devices_connected 990\n"));
    EXPECT_THAT(text, HasSubstr("\nbreakwire_connects_total 1010\n"));
    EXPECT_THAT(text, HasSubstr("\nbreakwire_disconnects_total 20\n"));
    EXPECT_THAT(text, HasSubstr("\nbreakwire_simulated_seconds_total 90\n"));
    EXPECT_THAT(text,
                HasSubstr("\nbreakwire_packets_total{direction=\"up\",type=\"PUBLISH\"} 5000\n"));
    EXPECT_THAT(text,
                HasSubstr("\nbreakwire_packets_total{direction=\"down\",type=\"PUBACK\"} 4990\n"));
    EXPECT_THAT(text, Not(HasSubstr("PINGREQ")));
}

TEST(Metrics, HaveAHistogramOfAcknowledgements) {
    Metrics metrics;
    metrics.figures("storm", of_a_fleet());
    const std::string text = metrics.text();
    EXPECT_THAT(text, HasSubstr("# TYPE breakwire_acknowledge_seconds histogram\n"));
    EXPECT_THAT(text, HasSubstr("\nbreakwire_acknowledge_seconds_bucket{le=\"0.0001\"} 4000\n"));
    EXPECT_THAT(text, HasSubstr("\nbreakwire_acknowledge_seconds_bucket{le=\"60\"} 4990\n"));
    EXPECT_THAT(text, HasSubstr("\nbreakwire_acknowledge_seconds_bucket{le=\"+Inf\"} 4990\n"));
    EXPECT_THAT(text, HasSubstr("\nbreakwire_acknowledge_seconds_sum 2.5\n"));
    EXPECT_THAT(text, HasSubstr("\nbreakwire_acknowledge_seconds_count 4990\n"));
}

TEST(Metrics, CountersDoNotGoBackWhenACaseIsOver) {
    Metrics metrics;
    metrics.figures("storm", of_a_fleet());
    metrics.finished("storm", Verdict::passed);
    metrics.figures("churn", of_a_fleet());
    const std::string text = metrics.text();
    EXPECT_THAT(text, HasSubstr("\nbreakwire_connects_total 2020\n"));
    EXPECT_THAT(text, HasSubstr("\nbreakwire_acknowledge_seconds_count 9980\n"));
    EXPECT_THAT(text, HasSubstr("\nbreakwire_devices_connected 990\n"));
}

TEST(CaseFigures, SurviveTheirWayThroughJson) {
    const nlohmann::json json = to_json(of_a_fleet());
    EXPECT_EQ(to_json(case_figures_from_json(json)), json);
    EXPECT_EQ(case_figures_from_json(json).acknowledge_sum, 2500ms);
}

}  // namespace
}  // namespace breakwire::harness
