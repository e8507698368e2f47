#include "devices/boards/wires/listening_wire.hpp"

#include <sys/un.h>

#include "devices/boards/wires/connect_attempt.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::devices {

namespace asio = boost::asio;

ListeningWire::ListeningWire(const LineSurroundings& around, HostPort address, WireEvents& events)
    : ChannelWire(around, events),
      tcp_(std::move(address)),
      tcp_acceptor_(around.io),
      unix_acceptor_(around.io) {}

ListeningWire::ListeningWire(const LineSurroundings& around, const std::filesystem::path& path,
                             WireEvents& events)
    : ChannelWire(around, events),
      path_(path),
      tcp_acceptor_(around.io),
      unix_acceptor_(around.io) {}

void ListeningWire::open() {
    close();
    try {
        listening_ = std::make_shared<bool>(true);
        if (tcp_) {
            listen_tcp();
        } else {
            listen_unix();
        }
    } catch (const boost::system::system_error& error) {
        throw EnvironmentError("a board's line cannot listen at " + address() + ": " +
                               error.code().message());
    }
}

void ListeningWire::listen_tcp() {
    using asio::ip::tcp;
    tcp::resolver resolver(around().io);
    const auto found = resolver.resolve(tcp_->host, std::to_string(tcp_->port));
    tcp_acceptor_ = tcp::acceptor(around().io, found.begin()->endpoint());
    tcp_->port = tcp_acceptor_.local_endpoint().port();  // the same when it is opened again
    accept(tcp_acceptor_);
}

void ListeningWire::listen_unix() {
    using asio::local::stream_protocol;
    if (path_.string().size() >= sizeof(sockaddr_un::sun_path)) {
        throw EnvironmentError("a board's line cannot listen at " + address() +
                               ": the path is longer than a socket's may be");
    }
    if (std::filesystem::is_socket(path_)) std::filesystem::remove(path_);
    unix_acceptor_ =
        stream_protocol::acceptor(around().io, stream_protocol::endpoint(path_.string()));
    accept(unix_acceptor_);
}

template <class Acceptor>
void ListeningWire::accept(Acceptor& acceptor) {
    acceptor.async_accept(
        [this, &acceptor, listening = listening_](const Error& error, auto socket) {
            if (error || !*listening) return;
            around().driver.enter();
            if (*listening) accept(acceptor);
            if (*listening) came(socket.release());
        });
}

void ListeningWire::came(int descriptor) {
    if (tcp_) set_up_line_socket(descriptor);
    const auto listening = listening_;
    if (carrying()) {
        drop_channel();
        events().on_wire_closed("another one has come in its place");
    }
    if (!*listening) {
        ::close(descriptor);
    } else {
        carry(descriptor);
    }
}

void ListeningWire::close() {
    if (listening_) *listening_ = false;
    Error ignored;
    tcp_acceptor_.close(ignored);
    if (unix_acceptor_.is_open()) {
        unix_acceptor_.close(ignored);
        std::error_code gone;
        std::filesystem::remove(path_, gone);
    }
    drop_channel();
}

std::string ListeningWire::address() const { return tcp_ ? tcp_->text() : path_.string(); }

}  // namespace breakwire::devices
