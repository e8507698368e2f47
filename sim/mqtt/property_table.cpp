#include "sim/mqtt/property_table.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace breakwire::mqtt {
namespace {

using enum PacketType;

constexpr Places in(std::initializer_list<PacketType> types) {
    Places set = 0;
    for (const PacketType type : types) set = static_cast<Places>(set | bit(in_packet(type)));
    return set;
}

constexpr Places both(Places a, Places b) { return static_cast<Places>(a | b); }

constexpr Places will = bit(in_will);
constexpr Places message = both(in({publish}), will);
constexpr Places greeting = in({connect, connack});
constexpr Places answers = in({connack, puback, pubrec, pubrel, pubcomp, suback, unsuback,
                               mqtt::PacketType::disconnect, auth});
constexpr Places anywhere =
    both(both(answers, message), in({connect, subscribe, unsubscribe}));
constexpr Places never = 0;

constexpr std::uint32_t max_16 = 0xFFFF;
constexpr std::uint32_t max_32 = 0xFFFFFFFF;
constexpr std::uint32_t max_varint = 268'435'455;

}  // namespace
}  // namespace breakwire::mqtt
