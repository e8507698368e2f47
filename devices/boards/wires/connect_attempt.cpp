#include "devices/boards/wires/connect_attempt.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/connect.hpp>

namespace breakwire::devices {

namespace asio = boost::asio;

void set_up_line_socket(int descriptor) {
    const auto set = [descriptor](int level, int option, int value) {
        setsockopt(descriptor, level, option, &value, sizeof value);
    };
    set(IPPROTO_TCP, TCP_NODELAY, 1);
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
    set(IPPROTO_TCP, TCP_KEEPIDLE, 15);
    set(IPPROTO_TCP, TCP_KEEPINTVL, 5);
    set(IPPROTO_TCP, TCP_KEEPCNT, 3);
}

ConnectAttempt::ConnectAttempt(const LineSurroundings& around, OnDone on_done)
    : around_(around),
      on_done_(std::move(on_done)),
      resolver_(around.io),
      tcp_(around.io),
      unix_(around.io) {}

void ConnectAttempt::to(const HostPort& address) {
    arm();
    Error is_name;
    const auto plain = asio::ip::make_address(address.host, is_name);
    if (!is_name) {
        // Without a lookup, which would start a thread.
        return tcp_.async_connect(
            {plain, address.port},
            [self = shared_from_this()](const Error& error) { self->done(error, self->tcp_); });
    }
    resolver_.async_resolve(
        address.host, std::to_string(address.port),
        [self = shared_from_this()](const Error& error, const Found& addresses) {
            if (self->on_done_) self->found(error, addresses);
        });
}

void ConnectAttempt::found(const Error& error, const Found& addresses) {
    if (error) return done(error, tcp_);
    asio::async_connect(tcp_, addresses,
                        [self = shared_from_this()](const Error& failure, const auto&) {
                            self->done(failure, self->tcp_);
                        });
}

void ConnectAttempt::to(const std::string& path) {
    arm();
    unix_.async_connect(
        path, [self = shared_from_this()](const Error& error) { self->done(error, self->unix_); });
}

void ConnectAttempt::arm() {
    deadline_ = around_.timers.after(limit, [self = shared_from_this()] {
        self->deadline_ = 0;
        self->conclude(-1, "no answer within " + to_string(limit));
    });
}

template <class Socket>
void ConnectAttempt::done(const Error& error, Socket& socket) {
    if (!on_done_) return;
    around_.driver.enter();
    if (!on_done_) return;  // Time has run out on the way here.
    if (error) return conclude(-1, error.message());
    const int descriptor = socket.release();
    set_up_line_socket(descriptor);
    conclude(descriptor, "");
}

void ConnectAttempt::conclude(int descriptor, const std::string& why) {
    const auto on_done = std::move(on_done_);
    cancel();
    on_done(descriptor, why);
}

void ConnectAttempt::cancel() {
    on_done_ = nullptr;
    around_.timers.cancel(deadline_);
    Error ignored;
    resolver_.cancel();
    tcp_.close(ignored);
    unix_.close(ignored);
}

}  // namespace breakwire::devices
