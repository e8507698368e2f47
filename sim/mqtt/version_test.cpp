#include "sim/mqtt/version.hpp"

#include <gtest/gtest.h>

#include <string>

namespace breakwire::mqtt {
namespace {

TEST(Version, IsWrittenAsTheStandardsAreCalled) {
    EXPECT_EQ(to_string(Version::v3_1_1), "3.1.1");
    EXPECT_EQ(to_string(Version::v5_0), "5.0");
}

TEST(PacketTypeName, IsReadInCapitalsAndLowerCase) {
    for (unsigned number = 1; number <= 15; ++number) {
        const auto type = static_cast<PacketType>(number);
        const std::string capitals(name(type));
        std::string lower = capitals;
        for (char& c : lower) c = static_cast<char>(c - 'A' + 'a');
        EXPECT_EQ(packet_type_named(capitals), type);
        EXPECT_EQ(packet_type_named(lower), type);
    }
}

TEST(PacketTypeName, RefusesOtherWords) {
    EXPECT_EQ(packet_type_named("Connect"), std::nullopt);
    EXPECT_EQ(packet_type_named("RESERVED"), std::nullopt);
    EXPECT_EQ(packet_type_named(""), std::nullopt);
}

}  // namespace
}  // namespace breakwire::mqtt
