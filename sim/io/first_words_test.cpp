#include "sim/io/first_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/mqtt/encode.hpp"

namespace breakwire::sim {
namespace {

using Kind = FirstWords::Kind;

Bytes connect_of(const std::string& client_id, mqtt::Version version) {
    mqtt::Connect connect;
    connect.version = version;
    connect.client_id = client_id;
    return mqtt::encode(mqtt::Packet{connect}, version);
}

TEST(FirstWords, AreAClientIdentifierOfEitherVersion) {
    for (const auto version : {mqtt::Version::v3_1_1, mqtt::Version::v5_0}) {
        const FirstWords words = FirstWords::of(connect_of("pump", version));
        EXPECT_EQ(words.kind, Kind::named);
        EXPECT_EQ(words.text, "pump");
    }
}

TEST(FirstWords, AreUnfinishedUntilTheLastOctetOfTheConnect) {
    const Bytes connect = connect_of("pump", mqtt::Version::v3_1_1);
    for (std::size_t size = 0; size < connect.size(); ++size) {
        EXPECT_EQ(FirstWords::of(ByteView(connect).first(size)).kind, Kind::unfinished) << size;
    }
}

TEST(FirstWords, AreOfTheFirstPacketAlone) {
    Bytes two = connect_of("pump", mqtt::Version::v3_1_1);
    const Bytes other = connect_of("valve", mqtt::Version::v3_1_1);
    two.insert(two.end(), other.begin(), other.end());
    EXPECT_EQ(FirstWords::of(two).text, "pump");
}

TEST(FirstWords, SayWhyNoNameWillBeHad) {
    const auto why = [](std::string_view octets) {
        const FirstWords words = FirstWords::of(as_bytes(octets));
        EXPECT_EQ(words.kind, Kind::nameless);
        return words.text;
    };
    using testing::HasSubstr;
    EXPECT_THAT(why("\x16\x03\x01"), HasSubstr("TLS"));
    EXPECT_THAT(why("GET /mqtt HTTP/1.1\r\n"), HasSubstr("HTTP"));
    EXPECT_THAT(why(std::string_view("\xC0\0", 2)), HasSubstr("does not begin with a CONNECT"));
    EXPECT_THAT(why("\x10\xFF\xFF\xFF\xFF\xFF"), HasSubstr("does not speak MQTT"));
    EXPECT_THAT(why("\x10\xFF\xFF\x7F"), HasSubstr("does not speak MQTT"));
    EXPECT_THAT(why(std::string_view("\x10\2\0\0", 4)), HasSubstr("malformed"));
}

}  // namespace
}  // namespace breakwire::sim
