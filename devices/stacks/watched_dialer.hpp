#pragma once

#include <string>

#include "sim/net/socket.hpp"

namespace breakwire::devices {

/// Dials for a library that hears of the network by the machine's sockets alone, and remembers what
/// ended the latest connection in the words that all stacks use: a socket of the machine's cannot
/// tell a refused SYN from a reset.
class WatchedDialer final : public sim::Dialer {
public:
    /// `network` must outlive it, and it the sockets that it dials.
    explicit WatchedDialer(sim::Dialer& network) : network_(network) {}

    std::unique_ptr<sim::Socket> dial(const std::string& device, sim::SocketEvents& owner) override;

    /// "refused", "RST"...; empty while the other end has not ended it.
    const std::string& ended_by() const { return ended_by_; }
    /// Whether TCP's handshake of the latest connection went through.
    bool established() const { return established_; }

private:
    class Watched;

    sim::Dialer& network_;
    std::uint64_t dialled_ = 0;
    bool established_ = false;
    std::string ended_by_;
};

}  // namespace breakwire::devices
