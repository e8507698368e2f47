#pragma once

#include <memory>

#include "sim/base/timers.hpp"
#include "sim/net/layer_session.hpp"
#include "sim/net/socket.hpp"

namespace breakwire::sim {

/// Where TLS or a WebSocket ends: towards its owner it carries what is sealed, towards the virtual
/// network what is plain.
///
/// In a device's place it speaks to a broker (`Incoming`: it is the client, and accepts the
/// device's connection once the handshake is over, so that nothing the device says is lost in it).
/// In the broker's place it speaks to a program (`Dialer`: it is the server).
///
/// Owned by whoever holds the sealed side, as any socket is. A FIN of one side is told to the
/// other, behind what the session says at its end; an RST is an RST.
class UnsealingSocket final : public Socket, private SocketEvents {
public:
    /// In the device's place; the handshake begins at the present instant. `timers` and `owner`
    /// must outlive it.
    UnsealingSocket(Timers& timers, const SessionMaker& make, std::unique_ptr<Incoming> incoming,
                    SocketEvents& owner);
    /// In the broker's place, for `device`; the handshake begins once the network has connected.
    UnsealingSocket(Timers& timers, SessionMaker make, Dialer& network, const std::string& device,
                    SocketEvents& owner);
    ~UnsealingSocket() override;

    // What the owner does, on the sealed side.
    ConnectionId id() const override;
    void send(ByteView bytes) override;
    void finish() override;
    void reset() override;
    void vanish() override;
    std::size_t unacknowledged() const override;
    void hold(bool on) override;

private:
    // What the network says, on the plain side.
    void on_established() override;
    void on_refused() override;
    void on_timed_out() override;
    void on_data(ByteView bytes) override;
    void on_fin() override;
    void on_reset() override;
    void on_acknowledged() override;
    void on_failed(const std::string& why) override;

    void begin(const SessionMaker& make, ConnectionId connection);
    void more_to_say();
    void accept_if_due();
    void accept();
    void settle();
    void end_if_due();
    void close_if_due();
    void tell_owner();
    void tell_owner_soon();
    void tell_last(void (SocketEvents::*what)());

    Timers& timers_;
    SocketEvents* owner_;                 ///< nullptr once it is to hear nothing more
    SessionMaker make_;                   ///< in the broker's place
    std::unique_ptr<Incoming> incoming_;  ///< until the device's connection is accepted
    std::unique_ptr<LayerSession> session_;
    Bytes to_owner_;                 ///< sealed, not told yet
    std::optional<Ending> ends_as_;  ///< behind that, for the owner
    bool told_end_ = false;
    bool device_finished_ = false;
    bool held_ = false;
    Timers::Id telling_ = 0;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    /// Last, so that it goes first: it may tell its events until then.
    std::unique_ptr<Socket> network_;
};

}  // namespace breakwire::sim
