#pragma once

#include <functional>
#include <map>
#include <utility>

#include "devices/stacks/descriptor.hpp"
#include "devices/stacks/readiness.hpp"

namespace breakwire::devices {

/// Where client libraries connect to in this process: a TCP listener on 127.0.0.1 whose accepted
/// ends are ours, and a port where nobody listens.
class Loopback final : private Readiness::Watcher {
public:
    /// Throws `EnvironmentError` if there is no port or descriptor to be had.
    explicit Loopback(Readiness& readiness);
    ~Loopback() override;

    static constexpr const char* address = "127.0.0.1";
    std::uint16_t port() const { return port_; }
    /// Bound and not listening: a connect to it is refused, and nobody else can take it.
    std::uint16_t refusing_port() const { return refusing_port_; }

    using Accepted = std::function<void(Descriptor)>;
    /// Hands over the end that belongs to `descriptor`, a socket connected to `port`: at once as a
    /// rule, since connecting to oneself takes no time. Non-blocking, without Nagle's delay.
    void expect(int descriptor, Accepted accepted);
    /// `descriptor` is not waited for any more.
    void give_up(int descriptor);

private:
    using Peer = std::pair<std::uint32_t, std::uint16_t>;  ///< address and port, network order
    struct Waiting {
        Peer peer;
        Accepted accepted;
    };
    void on_ready() override { accept_all(); }
    void accept_all();
    void hand_over(const Peer& peer, Descriptor end);

    Readiness& readiness_;
    Descriptor listener_;
    Descriptor refusing_;
    Readiness::Ticket ticket_ = 0;
    std::uint16_t port_ = 0;
    std::uint16_t refusing_port_ = 0;
    std::map<int, Waiting> waiting_;
};

}  // namespace breakwire::devices
