#include "sim/websocket/websocket_engine.hpp"

#include <algorithm>
#include <utility>

namespace breakwire::sim {
namespace {

/// More than any server says before it lets one in.
constexpr std::size_t longest_response = 65'536;

std::string drawn_key(const Luck& luck) {
    std::string octets;
    for (std::uint64_t i = 0; i < 16; ++i) {
        octets.push_back(static_cast<char>(luck.bits("websocket key", i) & 0xff));
    }
    return base64(octets);
}

Bytes close_payload(CloseCode code) {
    const auto number = static_cast<std::uint16_t>(code);
    return {static_cast<std::byte>(number >> 8), static_cast<std::byte>(number & 0xff)};
}

/// Source: RFC 6455 section 5.5.1.
std::string told_by(const Bytes& payload) {
    if (payload.size() < 2) return "no code";
    const unsigned code =
        std::to_integer<unsigned>(payload[0]) << 8 | std::to_integer<unsigned>(payload[1]);
    const std::string reason = to_text(ByteView(payload).subspan(2));
    return std::to_string(code) + (reason.empty() ? "" : " " + reason);
}

}  // namespace

WebSocketEngine::WebSocketEngine(WebSocketSettings settings, std::string host, const Luck& luck)
    : settings_(std::move(settings)),
      luck_(luck),
      offer_{std::move(host), settings_.path, settings_.subprotocol, drawn_key(luck)} {}

void WebSocketEngine::start() {
    const std::string request = upgrade_request(offer_);
    const ByteView octets = as_bytes(request);
    out_.insert(out_.end(), octets.begin(), octets.end());
}

void WebSocketEngine::unseal(ByteView bytes) {
    if (state_ == State::failed || state_ == State::closed) return;
    if (state_ == State::open) {
        frames_.feed(bytes);
        return read_frames();
    }
    response_ += to_text(bytes);
    shake_hands();
}

void WebSocketEngine::shake_hands() {
    const auto end = response_.find("\r\n\r\n");
    if (end == std::string::npos) {
        if (response_.size() > longest_response) {
            problem_ = "an answer without an end";
            state_ = State::failed;
        }
        return;
    }
    const std::string head = response_.substr(0, end + 4);
    const std::string behind = response_.substr(end + 4);
    response_.clear();
    problem_ = refusal_in(head, offer_);
    state_ = problem_.empty() ? State::open : State::failed;
    if (state_ == State::failed) return;
    if (!waiting_.empty()) seal(std::exchange(waiting_, {}));
    frames_.feed(as_bytes(behind));
    read_frames();
}

void WebSocketEngine::read_frames() {
    while (state_ == State::open) {
        auto frame = frames_.next();
        if (!frame) break;
        read(std::move(*frame));
    }
    if (state_ == State::open && frames_.problem()) {
        fail(frames_.problem()->what, frames_.problem()->code);
    }
}

void WebSocketEngine::read(WebSocketFrame frame) {
    switch (frame.opcode) {
        case Opcode::ping:
            return send({Opcode::pong, true, std::move(frame.payload)});
        case Opcode::pong:
            return;
        case Opcode::close:
            return peer_closes(frame.payload);
        case Opcode::text:  // v5/6.0.0-1
            return fail("a text frame", CloseCode::unsupported_data);
        case Opcode::binary:
        case Opcode::continuation:
            return read_data(std::move(frame));
    }
}

/// Packets need not end where frames or messages do: v5/6.0.0-2.
void WebSocketEngine::read_data(WebSocketFrame frame) {
    if (in_message_ != (frame.opcode == Opcode::continuation)) {
        return fail("a message inside another, or the rest of none", CloseCode::protocol_error);
    }
    in_message_ = !frame.last;
    plain_.insert(plain_.end(), frame.payload.begin(), frame.payload.end());
}

void WebSocketEngine::peer_closes(const Bytes& payload) {
    peers_close_ = told_by(payload);
    if (!std::exchange(said_close_, true)) {
        const std::size_t code = std::min<std::size_t>(payload.size(), 2);
        send({Opcode::close, true,
              Bytes(payload.begin(), payload.begin() + static_cast<std::ptrdiff_t>(code))});
    }
    state_ = State::closed;
}

void WebSocketEngine::seal(ByteView plain) {
    if (state_ == State::handshaking) {
        waiting_.insert(waiting_.end(), plain.begin(), plain.end());
        return;
    }
    if (state_ != State::open || said_close_) return;
    const std::size_t most = settings_.frame_size.value_or(WebSocketFrameReader::largest_payload);
    for (std::size_t at = 0; at < plain.size(); at += most) {
        const ByteView part = plain.subspan(at, std::min(most, plain.size() - at));
        const bool last = at + part.size() == plain.size();
        send({at == 0 ? settings_.opcode : Opcode::continuation, last, to_bytes(part)});
    }
}

void WebSocketEngine::close(CloseCode code) {
    if (state_ != State::open || std::exchange(said_close_, true)) return;
    send({Opcode::close, true, close_payload(code)});
}

void WebSocketEngine::send(const WebSocketFrame& frame) {
    const std::uint64_t bits = luck_.bits("websocket mask", masks_++);
    MaskingKey key{};
    for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<std::byte>(bits >> (8 * i));
    const Bytes octets = encode(frame, key);
    out_.insert(out_.end(), octets.begin(), octets.end());
}

void WebSocketEngine::fail(const std::string& why, CloseCode code) {
    close(code);
    problem_ = why;
    state_ = State::failed;
}

}  // namespace breakwire::sim
