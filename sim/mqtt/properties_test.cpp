#include "sim/mqtt/properties.hpp"

#include <gtest/gtest.h>

#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/example_packets.hpp"
#include "sim/mqtt/property_table.hpp"

namespace breakwire::mqtt {
namespace {

/// A packet of that type with this one property, and a will if that is the place.
Packet packet_with(Place place, const Property& property) {
    const Properties only{property};
    switch (place) {
        case in_will: {
            Connect connect;
            connect.will = Will{"w", {}, Qos::at_most_once, false, only};
            return connect;
        }
        case in_packet(PacketType::connect):
            return Connect{Version::v5_0, true, 0, only};
        case in_packet(PacketType::connack):
            return Connack{false, 0, only};
        case in_packet(PacketType::publish):
            return Publish{false, Qos::at_most_once, false, "t", 0, only, {}};
        case in_packet(PacketType::puback):
            return Puback{1, 0, only};
        case in_packet(PacketType::pubrec):
            return Pubrec{1, 0, only};
        case in_packet(PacketType::pubrel):
            return Pubrel{1, 0, only};
        case in_packet(PacketType::pubcomp):
            return Pubcomp{1, 0, only};
        case in_packet(PacketType::subscribe):
            return Subscribe{1, only, {{"t"}}};
        case in_packet(PacketType::suback):
            return Suback{1, only, {0}};
        case in_packet(PacketType::unsubscribe):
            return Unsubscribe{1, only, {"t"}};
        case in_packet(PacketType::unsuback):
            return Unsuback{1, only, {0}};
        case in_packet(PacketType::disconnect):
            return Disconnect{0, only};
        default:
            return Auth{0x18, only};
    }
}

constexpr Place places[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15};

bool is_authentication(PropertyId id) {
    return id == PropertyId::authentication_method || id == PropertyId::authentication_data;
}

class EveryProperty : public testing::TestWithParam<PropertyInfo> {};

TEST_P(EveryProperty, SurvivesWhereItIsAllowedAndIsRefusedElsewhere) {
    const PropertyInfo& info = GetParam();
    for (const Place place : places) {
        Packet packet = packet_with(place, examples::property(info.id));
        const auto decoded = decode(encode(packet, Version::v5_0), Version::v5_0);
        // These two come in pairs; the round trip of AUTH and CONNECT has them together.
        if (is_authentication(info.id) || place == in_packet(PacketType::auth)) {
            if (decoded) continue;
            EXPECT_EQ(info.allowed_in(place) ? Malformed::authentication_method_missing
                                             : Malformed::property_misplaced,
                      decoded.error().why);
        } else if (info.allowed_in(place)) {
            ASSERT_TRUE(decoded) << int{place} << ": " << to_string(decoded.error());
            EXPECT_EQ(*decoded, packet);
        } else {
            ASSERT_FALSE(decoded) << int{place};
            EXPECT_EQ(decoded.error().why, Malformed::property_misplaced);
        }
    }
}

TEST_P(EveryProperty, IsFoundByIdAndByName) {
    const PropertyInfo& info = GetParam();
    EXPECT_EQ(property_info(info.id)->name, info.name);
    EXPECT_EQ(property_named(name(info.id)), info.id);
}

INSTANTIATE_TEST_SUITE_P(Table2_4, EveryProperty,
                         testing::ValuesIn(all_properties().begin(), all_properties().end()),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(PropertyTable, DoesNotKnowOtherIds) {
    EXPECT_EQ(property_info(0U), nullptr);
    EXPECT_EQ(property_info(0x101U), nullptr);
    EXPECT_EQ(name(static_cast<PropertyId>(0x7F)), "unknown_property");
    EXPECT_EQ(property_named("Reason_String"), std::nullopt);
}

TEST(Properties, KeepTheirOrderAndTheirRepetitions) {
    Properties list;
    list.add(PropertyId::user_property, StringPair{"a", "1"});
    list.add(PropertyId::content_type, "text");
    list.add(PropertyId::user_property, StringPair{"a", "2"});
    const auto pairs = list.get_all<StringPair>(PropertyId::user_property);
    ASSERT_EQ(pairs.size(), 2U);
    EXPECT_EQ(pairs[0].value, "1");
    EXPECT_EQ(pairs[1].value, "2");
    EXPECT_EQ(list.begin()->id, PropertyId::user_property);
    EXPECT_EQ(list.size(), 3U);
    EXPECT_EQ(list.remove(PropertyId::user_property), 2U);
    EXPECT_FALSE(list.has(PropertyId::user_property));
}

TEST(Properties, TakeAPlainNumberInTheWidthOfTheId) {
    Properties list;
    list.add(PropertyId::maximum_qos, 1);
    list.add(PropertyId::receive_maximum, 20);
    list.add(PropertyId::session_expiry_interval, 0xFFFFFFFFU);
    EXPECT_EQ(list.get<std::uint8_t>(PropertyId::maximum_qos), std::uint8_t{1});
    EXPECT_EQ(list.get<std::uint16_t>(PropertyId::receive_maximum), std::uint16_t{20});
    EXPECT_EQ(list.get<std::uint32_t>(PropertyId::session_expiry_interval), 0xFFFFFFFFU);
}

TEST(Properties, GiveNothingForAnAbsentIdOrAnotherType) {
    const Properties list{{PropertyId::content_type, std::string("text")}};
    EXPECT_EQ(list.get<std::string>(PropertyId::reason_string), std::nullopt);
    EXPECT_EQ(list.get<std::uint32_t>(PropertyId::content_type), std::nullopt);
    EXPECT_TRUE(list.get_all<Bytes>(PropertyId::content_type).empty());
}

}  // namespace
}  // namespace breakwire::mqtt
