#include "sim/io/led_transport.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <boost/asio/ip/address_v4.hpp>
#include <cerrno>
#include <cstring>

#include "sim/base/errors.hpp"
#include "sim/io/local_pair.hpp"

namespace breakwire::sim {

using lockstep::Grant;

namespace {

std::uint32_t host_order(const std::string& address) {
    return boost::asio::ip::make_address_v4(address).to_uint();
}

constexpr std::uint32_t local_ports = 28'232;  // net.ipv4.ip_local_port_range

/// The kernel's choice for a client that leaves it open; here the same in every run.
std::uint16_t port_of(std::uint32_t number) {
    constexpr std::uint32_t first = 32'768;
    return static_cast<std::uint16_t>(first + number % local_ports);
}

sockaddr_in endpoint(const std::string& address, std::uint16_t port) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    at.sin_addr.s_addr = htonl(host_order(address));
    return at;
}

/// Returns 0 or an errno.
int bind_to(int end, const sockaddr_in& at) {
    const int on = 1;
    setsockopt(end, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return bind(end, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0 ? 0 : errno;
}

}  // namespace

// --- Local streams ------------------------------------------------------------------------------

void LocalTransport::let_listen(ControlChannel& channel, const lockstep::Report& report) {
    const auto pair = local_pair(SOCK_SEQPACKET);
    listeners_.emplace(report.port, pair[0]);
    channel.give(Grant{}, pair[1]);
    close(pair[1]);
}

std::optional<LedTransport::Opened> LocalTransport::open(const std::string& address,
                                                         std::uint16_t port) {
    if (!listeners_.contains(port)) return std::nullopt;
    const auto pair = local_pair(SOCK_STREAM);
    const std::uint32_t number = ++last_;
    unposted_[number] = {port, pair[1], {number, host_order(address), port_of(number), 0}};
    return Opened{pair[0], number};
}

void LocalTransport::post(std::uint32_t number, Grant&) {
    const auto found = unposted_.find(number);
    if (found == unposted_.end()) return;
    const Unposted& unposted = found->second;
    const auto listener = listeners_.lower_bound(unposted.port);
    if (listener != listeners_.end() && listener->first == unposted.port) {
        send_with_descriptor(listener->second, std::as_bytes(std::span(&unposted.message, 1)),
                             unposted.end);
    }
    close(unposted.end);
    unposted_.erase(found);
}

void LocalTransport::forget() {
    for (const auto& [number, unposted] : unposted_) close(unposted.end);
    for (const auto& [port, end] : listeners_) close(end);
    unposted_.clear();
    listeners_.clear();
}

// --- TCP ----------------------------------------------------------------------------------------

/// The process knows a connection by its port, so no two may have the same, whatever their
/// addresses: left to itself, the kernel chooses one for each address anew.
std::optional<LedTransport::Opened> TcpTransport::open(const std::string& address,
                                                       std::uint16_t port) {
    const int end = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (end < 0) throw EnvironmentError(std::string("no socket left: ") + std::strerror(errno));
    for (std::uint32_t tried = 0; tried < local_ports; ++tried) {
        const std::uint16_t number = port_of(++last_);
        const int failure = bind_to(end, endpoint(address, number));
        if (failure == EADDRINUSE) continue;
        if (failure != 0) {
            close(end);
            throw EnvironmentError("cannot open a socket at " + address + ": " +
                                   std::strerror(failure));
        }
        unconnected_[number] = {end, port};
        return Opened{end, number};
    }
    close(end);
    throw EnvironmentError("no port is left at " + address);
}

/// Only now, since the process accepts all that have come when it looks. A connection that is
/// refused is found out when it is used.
void TcpTransport::post(std::uint32_t number, Grant& grant) {
    const auto found = unconnected_.find(number);
    if (found == unconnected_.end()) return;
    const sockaddr_in to = endpoint(host_, found->second.port);
    const bool connected =
        connect(found->second.end, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
    unconnected_.erase(found);
    if (connected) promise(grant, lockstep::Promise::connection, number, 0);
}

void TcpTransport::promise(Grant& grant, lockstep::Promise what, std::uint32_t number,
                           std::uint64_t total) const {
    grant.promise = what;
    grant.connection = number;
    grant.total = total;
}

}  // namespace breakwire::sim
