#pragma once

#include <string>

#include "sim/base/timers.hpp"
#include "sim/mqtt/framer.hpp"
#include "sim/net/layer_session.hpp"
#include "sim/record/recorder.hpp"
#include "sim/websocket/websocket_engine.hpp"

namespace breakwire::sim {

/// How a device speaks through a WebSocket.
struct WebSocketProfile {
    WebSocketSettings settings;
    std::string host;   ///< of the broker, with its port
    Duration gather{};  ///< what is said within so long travels in one message
};

/// One WebSocket in a device's place, and what the record says of it: notes of the device.
///
/// A device that has sent its DISCONNECT closes as clients do, with a close frame and code 1000; a
/// FIN without one is just a FIN, as of a client that died. Source: RFC 6455 section 7.
class WebSocketSession final : public LayerSession {
public:
    /// `timers` and `recorder` must outlive it.
    WebSocketSession(Timers& timers, Recorder& recorder, std::string device,
                     const WebSocketProfile& profile, const Luck& luck, std::function<void()> more);
    ~WebSocketSession() override { timers_.cancel(gathering_); }

    void start() override { engine_.start(); }
    void unseal(ByteView sealed) override;
    void seal(ByteView plain) override;
    void close() override;
    void peer_ended(bool orderly) override;
    Bytes take_sealed() override { return engine_.take_sealed(); }
    Bytes take_plain() override { return engine_.take_plain(); }
    bool open() const override { return engine_.state() == WebSocketEngine::State::open; }
    std::optional<Ending> end() const override;

private:
    void send_gathered();
    void look();
    void note(const std::string& text);

    Timers& timers_;
    Recorder& recorder_;
    const std::string device_;
    const Duration gather_;
    const std::string subprotocol_;
    WebSocketEngine engine_;
    std::function<void()> more_;
    mqtt::Framer packets_;       ///< of the device
    bool said_goodbye_ = false;  ///< it has sent a DISCONNECT
    Bytes gathered_;
    Timers::Id gathering_ = 0;
    bool told_open_ = false;
    bool told_end_ = false;
    bool cut_off_ = false;  ///< the peer has ended the connection in the handshake
};

/// WebSockets for the connections of `device`. `timers` and `recorder` must outlive them.
SessionMaker websocket_sessions(Timers& timers, Recorder& recorder, const std::string& device,
                                const WebSocketProfile& profile, const Luck& luck);

}  // namespace breakwire::sim
