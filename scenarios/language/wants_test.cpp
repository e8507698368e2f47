#include "scenarios/language/wants.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/testing/kinds.hpp"

namespace breakwire::scenarios {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

/// "power.off by power at 7", for each device.
std::map<std::string, std::vector<std::string>> wants_in(const std::string& steps) {
    const std::string text =
        "scenario: It wants\ndevices:\n  pump: {}\n  valve: {}\n"
        "  probe_{n}: {count: 2}\nsteps:\n" +
        steps;
    Mistakes mistakes;
    const auto scenario = read_scenario(text, "a.yaml", test_kinds(), mistakes);
    for (const ConfigError& mistake : mistakes.found()) ADD_FAILURE() << mistake.what();
    std::map<std::string, std::vector<std::string>> all;
    if (!scenario) return all;
    for (const auto& [device, wants] : wants_of(*scenario, test_faults())) {
        for (const Want& want : wants) {
            all[device].push_back(want.ability + " by " + want.by + " at " +
                                  std::to_string(want.at.line));
        }
    }
    return all;
}

TEST(Wants, AreNoneOfWhatEverybodyCanDo) {
    EXPECT_THAT(
        wants_in("  - start: pump\n  - expect: {pump: connected}\n  - fault: {rst: pump}\n"),
        IsEmpty());
}

TEST(Wants, OfPowerHaveTheNameOfTheKey) {
    EXPECT_THAT(wants_in("  - power: {off: [pump, valve], reset: pump}\n"),
                ElementsAre(Pair("pump", ElementsAre("power.off by power at 7",
                                                     "power.reset by power at 7")),
                            Pair("valve", ElementsAre("power.off by power at 7"))));
}

TEST(Wants, AreThoseOfStepsChecksAndFaults) {
    EXPECT_THAT(
        wants_in("  - stop: pump\n"
                 "  - publish: {device: pump, topic: a}\n"
                 "  - console: {pump: {say: status}}\n"
                 "  - expect: {valve: [{says: ^OK}, connected]}\n"
                 "  - fault: {unplug: valve, for: 1s}\n"),
        ElementsAre(Pair("pump", ElementsAre("stop by stop at 7", "publish by publish at 8",
                                             "console by console at 9")),
                    Pair("valve", ElementsAre("console by says at 10", "line by unplug at 11"))));
}

TEST(Wants, AreFoundInNestedSteps) {
    EXPECT_THAT(wants_in("  - repeat: {times: 2, steps: [{together: [[{power: {cycle: pump}}], "
                         "[{wait: 1s}]]}]}\n"),
                ElementsAre(Pair("pump", ElementsAre("power.cycle by power at 7"))));
}

TEST(Wants, OfAFleetAreThoseOfItsDevices) {
    EXPECT_THAT(wants_in("  - power: {off: \"probe_{n}\"}\n"),
                ElementsAre(Pair("probe_1", ElementsAre("power.off by power at 7")),
                            Pair("probe_2", ElementsAre("power.off by power at 7"))));
}

TEST(Wants, OfAFaultOnAllAreThoseOfEverybody) {
    EXPECT_THAT(wants_in("  - fault: {reset: \"*\"}\n").size(), 4U);
}

}  // namespace
}  // namespace breakwire::scenarios
