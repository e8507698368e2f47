#include "scenarios/fleet.hpp"

#include <gmock/gmock.h>

namespace breakwire::scenarios {
namespace {

using testing::ElementsAre;

TEST(Fleet, NamesItsDevicesFromOne) {
    EXPECT_THAT((Fleet{"sensor_{n}", 3}.devices()),
                ElementsAre("sensor_1", "sensor_2", "sensor_3"));
    EXPECT_EQ((Fleet{"cell_{n}.pump_{n}", 3}.device(2)), "cell_2.pump_2");
}

TEST(Fleet, KnowsItsDevices) {
    const Fleet fleet{"cell_{n}.pump", 12};
    for (const std::string& device : fleet.devices()) EXPECT_TRUE(fleet.has(device)) << device;
    for (const char* other : {"cell_0.pump", "cell_13.pump", "cell_.pump", "cell_01.pump", "cell_1",
                              "cell_1.pumps", "cell_{n}.pump", "", "cell_-1.pump"}) {
        EXPECT_FALSE(fleet.has(other)) << other;
    }
}

TEST(Fleet, ItsPartsHaveEveryDeviceOnce) {
    const Fleet whole{"sensor_{n}", 10};
    std::vector<std::string> all;
    for (const FleetPart part : {FleetPart{1, 3}, FleetPart{2, 3}, FleetPart{3, 3}}) {
        const Fleet fleet = whole.part(part);
        EXPECT_EQ(fleet.in_all(), 10U);
        for (std::string& device : fleet.devices()) {
            EXPECT_TRUE(fleet.has(device));
            all.push_back(std::move(device));
        }
    }
    EXPECT_EQ(all, whole.devices());
    EXPECT_FALSE(whole.part({2, 3}).has("sensor_3"));
    EXPECT_FALSE(whole.part({2, 3}).has("sensor_7"));
}

TEST(Fleet, ADeviceStandsWhereItStandsInTheWhole) {
    const auto places = places_in_fleets({Fleet{"a_{n}", 4}.part({2, 2})});
    EXPECT_EQ(places, (std::map<std::string, double>{{"a_3", 0.5}, {"a_4", 0.75}}));
}

TEST(Fleet, IsNamedByTheWordForItsNumber) {
    EXPECT_TRUE(names_a_fleet("{n}"));
    EXPECT_TRUE(names_a_fleet("sensor_{n}"));
    EXPECT_FALSE(names_a_fleet("sensor_n"));
    EXPECT_FALSE(names_a_fleet("sensor_{{n}}"));
}

TEST(Fleet, ItsDevicesStandInItAtEqualDistances) {
    const auto places = places_in_fleets({{"a_{n}", 4}, {"b_{n}", 1}});
    EXPECT_EQ(places, (std::map<std::string, double>{
                          {"a_1", 0}, {"a_2", 0.25}, {"a_3", 0.5}, {"a_4", 0.75}, {"b_1", 0}}));
}

}  // namespace
}  // namespace breakwire::scenarios
