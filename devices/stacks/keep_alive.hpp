#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "sim/base/bytes.hpp"

namespace breakwire::devices {

/// Finds where packets end in a stream that passes by in pieces.
class PacketEnds {
public:
    /// Whether a packet ends in `piece`, the next of the stream.
    bool pass(ByteView piece);

private:
    enum class Part : std::uint8_t { type, length, body };
    void take_header(std::uint8_t octet);

    std::uint32_t left_ = 0;  ///< octets of the body; while its length is read, what is known of it
    Part part_ = Part::type;
    std::uint8_t shift_ = 0;
};

/// When the keep alive of one libmosquitto connection next has something to do, so that the
/// library is asked to look then and not once a second.
///
/// The library looks only when it is asked to (`mosquitto_loop_misc`), at a clock of whole seconds.
/// It sends PINGREQ, or closes if an earlier one is unanswered, once the interval has passed since
/// the last whole packet in or out, whichever is older. What this says is never too late; it may be
/// too early, in the middle of a large packet say, which costs one look a second until it is right.
/// Source: libmosquitto 2.0.11, mosquitto__check_keepalive in lib/util_mosq.c, packet__read and
/// packet__write in lib/packet_mosq.c, handle__connack in lib/handle_connack.c.
class KeepAlive {
public:
    /// What the library's clock shows; enough for 68 years of it.
    using Seconds = std::chrono::duration<std::int32_t>;

    /// A connection begins. 0: no keep alive.
    void begin(Seconds interval, Seconds now);
    /// The broker has asked for another interval (Server Keep Alive, MQTT 5.0 section 3.2.2.3.14).
    void change(Seconds interval) { interval_ = interval; }
    void received(ByteView bytes, Seconds now);
    void sent(ByteView bytes, Seconds now);
    /// The library has looked, and the connection goes on.
    void looked(Seconds now) { not_before_ = now + Seconds(1); }

    /// Nothing without a keep alive.
    std::optional<Seconds> due() const;

private:
    Seconds interval_{};
    Seconds last_in_{};
    Seconds next_out_{};
    Seconds not_before_{};
    PacketEnds in_;
    PacketEnds out_;
};

}  // namespace breakwire::devices
