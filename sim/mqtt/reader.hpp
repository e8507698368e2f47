#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/bytes.hpp"
#include "sim/mqtt/decode_error.hpp"
#include "sim/mqtt/version.hpp"

namespace breakwire::mqtt {

/// A cursor over one packet that never leaves it.
///
/// The first mistake is kept and ends the reading: from then on every field reads as zero or empty
/// and `more()` is false. So a body is read straight down, and its caller looks at `failure()`
/// once, at the end. Offsets count from the start of the packet. Integers are big-endian
/// (section 1.5 of both versions).
class Reader {
public:
    Reader(ByteView packet, Version version)
        : packet_(packet), end_(packet.size()), version_(version) {}

    Version version() const { return version_; }
    /// A CONNECT finds out on the way which version it is.
    void set_version(Version version) { version_ = version; }

    std::size_t offset() const { return at_; }
    std::size_t left() const { return failure_ ? 0 : end_ - at_; }
    bool more() const { return left() > 0; }
    const std::optional<DecodeError>& failure() const { return failure_; }

    std::uint8_t u8();
    std::uint16_t u16();
    std::uint32_t u32();
    /// Never 0 ([MQTT-2.2.1-3]; 3.1.1 [MQTT-2.3.1-1]).
    std::uint16_t packet_id();
    /// In its shortest form, as 5.0 wants it ([MQTT-1.5.5-1]).
    std::uint32_t varint();
    /// A UTF-8 Encoded String (5.0 section 1.5.4, 3.1.1 section 1.5.3).
    std::string string();
    /// Binary Data (5.0 section 1.5.6): a Two Byte length and that many bytes.
    Bytes binary();
    /// All that is left.
    Bytes rest();

    void skip(std::size_t size) { take(size, at_); }

    /// The next `size` bytes as a reader of their own, which this one steps over; `field` is where
    /// the size was read. What goes wrong in the part comes back by `adopt`.
    Reader part(std::size_t size, std::size_t field);
    void adopt(const Reader& part);

    /// Records a mistake, unless there was one before. `rule`: where the sentence depends on more
    /// than `why` and the version.
    void fail(Malformed why, std::size_t offset, std::string_view rule = {});

private:
    /// `size` bytes, or none and a failure at `field`, where the field they belong to starts.
    ByteView take(std::size_t size, std::size_t field);
    ByteView counted();

    ByteView packet_;
    std::size_t at_ = 0;
    std::size_t end_;
    Version version_;
    std::optional<DecodeError> failure_;
};

}  // namespace breakwire::mqtt
