#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/bytes.hpp"
#include "sim/mqtt/packet.hpp"

/// The catalogue of named mistakes: ways of breaking the standard with a packet that was right.
namespace breakwire::mqtt {

/// By what a receiver that keeps the standard notices a mistake.
enum class Noticed : std::uint8_t {
    framing,   ///< the stream cannot be cut into packets any more
    packet,    ///< the packet is malformed, or a Protocol Error by itself
    sequence,  ///< each packet is right, but not where it stands
    waiting,   ///< not at all: it waits for octets that never come
};

/// One row of the catalogue.
struct Malformation {
    std::string_view name;
    std::string_view help;    ///< what is wrong with the packet
    std::string_view v3_1_1;  ///< the sentences it violates, "v311/3.3.1-4, ...", or a section
    std::string_view v5_0;    ///< the same of 5.0; empty where the version has no such mistake
    std::uint16_t types = 0;  ///< of packets that it applies to, a bit each
    Noticed noticed{};
    /// The octets in the place of `packet`'s; nothing if this packet gives it no opportunity, such
    /// as packet identifier 0 at QoS 0.
    std::optional<Bytes> (*make)(Packet packet, Version version) = nullptr;

    bool applies_to(PacketType type) const {
        return ((types >> static_cast<unsigned>(type)) & 1U) != 0;
    }
    bool applies_to(Version version) const { return !sentences(version).empty(); }
    std::string_view sentences(Version version) const {
        return version == Version::v3_1_1 ? v3_1_1 : v5_0;
    }
};

/// All rows, in the order of the fields they concern.
std::span<const Malformation> malformations();

/// The row of that name, or nullptr.
const Malformation* malformation(std::string_view name);

/// The names, for suggestions and the schema.
std::vector<std::string> malformation_names();

/// Makes the mistake; nothing if row, packet and version do not go together.
std::optional<Bytes> malform(const Malformation& row, const Packet& packet, Version version);

/// "connect, publish", "any packet".
std::string types_in_words(const Malformation& row);

}  // namespace breakwire::mqtt
