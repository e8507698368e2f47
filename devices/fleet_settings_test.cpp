#include "devices/fleet_settings.hpp"

#include <gtest/gtest.h>

#include "devices/test_nodes.hpp"

namespace breakwire::devices {
namespace {

using Entries = std::vector<std::pair<std::string, Node>>;

class FleetSettings : public testing::Test {
protected:
    FleetSettings() {
        add_builtin_models(models);
        add_builtin_stacks(stacks);
    }
    std::optional<DeviceSettings> read(const Entries& section) {
        return read_fleet(map(section), models, stacks);
    }
    static Node publish(const std::string& topic, const std::string& payload) {
        return map({{"topic", scalar(topic)},
                    {"every", scalar("1s")},
                    {"payload", map({{"text", scalar(payload)}})}});
    }

    Catalog<Model> models{"model"};
    Catalog<ClientStack> stacks{"stack"};
};

TEST_F(FleetSettings, AreSharedByDevicesThatDifferInWordsOfTheirOwn) {
    const auto settings = read({{"model", scalar("sensor")},
                                {"client", map({{"client_id", scalar("unit-{n}")}})},
                                {"subscribe", map({{"filter", scalar("command/{n}")}})},
                                {"publish", list({publish("plant/{n}", "sample {{n}}")})}});
    ASSERT_TRUE(settings);
    EXPECT_TRUE(settings->of_fleet);
    EXPECT_EQ(settings->client_id("pump_12", 12), "unit-12");
    EXPECT_EQ(settings->word(settings->subscribe.at(0).filter.text(), 12), "command/12");
}

TEST_F(FleetSettings, AreCalledByTheNamesOfTheDevicesIfTheyHaveNoOther) {
    EXPECT_EQ(read({}).value().client_id("{n}_12", 12), "{n}_12");
}

TEST_F(FleetSettings, AreNotThereIfTheNumberStandsElsewhere) {
    EXPECT_FALSE(read({{"link", scalar("link_{n}")}}));
    EXPECT_FALSE(read({{"client", map({{"keep_alive", scalar("{n}s")}})}}));
    EXPECT_FALSE(read({{"model", scalar("sensor")}, {"publish", publish("plant/{n}", "of {n}")}}));
}

TEST_F(FleetSettings, AreNotThereAfterAMistake) {
    EXPECT_FALSE(read({{"model", scalar("censor")}}));
}

TEST_F(FleetSettings, OfOneDeviceLeaveItsWordsAlone) {
    Mistakes mistakes;
    const Node section = map({{"client", map({{"client_id", scalar("{n}")}})}});
    const auto settings = read_device(section, models, stacks, mistakes);
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->client_id("pump", 12), "{n}");
}

}  // namespace
}  // namespace breakwire::devices
