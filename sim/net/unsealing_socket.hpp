#pragma once

#include <memory>

#include "sim/net/socket.hpp"
#include "sim/net/tls_session.hpp"

namespace breakwire::sim {

/// Where TLS ends: towards its owner it carries what is sealed, towards the virtual network what is
/// plain.
///
/// In a device's place it speaks TLS to a broker (`Incoming`: it is the client, and accepts the
/// device's connection once the handshake is over, so that nothing the device says is lost in it).
/// In the broker's place it speaks TLS to a program (`Dialer`: it is the server).
///
/// Owned by whoever holds the sealed side, as any socket is. A FIN of one side is told to the
/// other, with a close_notify towards the sealed one; an RST is an RST.
class UnsealingSocket final : public Socket, private SocketEvents {
public:
    /// In the device's place; the handshake begins at the present instant. `owner` must outlive it.
    UnsealingSocket(const TlsSurroundings& around, const TlsProfile& profile, const Luck& luck,
                    std::unique_ptr<Incoming> incoming, SocketEvents& owner);
    /// In the broker's place, for `device`; the handshake begins once the network has connected.
    UnsealingSocket(const TlsSurroundings& around, TlsProfile profile, Luck luck, Dialer& network,
                    std::string device, SocketEvents& owner);
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

    void accept_if_due();
    void accept();
    void settle();
    void end_if_due();
    void close_if_due();
    void tell_owner();
    void tell_owner_soon();
    void tell_last(void (SocketEvents::*what)());

    TlsSurroundings around_;
    SocketEvents* owner_;  ///< nullptr once it is to hear nothing more
    std::string device_;
    TlsProfile profile_;
    Luck luck_;
    std::unique_ptr<Incoming> incoming_;  ///< until the device's connection is accepted
    std::optional<TlsSession> session_;
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
