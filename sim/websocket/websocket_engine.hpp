#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "sim/base/luck.hpp"
#include "sim/websocket/frame.hpp"
#include "sim/websocket/upgrade.hpp"

namespace breakwire::sim {

/// How a client speaks through a WebSocket.
struct WebSocketSettings {
    std::string path = "/mqtt";
    std::string subprotocol = "mqtt";         ///< empty: it names none
    Opcode opcode = Opcode::binary;           ///< or text, which MQTT forbids
    std::optional<std::uint32_t> frame_size;  ///< octets of a frame at most; nothing: no limit
};

/// The client's end of a WebSocket without I/O: octets go in and octets come out, framed towards
/// the server and plain towards whoever it works for. It owns no socket and no clock.
///
/// Each `seal` makes a message of its own, so that what is said at once travels in one. It answers
/// pings and the closing handshake. What a server may not do leaves it `failed`, with a close frame
/// that says why in `take_sealed`. Source: RFC 6455; MQTT 5.0 and 3.1.1 section 6.
class WebSocketEngine {
public:
    enum class State { handshaking, open, closed, failed };

    /// `host` as it goes into the request.
    WebSocketEngine(WebSocketSettings settings, std::string host, const Luck& luck);

    void start();
    void unseal(ByteView bytes);
    /// Waits until the handshake is over.
    void seal(ByteView plain);
    /// Says that this is the end, if the peer has not.
    void close(CloseCode code);

    Bytes take_sealed() { return std::exchange(out_, {}); }
    Bytes take_plain() { return std::exchange(plain_, {}); }

    State state() const { return state_; }
    /// Why it failed: "HTTP/1.1 404 Not Found", "a text frame".
    const std::string& problem() const { return problem_; }
    /// What the peer has said in closing: "1002 no text, please"; "no code" if nothing.
    const std::optional<std::string>& peers_close() const { return peers_close_; }

private:
    void shake_hands();
    void read_frames();
    void read(WebSocketFrame frame);
    void read_data(WebSocketFrame frame);
    void peer_closes(const Bytes& payload);
    void send(const WebSocketFrame& frame);
    void fail(const std::string& why, CloseCode code);

    WebSocketSettings settings_;
    Luck luck_;
    UpgradeOffer offer_;
    State state_ = State::handshaking;
    std::string response_;  ///< until it is whole
    WebSocketFrameReader frames_{/*masked=*/false};
    bool in_message_ = false;  ///< its last frame is still to come
    bool said_close_ = false;
    std::uint64_t masks_ = 0;
    Bytes waiting_;  ///< plain, until the handshake is over
    Bytes out_;
    Bytes plain_;
    std::string problem_;
    std::optional<std::string> peers_close_;
};

}  // namespace breakwire::sim
