#include "harness/wiring/device_reader.hpp"

#include <gtest/gtest.h>

#include "harness/cli/kinds.hpp"

namespace breakwire::harness {
namespace {

scenarios::Scenario with_devices(const std::string& devices) {
    Mistakes mistakes;
    const std::string text = "scenario: a\ndevices:\n" + devices + "steps: [{wait: 1s}]\n";
    auto scenario = scenarios::read_scenario(text, "a.yaml", known_kinds().language(), mistakes);
    for (const ConfigError& mistake : mistakes.found()) ADD_FAILURE() << mistake.what();
    return std::move(scenario.value());
}

TEST(DeviceReader, GivesTheDevicesOfAFleetTheSameSettings) {
    const auto scenario = with_devices(
        "  a_{n}: {count: 2, client: {client_id: \"x{n}\"}}\n"
        "  b_{n}: {count: 1}\n");
    DeviceReader reader;
    const auto first = reader.read(scenario.devices.at(0));
    EXPECT_EQ(first, reader.read(scenario.devices.at(1)));
    EXPECT_EQ(first->client_id("a_2", 2), "x2");
    EXPECT_NE(first, reader.read(scenario.devices.at(2)));
}

TEST(DeviceReader, GivesEachItsOwnWhereTheyDiffer) {
    const auto scenario = with_devices(
        "  a_{n}: {count: 2, client: {keep_alive: \"1{n}s\", client_id: \"{{n}}\"}}\n");
    DeviceReader reader;
    EXPECT_EQ(reader.read(scenario.devices.at(0))->client.keep_alive, 11s);
    const auto second = reader.read(scenario.devices.at(1));
    EXPECT_EQ(second->client.keep_alive, 12s);
    EXPECT_EQ(second->client_id("a_2", 2), "{n}");
}

TEST(DeviceReader, ReadsADeviceOfNoFleet) {
    const auto scenario = with_devices("  a: {client: {client_id: \"{n}\"}}\n");
    EXPECT_EQ(DeviceReader().read(scenario.devices.at(0))->client_id("a", 0), "{n}");
}

}  // namespace
}  // namespace breakwire::harness
