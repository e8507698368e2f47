#pragma once

#include <memory>

#include "sim/net/socket.hpp"
#include "sim/net/tls_session.hpp"

namespace breakwire::sim {

/// A device's own TLS: what its owner says goes sealed across the virtual network, up to the
/// broker.
///
/// It is connected once the handshake is over. A handshake that fails is told by `on_failed`, as
/// "TLS: ...", and so is what goes wrong with TLS later.
class SealingSocket final : public Socket, private SocketEvents {
public:
    /// Dials at once. `network` and `owner` must outlive it.
    SealingSocket(const TlsSurroundings& around, TlsProfile profile, Luck luck, Dialer& network,
                  std::string device, SocketEvents& owner);
    ~SealingSocket() override { *alive_ = false; }

    ConnectionId id() const override { return network_->id(); }
    void send(ByteView bytes) override;
    void finish() override;
    void reset() override { network_->reset(); }
    void vanish() override { network_->vanish(); }
    std::size_t unacknowledged() const override { return network_->unacknowledged(); }
    void hold(bool on) override { network_->hold(on); }

private:
    void on_established() override;
    void on_refused() override { owner_.on_refused(); }
    void on_timed_out() override { owner_.on_timed_out(); }
    void on_data(ByteView bytes) override;
    void on_fin() override;
    void on_reset() override;
    void on_acknowledged() override { owner_.on_acknowledged(); }
    void on_failed(const std::string& why) override { owner_.on_failed(why); }

    void flush();
    void settle();
    void give_up();

    TlsSurroundings around_;
    SocketEvents& owner_;
    const std::string device_;
    TlsProfile profile_;
    Luck luck_;
    std::optional<TlsSession> session_;
    bool told_open_ = false;
    bool given_up_ = false;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    /// Last, so that it goes first: it may tell its events until then.
    std::unique_ptr<Socket> network_;
};

}  // namespace breakwire::sim
