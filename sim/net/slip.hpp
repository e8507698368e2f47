#pragma once

#include <cstdint>
#include <functional>

#include "sim/base/bytes.hpp"

namespace breakwire::sim {

/// A packet as it goes over a serial line: END around it, and what looks like END inside of it
/// escaped. Source: RFC 1055.
Bytes slip_encoded(ByteView packet);

/// Cuts what comes over a serial line into packets.
///
/// What stands before the first END (a boot loader's words, the rest of a packet that a reset cut)
/// is a packet like any other: whoever takes them sees by their checksums that they are none. An
/// escape of nothing that is escaped stands for the octet behind it. Empty packets are left out.
/// Source: RFC 1055.
class SlipDecoder {
public:
    using OnPacket = std::function<void(ByteView packet)>;

    /// The largest packet, in octets; more than RFC 1055's 1006, as for Ethernet. A longer one is
    /// lost.
    static constexpr std::size_t packet_limit = 1500;

    explicit SlipDecoder(OnPacket on_packet) : on_packet_(std::move(on_packet)) {}
    void feed(ByteView octets);
    /// What was under way is over: the line was cut.
    void forget();

private:
    void take(std::byte octet);
    void end();

    OnPacket on_packet_;
    Bytes packet_;
    bool escaped_ = false;
};

/// An IPv4 packet that came without Ethernet in a frame all the same, from an address that nobody
/// has bought.
Bytes framed(ByteView packet);

/// The IPv4 packet in a frame, without the padding of short frames; empty if there is none.
ByteView packet_in(ByteView frame);

/// Where an IPv4 packet in a frame says it comes from; 0 if there is none.
std::uint32_t source_of(ByteView frame);

/// The frame by which the host of this IPv4 address, framed as above, makes itself known unasked.
/// Source: RFC 826, RFC 5944 section 4.6 (gratuitous ARP).
Bytes announcement(std::uint32_t address);

}  // namespace breakwire::sim
