#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "sim/base/bytes.hpp"
#include "sim/record/event.hpp"

namespace breakwire::sim {

/// What the owner of one end of a virtual TCP connection is told. Calls come between two steps of
/// the kernel or from inside one; the socket may be used, closed or dropped in any of them.
class SocketEvents {
public:
    virtual ~SocketEvents() = default;
    virtual void on_established() {}  ///< the device's end only: the handshake is complete
    virtual void on_refused() {}      ///< the device's end only: RST in answer to the SYN
    virtual void on_timed_out() {}    ///< no answer to the SYN, or retransmission given up
    virtual void on_data(ByteView bytes) = 0;
    virtual void on_fin() = 0;         ///< the peer has finished sending; this end may still send
    virtual void on_reset() = 0;       ///< the connection is gone in both directions
    virtual void on_acknowledged() {}  ///< `Socket::unacknowledged` has become less
    /// The device's end only: there is no connection, for a reason above or below TCP ("TLS: ...",
    /// "name not found").
    virtual void on_failed(const std::string& /*why*/) { on_reset(); }
};

/// One end of a virtual TCP connection, as an application uses it. Owned by the application;
/// dropping an open one resets it, dropping one that has finished lets what was sent arrive and
/// answers what still comes with RST. After `reset`, `vanish`, or both directions' FIN, calls do
/// nothing.
class Socket {
public:
    virtual ~Socket() = default;
    virtual ConnectionId id() const = 0;
    virtual void send(ByteView bytes) = 0;
    virtual void finish() = 0;  ///< FIN: no more from this end (half-close)
    virtual void reset() = 0;   ///< RST
    virtual void vanish() = 0;  ///< gone without a word: no FIN, no RST, no answer to anything
    /// Octets accepted by `send` and not yet acknowledged by the far end: the measure for
    /// back-pressure.
    virtual std::size_t unacknowledged() const = 0;
    /// While `on`, takes in nothing more: the receive window is closed and the peer waits.
    virtual void hold(bool /*on*/) {}
};

/// A SYN has reached the broker's host. Answer once, at once or later.
class Incoming {
public:
    virtual ~Incoming() = default;
    /// The connection that it is to become.
    virtual ConnectionId id() const { return 0; }
    virtual const std::string& device() const = 0;
    virtual const std::string& address() const = 0;  ///< the device's IPv4 address
    /// The broker's port that is meant; nothing: the one it usually listens at.
    virtual std::optional<std::uint16_t> port() const { return std::nullopt; }
    /// Completes the handshake; `events` must outlive the socket.
    virtual std::unique_ptr<Socket> accept(SocketEvents& events) = 0;
    virtual void refuse() = 0;
};

/// The application on the broker's host: a bridge to a real broker, or a broker written by hand in
/// a test. Dropping an `Incoming` unanswered lets the device's SYN time out.
class Server {
public:
    virtual ~Server() = default;
    virtual void on_connect(std::unique_ptr<Incoming> incoming) = 0;
};

/// Opens connections from a device to the broker's host; what client stacks hold on to.
class Dialer {
public:
    virtual ~Dialer() = default;
    /// Sends a SYN; `events` hears of the outcome and must outlive the socket.
    virtual std::unique_ptr<Socket> dial(const std::string& device, SocketEvents& events) = 0;
};

}  // namespace breakwire::sim
