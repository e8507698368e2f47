#include "sim/record/fingerprint.hpp"

#include <gtest/gtest.h>

#include "sim/record/event_examples.hpp"
#include "sim/record/jsonl.hpp"

namespace breakwire::sim {
namespace {

std::string fingerprint(const std::vector<Event>& events) {
    Fingerprint fingerprint;
    for (const Event& event : events) fingerprint.add(event);
    return fingerprint.text();
}

TEST(Fingerprint, IsTheSameForEqualRecords) {
    EXPECT_EQ(fingerprint(examples::events()), fingerprint(examples::events()));
    EXPECT_EQ(fingerprint(examples::events()).size(), 16U);
}

/// People keep fingerprints of earlier versions.
TEST(Fingerprint, DoesNotChangeBetweenVersions) {
    std::vector<Event> of_schema_1 = examples::events();
    of_schema_1.resize(14);
    EXPECT_EQ(fingerprint(of_schema_1), "3cd944c28a62185b");
    EXPECT_EQ(fingerprint(examples::events()), "d85da60710a08313");
}

TEST(Fingerprint, ChangesWithTheTimeContentAndOrderOfEvents) {
    const std::string original = fingerprint(examples::events());
    auto later = examples::events();
    later[0].at += 1ns;
    EXPECT_NE(fingerprint(later), original);
    auto other = examples::events();
    std::get<FaultEvent>(other[6].body).detail = "1 connection";
    EXPECT_NE(fingerprint(other), original);
    auto swapped = examples::events();
    std::swap(swapped[0].body, swapped[1].body);
    EXPECT_NE(fingerprint(swapped), original);
    auto shorter = examples::events();
    shorter.erase(shorter.begin());
    EXPECT_NE(fingerprint(shorter), original);
}

TEST(Fingerprint, LeavesOutTheBrokersLogAndLateness) {
    std::vector<Event> quiet;
    std::vector<Event> chatty;
    for (const Event& event : examples::events()) {
        const bool counts = !event.as<BrokerLog>() && !event.as<Lateness>();
        if (counts) quiet.push_back({quiet.size() + 1, event.at, event.body});
        chatty.push_back({chatty.size() + 1, event.at, BrokerLog{"hello"}});
        chatty.push_back({chatty.size() + 1, event.at, event.body});
    }
    EXPECT_EQ(fingerprint(quiet), fingerprint(chatty));
}

TEST(Fingerprint, IsTheSameFromTheLinesOfARecord) {
    Fingerprint from_lines;
    for (const Event& event : examples::events()) {
        from_lines.add(event, to_line(event));
    }
    EXPECT_EQ(from_lines.text(), fingerprint(examples::events()));
}

TEST(Fingerprint, DoesNotDependOnWhereTheScenarioLies) {
    const StepEvent here{"1", "wait 1s", {"here/a.yaml", 1, 1}, Phase::begin};
    const StepEvent there{"1", "wait 1s", {"there/a.yaml", 1, 1}, Phase::begin};
    EXPECT_EQ(fingerprint({{1, {}, here}}), fingerprint({{1, {}, there}}));
}

}  // namespace
}  // namespace breakwire::sim
