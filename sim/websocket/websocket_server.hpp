#pragma once

#include <string>
#include <vector>

#include "sim/websocket/frame.hpp"
#include "sim/websocket/upgrade.hpp"

namespace breakwire::sim {

/// The server's end of a WebSocket, for tests: it accepts whatever it is asked, tells what it got
/// and says what it is told to, right or wrong.
class WebSocketServer {
public:
    explicit WebSocketServer(std::string subprotocol = "mqtt") : subprotocol_(subprotocol) {}

    /// Takes in what the client says; what it answers by itself, the upgrade, comes back.
    Bytes take(ByteView bytes) {
        if (open) {
            reader_.feed(bytes);
        } else {
            request += to_text(bytes);
        }
        const auto end = request.find("\r\n\r\n");
        if (open || end == std::string::npos) return read();
        open = true;
        return to_bytes(std::string_view(answer()));
    }
    Bytes frame(Opcode opcode, std::string_view payload, bool last = true) const {
        return encode({opcode, last, to_bytes(payload)}, std::nullopt);
    }

    std::string request;
    bool open = false;
    std::vector<std::string> frames;  ///< "2 text", with "+" where more of the message is to come

private:
    std::string answer() const {
        const std::string label = "Sec-WebSocket-Key: ";
        const auto at = request.find(label) + label.size();
        const std::string key = request.substr(at, request.find("\r\n", at) - at);
        std::string text = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n";
        text += "Connection: Upgrade\r\nSec-WebSocket-Accept: " + accept_for(key) + "\r\n";
        if (!subprotocol_.empty()) text += "Sec-WebSocket-Protocol: " + subprotocol_ + "\r\n";
        return text + "\r\n";
    }
    Bytes read() {
        while (const auto frame = reader_.next()) {
            frames.push_back(std::to_string(static_cast<int>(frame->opcode)) +
                             (frame->last ? " " : "+ ") + to_text(frame->payload));
        }
        return {};
    }

    std::string subprotocol_;
    WebSocketFrameReader reader_{/*masked=*/true};
};

}  // namespace breakwire::sim
