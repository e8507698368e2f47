#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/brokers/broker_rig.hpp"
#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/malform.hpp"

namespace breakwire::harness {
namespace {

using mqtt::Version;
using testing::ElementsAre;

mqtt::Connect connect_of(Version version) {
    mqtt::Connect connect = connect_as("rogue");
    connect.version = version;
    return connect;
}

/// One of each kind that a client sends and that does not end the connection by itself.
std::vector<mqtt::Packet> packets_of_a_client(Version version) {
    const mqtt::Publish message{false, mqtt::Qos::at_least_once, false, "a", 7, {}, {}};
    return {connect_of(version),
            message,
            mqtt::Puback{7},
            mqtt::Pubrec{7},
            mqtt::Pubrel{7},
            mqtt::Pubcomp{7},
            mqtt::Subscribe{7, {}, {{"a", mqtt::Qos::at_least_once}}},
            mqtt::Unsubscribe{7, {}, {"a"}},
            mqtt::Pingreq{}};
}

/// Whether the broker ends the connection when these octets come in the place of `packet`.
bool ends_it(const Address& broker, const Bytes& octets, mqtt::PacketType type, Version version) {
    RawClient client(broker);
    if (type != mqtt::PacketType::connect) {
        EXPECT_EQ(client.connect(connect_of(version))->reason, 0);
    }
    client.send_octets(octets, version);
    return client.ends_instead_of_pong(10s).value_or(false);
}

/// The rows that the broker lets pass, each with the kinds of packet: "qos_3 PUBLISH".
std::vector<std::string> passed(Version version) {
    BrokerRig rig;
    EXPECT_EQ(rig.perform(&BrokerProcess::start), "");
    std::vector<std::string> out;
    for (const mqtt::Malformation& row : mqtt::malformations()) {
        if (row.noticed == mqtt::Noticed::waiting) continue;
        for (const mqtt::Packet& packet : packets_of_a_client(version)) {
            const auto octets = mqtt::malform(row, packet, version);
            const mqtt::PacketType type = mqtt::type_of(packet);
            if (!octets || ends_it(rig.address(), *octets, type, version)) continue;
            out.push_back(std::string(row.name) + ' ' + std::string(mqtt::name(type)));
        }
    }
    return out;
}

// What stands here mosquitto 2.0.11 accepts although it must close the connection. A row that it
// no longer accepts is to be taken out; scenarios/library/deviations.yaml has the octets.

TEST(Malformations, EndTheConnectionToMosquittoIn3_1_1) {
    EXPECT_THAT(
        passed(Version::v3_1_1),
        ElementsAre("trailing_octet PINGREQ", "reserved_flags PUBACK", "reserved_flags PUBREC",
                    "reserved_flags PUBCOMP", "reserved_flags PINGREQ", "dup_at_qos_0 PUBLISH"));
}

TEST(Malformations, EndTheConnectionToMosquittoIn5_0) {
    EXPECT_THAT(
        passed(Version::v5_0),
        ElementsAre("length_padded CONNECT", "length_padded PUBLISH", "length_padded PUBACK",
                    "length_padded PUBREC", "length_padded PUBREL", "length_padded PUBCOMP",
                    "length_padded SUBSCRIBE", "length_padded UNSUBSCRIBE", "length_padded PINGREQ",
                    "trailing_octet PINGREQ", "reserved_flags PUBACK", "reserved_flags PUBREC",
                    "reserved_flags PUBCOMP", "reserved_flags PINGREQ", "reason_unknown PUBACK",
                    "reason_unknown PUBREC", "reason_unknown PUBREL", "reason_unknown PUBCOMP",
                    "property_value_forbidden PUBLISH", "authentication_data_alone CONNECT",
                    "dup_at_qos_0 PUBLISH", "response_topic_wildcard PUBLISH",
                    "share_name_empty SUBSCRIBE", "share_name_empty UNSUBSCRIBE",
                    "share_name_wildcard SUBSCRIBE", "share_name_wildcard UNSUBSCRIBE",
                    "no_local_on_shared SUBSCRIBE"));
}

TEST(Malformations, AreNoneInThePacketsTheyAreMadeOf) {
    BrokerRig rig;
    ASSERT_EQ(rig.perform(&BrokerProcess::start), "");
    for (const Version version : {Version::v3_1_1, Version::v5_0}) {
        for (const mqtt::Packet& packet : packets_of_a_client(version)) {
            EXPECT_FALSE(ends_it(rig.address(), mqtt::encode(packet, version),
                                 mqtt::type_of(packet), version))
                << mqtt::name(mqtt::type_of(packet));
        }
    }
}

}  // namespace
}  // namespace breakwire::harness
