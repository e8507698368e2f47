#include "sim/mqtt/reason_code.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>

namespace breakwire::mqtt {
namespace {

using P = PacketType;
using Users = std::uint16_t;

constexpr Users by(std::initializer_list<PacketType> types) {
    unsigned set = 0;
    for (const PacketType type : types) set |= 1U << static_cast<unsigned>(type);
    return static_cast<Users>(set);
}

struct Reason {
    std::uint8_t code;
    std::string_view name;
    Users users;  ///< one bit for each packet type
};

// MQTT 5.0 table 2-6, completed by the tables of each packet in chapter 3.
constexpr std::array reasons_of_5_0 = {
    Reason{0x00, "Success",
           by({P::connack, P::puback, P::pubrec, P::pubrel, P::pubcomp, P::unsuback, P::auth})},
    Reason{0x00, "Normal disconnection", by({P::disconnect})},
    Reason{0x00, "Granted QoS 0", by({P::suback})},
    Reason{0x01, "Granted QoS 1", by({P::suback})},
    Reason{0x02, "Granted QoS 2", by({P::suback})},
    Reason{0x04, "Disconnect with Will Message", by({P::disconnect})},
    Reason{0x10, "No matching subscribers", by({P::puback, P::pubrec})},
    Reason{0x11, "No subscription existed", by({P::unsuback})},
    Reason{0x18, "Continue authentication", by({P::auth})},
    Reason{0x19, "Re-authenticate", by({P::auth})},
    Reason{0x80, "Unspecified error",
           by({P::connack, P::puback, P::pubrec, P::suback, P::unsuback, P::disconnect})},
    Reason{0x81, "Malformed Packet", by({P::connack, P::disconnect})},
    Reason{0x82, "Protocol Error", by({P::connack, P::disconnect})},
    Reason{0x83, "Implementation specific error",
           by({P::connack, P::puback, P::pubrec, P::suback, P::unsuback, P::disconnect})},
    Reason{0x84, "Unsupported Protocol Version", by({P::connack})},
    Reason{0x85, "Client Identifier not valid", by({P::connack})},
    Reason{0x86, "Bad User Name or Password", by({P::connack})},
    Reason{0x87, "Not authorized",
           by({P::connack, P::puback, P::pubrec, P::suback, P::unsuback, P::disconnect})},
    Reason{0x88, "Server unavailable", by({P::connack})},
    Reason{0x89, "Server busy", by({P::connack, P::disconnect})},
    Reason{0x8A, "Banned", by({P::connack})},
    Reason{0x8B, "Server shutting down", by({P::disconnect})},
    Reason{0x8C, "Bad authentication method", by({P::connack, P::disconnect})},
    Reason{0x8D, "Keep Alive timeout", by({P::disconnect})},
    Reason{0x8E, "Session taken over", by({P::disconnect})},
    Reason{0x8F, "Topic Filter invalid", by({P::suback, P::unsuback, P::disconnect})},
    Reason{0x90, "Topic Name invalid", by({P::connack, P::puback, P::pubrec, P::disconnect})},
    Reason{0x91, "Packet Identifier in use", by({P::puback, P::pubrec, P::suback, P::unsuback})},
    Reason{0x92, "Packet Identifier not found", by({P::pubrel, P::pubcomp})},
    Reason{0x93, "Receive Maximum exceeded", by({P::disconnect})},
    Reason{0x94, "Topic Alias invalid", by({P::disconnect})},
    Reason{0x95, "Packet too large", by({P::connack, P::disconnect})},
    Reason{0x96, "Message rate too high", by({P::disconnect})},
    Reason{0x97, "Quota exceeded",
           by({P::connack, P::puback, P::pubrec, P::suback, P::disconnect})},
    Reason{0x98, "Administrative action", by({P::disconnect})},
    Reason{0x99, "Payload format invalid", by({P::connack, P::puback, P::pubrec, P::disconnect})},
    Reason{0x9A, "Retain not supported", by({P::connack, P::disconnect})},
    Reason{0x9B, "QoS not supported", by({P::connack, P::disconnect})},
    Reason{0x9C, "Use another server", by({P::connack, P::disconnect})},
    Reason{0x9D, "Server moved", by({P::connack, P::disconnect})},
    Reason{0x9E, "Shared Subscriptions not supported", by({P::suback, P::disconnect})},
    Reason{0x9F, "Connection rate exceeded", by({P::connack, P::disconnect})},
    Reason{0xA0, "Maximum connect time", by({P::disconnect})},
    Reason{0xA1, "Subscription Identifiers not supported", by({P::suback, P::disconnect})},
    Reason{0xA2, "Wildcard Subscriptions not supported", by({P::suback, P::disconnect})},
};

// MQTT 3.1.1 table 3.1 (CONNACK) and section 3.9.3 (SUBACK).
constexpr std::array reasons_of_3_1_1 = {
    Reason{0x00, "Connection Accepted", by({P::connack})},
    Reason{0x01, "unacceptable protocol version", by({P::connack})},
    Reason{0x02, "identifier rejected", by({P::connack})},
    Reason{0x03, "Server unavailable", by({P::connack})},
    Reason{0x04, "bad user name or password", by({P::connack})},
    Reason{0x05, "not authorized", by({P::connack})},
    Reason{0x00, "Success - Maximum QoS 0", by({P::suback})},
    Reason{0x01, "Success - Maximum QoS 1", by({P::suback})},
    Reason{0x02, "Success - Maximum QoS 2", by({P::suback})},
    Reason{0x80, "Failure", by({P::suback})},
};

std::span<const Reason> reasons_of(Version version) {
    if (version == Version::v3_1_1) return reasons_of_3_1_1;
    return reasons_of_5_0;
}

}  // namespace

std::string_view reason_name(PacketType type, Version version, std::uint8_t code) {
    const auto all = reasons_of(version);
    const auto row = std::ranges::find_if(all, [&](const Reason& each) {
        return each.code == code && (each.users & by({type})) != 0;
    });
    return row == all.end() ? std::string_view() : row->name;
}

bool reason_known(PacketType type, Version version, std::uint8_t code) {
    return !reason_name(type, version, code).empty();
}

std::string reason_text(PacketType type, Version version, std::uint8_t code) {
    const std::string_view known = reason_name(type, version, code);
    return fmt::format("0x{:02X} {}", code, known.empty() ? "unknown reason" : known);
}

}  // namespace breakwire::mqtt
