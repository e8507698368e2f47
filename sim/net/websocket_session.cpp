#include "sim/net/websocket_session.hpp"

#include <utility>

#include "sim/mqtt/packet.hpp"

namespace breakwire::sim {
namespace {

/// The upper half of a packet's first octet. Source: MQTT 5.0 section 2.1.2.
mqtt::PacketType type_of(const Bytes& packet) {
    return static_cast<mqtt::PacketType>(std::to_integer<unsigned>(packet.front()) >> 4);
}

}  // namespace

WebSocketSession::WebSocketSession(Timers& timers, Recorder& recorder, std::string device,
                                   const WebSocketProfile& profile, const Luck& luck,
                                   std::function<void()> more)
    : timers_(timers),
      recorder_(recorder),
      device_(std::move(device)),
      gather_(profile.gather),
      subprotocol_(profile.settings.subprotocol),
      engine_(profile.settings, profile.host, luck),
      more_(std::move(more)) {}

void WebSocketSession::unseal(ByteView sealed) {
    engine_.unseal(sealed);
    look();
}

void WebSocketSession::seal(ByteView plain) {
    packets_.feed(plain);
    while (const auto packet = packets_.next()) {
        if (packet->has_value() && type_of(packet->value()) == mqtt::PacketType::disconnect) {
            said_goodbye_ = true;
        }
    }
    if (gather_ == Duration{}) return engine_.seal(plain);
    gathered_.insert(gathered_.end(), plain.begin(), plain.end());
    if (gathering_ != 0) return;
    gathering_ = timers_.after(gather_, [this] {
        gathering_ = 0;
        send_gathered();
        const auto more = more_;  // which may end this session
        more();
    });
}

void WebSocketSession::send_gathered() {
    if (!gathered_.empty()) engine_.seal(std::exchange(gathered_, {}));
}

void WebSocketSession::close() {
    send_gathered();
    if (said_goodbye_) engine_.close(CloseCode::normal);
}

void WebSocketSession::peer_ended(bool /*orderly*/) {
    if (engine_.state() != WebSocketEngine::State::handshaking || std::exchange(cut_off_, true)) {
        return;
    }
    note("WebSocket failed: the broker ended the connection in the handshake");
}

std::optional<Ending> WebSocketSession::end() const {
    const auto state = engine_.state();
    const bool over = state == WebSocketEngine::State::closed ||
                      state == WebSocketEngine::State::failed || cut_off_;
    return over ? std::optional(Ending::fin) : std::nullopt;
}

void WebSocketSession::look() {
    const auto state = engine_.state();
    const bool was_open =
        state == WebSocketEngine::State::open || state == WebSocketEngine::State::closed;
    if (was_open && !std::exchange(told_open_, true)) {
        note("WebSocket open" + (subprotocol_.empty() ? "" : ", subprotocol " + subprotocol_));
    }
    if (!end() || std::exchange(told_end_, true)) return;
    note(state == WebSocketEngine::State::failed
             ? "WebSocket failed: " + engine_.problem()
             : "WebSocket closed by the broker: " + engine_.peers_close().value_or("no code"));
}

void WebSocketSession::note(const std::string& text) {
    recorder_.add(DeviceEvent{device_, DeviceState::note, text, std::nullopt});
}

SessionMaker websocket_sessions(Timers& timers, Recorder& recorder, const std::string& device,
                                const WebSocketProfile& profile, const Luck& luck) {
    return [&timers, &recorder, device, profile, luck](ConnectionId, std::function<void()> more) {
        return std::make_unique<WebSocketSession>(timers, recorder, device, profile, luck,
                                                  std::move(more));
    };
}

}  // namespace breakwire::sim
