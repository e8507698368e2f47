#pragma once

#include <cstdint>

#include "sim/base/bytes.hpp"

/// Words in network order, as the headers of IP and TCP hold them.
namespace breakwire::sim {

inline std::uint16_t get_two(ByteView octets, std::size_t at) {
    return static_cast<std::uint16_t>(std::to_integer<unsigned>(octets[at]) << 8 |
                                      std::to_integer<unsigned>(octets[at + 1]));
}

inline std::uint32_t get_four(ByteView octets, std::size_t at) {
    return static_cast<std::uint32_t>(get_two(octets, at)) << 16 | get_two(octets, at + 2);
}

inline void put_two(Bytes& into, std::size_t at, unsigned value) {
    into[at] = static_cast<std::byte>(value >> 8);
    into[at + 1] = static_cast<std::byte>(value & 0xff);
}

inline void put_four(Bytes& into, std::size_t at, std::uint32_t value) {
    put_two(into, at, value >> 16);
    put_two(into, at + 2, value & 0xffff);
}

/// The sum of words, carries not yet folded in: what a checksum is made of. An odd octet counts as
/// the first of a word.
inline unsigned sum_of_words(ByteView octets) {
    unsigned sum = 0;
    for (std::size_t i = 0; i < octets.size(); ++i) {
        sum += std::to_integer<unsigned>(octets[i]) << (i % 2 == 0 ? 8 : 0);
    }
    return sum;
}

/// `start` is the sum of what the checksum covers besides. Over octets that hold their checksum
/// already it is 0. Source: RFC 1071.
inline unsigned internet_checksum(ByteView octets, unsigned start = 0) {
    unsigned sum = start + sum_of_words(octets);
    while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
    return ~sum & 0xffff;
}

}  // namespace breakwire::sim
