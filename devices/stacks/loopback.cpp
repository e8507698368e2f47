#include "devices/stacks/loopback.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>

#include <algorithm>

#include "sim/base/errors.hpp"

namespace breakwire::devices {
namespace {

Descriptor bound_socket() {
    Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    sockaddr_in any_port{};
    any_port.sin_family = AF_INET;
    any_port.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const auto* address = reinterpret_cast<const sockaddr*>(&any_port);
    if (bind(socket.number(), address, sizeof any_port) != 0) {
        throw EnvironmentError("cannot bind a port of 127.0.0.1");
    }
    return socket;
}

sockaddr_in name_of(const Descriptor& socket) {
    sockaddr_in name{};
    socklen_t size = sizeof name;
    getsockname(socket.number(), reinterpret_cast<sockaddr*>(&name), &size);
    return name;
}

}  // namespace

Loopback::Loopback(Readiness& readiness)
    : readiness_(readiness), listener_(bound_socket()), refusing_(bound_socket()) {
    if (listen(listener_.number(), SOMAXCONN) != 0) {
        throw EnvironmentError("cannot listen on 127.0.0.1");
    }
    port_ = ntohs(name_of(listener_).sin_port);
    refusing_port_ = ntohs(name_of(refusing_).sin_port);
    ticket_ = readiness_.watch(listener_.number(), *this);
}

Loopback::~Loopback() { readiness_.forget(ticket_, listener_.number()); }

void Loopback::expect(int descriptor, Accepted accepted) {
    sockaddr_in name{};
    socklen_t size = sizeof name;
    getsockname(descriptor, reinterpret_cast<sockaddr*>(&name), &size);
    waiting_[descriptor] = {{name.sin_addr.s_addr, name.sin_port}, std::move(accepted)};
    accept_all();
}

void Loopback::give_up(int descriptor) { waiting_.erase(descriptor); }

void Loopback::accept_all() {
    for (;;) {
        sockaddr_in name{};
        socklen_t size = sizeof name;
        Descriptor end(accept4(listener_.number(), reinterpret_cast<sockaddr*>(&name), &size,
                               SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (!end) return;
        hand_over({name.sin_addr.s_addr, name.sin_port}, std::move(end));
    }
}

/// A stranger who found the port is hung up on.
void Loopback::hand_over(const Peer& peer, Descriptor end) {
    const auto who = std::ranges::find_if(
        waiting_, [&peer](const auto& each) { return each.second.peer == peer; });
    if (who == waiting_.end()) return;
    const int at_once = 1;
    setsockopt(end.number(), IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    const Accepted accepted = std::move(who->second.accepted);
    waiting_.erase(who);
    accepted(std::move(end));
}

}  // namespace breakwire::devices
