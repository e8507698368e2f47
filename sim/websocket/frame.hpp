#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "sim/base/bytes.hpp"

namespace breakwire::sim {

/// Source: RFC 6455 section 5.2.
enum class Opcode : std::uint8_t {
    continuation = 0x0,
    text = 0x1,
    binary = 0x2,
    close = 0x8,
    ping = 0x9,
    pong = 0xa
};

/// Source: RFC 6455 section 7.4.1.
enum class CloseCode : std::uint16_t {
    normal = 1000,
    protocol_error = 1002,
    unsupported_data = 1003,
    too_big = 1009
};

struct WebSocketFrame {
    Opcode opcode{};
    bool last = true;  ///< of its message
    Bytes payload{};
};

using MaskingKey = std::array<std::byte, 4>;

/// The octets of `frame`. A client masks, with a key that nobody can guess; a server does not.
/// Source: RFC 6455 sections 5.2 and 5.3.
Bytes encode(const WebSocketFrame& frame, const std::optional<MaskingKey>& key);

/// Cuts what a peer sends into frames, however the octets arrive.
class WebSocketFrameReader {
public:
    /// The largest control packet of MQTT, and so the most that has to fit into one frame.
    static constexpr std::uint64_t largest_payload = 268'435'460;

    /// `masked`: whether frames are to be, as those of clients are.
    explicit WebSocketFrameReader(bool masked) : masked_(masked) {}

    void feed(ByteView bytes);

    /// The next whole frame, unmasked; nothing until more octets come, or ever after a problem.
    std::optional<WebSocketFrame> next();

    /// What makes these octets no frames of such a peer, and how to close for it.
    struct Problem {
        std::string what;
        CloseCode code{};
    };
    const std::optional<Problem>& problem() const { return problem_; }

private:
    struct Head {
        WebSocketFrame frame;
        std::uint64_t length = 0;
        std::size_t size = 0;  ///< its own, with the key
        std::optional<MaskingKey> key{};
    };
    std::optional<Head> head() const;
    std::optional<Problem> problem_in(const Head& head) const;

    bool masked_;
    Bytes buffer_;
    std::optional<Problem> problem_;
};

}  // namespace breakwire::sim
