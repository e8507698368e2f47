#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "sim/base/bytes.hpp"
#include "sim/faults/in_flight.hpp"
#include "sim/net/socket.hpp"

namespace breakwire::sim {

/// What lies between TCP and MQTT at an end that Breakwire plays: TLS, a WebSocket. It moves no
/// octets by itself.
class LayerSession {
public:
    virtual ~LayerSession() = default;

    virtual void start() = 0;
    virtual void unseal(ByteView sealed) = 0;
    virtual void seal(ByteView plain) = 0;
    /// What it has to say before a FIN of ours.
    virtual void close() = 0;
    /// The peer's octets have come to their end, by a FIN or, not `orderly`, by an RST.
    virtual void peer_ended(bool orderly) = 0;

    virtual Bytes take_sealed() = 0;
    virtual Bytes take_plain() = 0;

    virtual bool open() const = 0;
    /// It is over: how the connection below is to end. Nothing else comes of it.
    virtual std::optional<Ending> end() const = 0;
    /// A fault keeps it from ever going on.
    virtual bool stalled() const { return false; }
};

/// Makes the session of a connection, which calls `more` when it has something to say by itself.
using SessionMaker = std::function<std::unique_ptr<LayerSession>(ConnectionId connection,
                                                                 std::function<void()> more)>;

}  // namespace breakwire::sim
