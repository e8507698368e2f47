#include "reports/badge.hpp"

#include <gtest/gtest.h>

#include "reports/example_run.hpp"

namespace breakwire::reports {
namespace {

TEST(Badge, IsOneLineOfText) {
    Badge badge;
    EXPECT_EQ(reported(badge, "badge.txt"),
              "breakwire: 1 passed, 1 known, 1 skipped, 1 inconclusive, 1 failed, 1 error on "
              "mosquitto 2.0.11\n");
}

TEST(Badge, IsAPictureIfItsNameSaysSo) {
    Badge badge;
    const std::string text = reported(badge, "badge.svg");
    EXPECT_EQ(text, golden("badge.svg", text));
}

TEST(Badge, IsReadByShieldsIfItsNameSaysSo) {
    Badge badge;
    const auto endpoint = nlohmann::json::parse(reported(badge, "badge.json"));
    EXPECT_EQ(endpoint.at("schemaVersion"), 1);
    EXPECT_EQ(endpoint.at("color"), "red");
}

}  // namespace
}  // namespace breakwire::reports
