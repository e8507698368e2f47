#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sim/base/bytes.hpp"
#include "sim/mqtt/properties.hpp"
#include "sim/mqtt/version.hpp"

/// The control packets of MQTT 3.1.1 and 5.0 (chapter 3) as plain values.
///
/// One struct serves both versions: in 3.1.1 `properties` stay empty, and acknowledgements other
/// than CONNACK and SUBACK have reason 0. A struct may hold what the standard forbids; `decode`
/// never makes such a one, `encode` writes it. Every member has a default, so an initializer may
/// stop early: `Puback{7}`.
namespace breakwire::mqtt {

/// Section 3.1.3.2 to 3.1.3.4 (5.0), 3.1.3.2 and 3.1.3.3 (3.1.1).
struct Will {
    std::string topic{};
    Bytes payload{};
    Qos qos{};
    bool retain = false;
    Properties properties{};

    bool operator==(const Will&) const = default;
};

struct Connect {
    Version version = Version::v5_0;
    bool clean_start = true;       ///< Clean Session in 3.1.1
    std::uint16_t keep_alive = 0;  ///< seconds; 0 turns it off
    Properties properties{};
    std::string client_id{};
    std::optional<Will> will{};
    std::optional<std::string> user_name{};
    std::optional<Bytes> password{};

    bool operator==(const Connect&) const = default;
};

struct Connack {
    bool session_present = false;
    std::uint8_t reason = 0;  ///< return code in 3.1.1
    Properties properties{};

    bool operator==(const Connack&) const = default;
};

struct Publish {
    bool dup = false;
    Qos qos{};
    bool retain = false;
    std::string topic{};          ///< may be empty in 5.0, with a topic alias
    std::uint16_t packet_id = 0;  ///< absent from the wire at QoS 0
    Properties properties{};
    Bytes payload{};

    bool operator==(const Publish&) const = default;
};

struct Puback {
    std::uint16_t packet_id = 0;
    std::uint8_t reason = 0;
    Properties properties{};

    bool operator==(const Puback&) const = default;
};

struct Pubrec {
    std::uint16_t packet_id = 0;
    std::uint8_t reason = 0;
    Properties properties{};

    bool operator==(const Pubrec&) const = default;
};

struct Pubrel {
    std::uint16_t packet_id = 0;
    std::uint8_t reason = 0;
    Properties properties{};

    bool operator==(const Pubrel&) const = default;
};

struct Pubcomp {
    std::uint16_t packet_id = 0;
    std::uint8_t reason = 0;
    Properties properties{};

    bool operator==(const Pubcomp&) const = default;
};

/// One filter of a SUBSCRIBE. In 3.1.1 only `qos` goes with it.
struct Subscription {
    std::string filter{};
    Qos qos{};
    bool no_local = false;
    bool retain_as_published = false;
    std::uint8_t retain_handling = 0;  ///< 0 always, 1 if new, 2 never (5.0 section 3.8.3.1)

    bool operator==(const Subscription&) const = default;
};

struct Subscribe {
    std::uint16_t packet_id = 0;
    Properties properties{};
    std::vector<Subscription> subscriptions{};

    bool operator==(const Subscribe&) const = default;
};

struct Suback {
    std::uint16_t packet_id = 0;
    Properties properties{};
    std::vector<std::uint8_t> reasons{};  ///< one for each filter, in their order

    bool operator==(const Suback&) const = default;
};

struct Unsubscribe {
    std::uint16_t packet_id = 0;
    Properties properties{};
    std::vector<std::string> filters{};

    bool operator==(const Unsubscribe&) const = default;
};

struct Unsuback {
    std::uint16_t packet_id = 0;
    Properties properties{};
    std::vector<std::uint8_t> reasons{};  ///< empty in 3.1.1

    bool operator==(const Unsuback&) const = default;
};

struct Pingreq {
    bool operator==(const Pingreq&) const = default;
};

struct Pingresp {
    bool operator==(const Pingresp&) const = default;
};

struct Disconnect {
    std::uint8_t reason = 0;
    Properties properties{};

    bool operator==(const Disconnect&) const = default;
};

/// 5.0 only.
struct Auth {
    std::uint8_t reason = 0;
    Properties properties{};

    bool operator==(const Auth&) const = default;
};

/// In the order of their packet types, which `type_of` relies on.
using Packet = std::variant<Connect, Connack, Publish, Puback, Pubrec, Pubrel, Pubcomp, Subscribe,
                            Suback, Unsubscribe, Unsuback, Pingreq, Pingresp, Disconnect, Auth>;

inline PacketType type_of(const Packet& packet) {
    return static_cast<PacketType>(packet.index() + 1);
}

}  // namespace breakwire::mqtt
