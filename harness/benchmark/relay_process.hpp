#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>

#include "harness/brokers/address.hpp"

namespace breakwire::harness {

/// A child process that listens at a port of 127.0.0.1; ends with this object.
class ListeningProcess {
public:
    /// Runs `body`, in the child, with a pipe into which it puts its port (`tell_port`). Forks, so
    /// it comes before threads and simulations. Throws EnvironmentError if the child ends without
    /// a port.
    explicit ListeningProcess(const std::function<void(int pipe)>& body);
    ~ListeningProcess();
    ListeningProcess(const ListeningProcess&) = delete;
    ListeningProcess& operator=(const ListeningProcess&) = delete;

    std::uint16_t port() const { return port_; }

    static void tell_port(int pipe, std::uint16_t port);

private:
    pid_t child_ = -1;
    std::uint16_t port_ = 0;
};

/// `breakwire proxy` without faults, before `upstream`, for as long as its process lives. Runs
/// under SystemC.
int run_relay(int pipe, const Address& upstream);

}  // namespace breakwire::harness
