#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include "devices/boards/wire.hpp"

namespace breakwire::devices {

/// One attempt to connect to a stream.
class ConnectAttempt : public std::enable_shared_from_this<ConnectAttempt> {
public:
    /// The connected descriptor, which the callee owns; or -1 and why there is none.
    using OnDone = std::function<void(int descriptor, const std::string& why)>;
    static constexpr Duration limit = 5s;

    ConnectAttempt(const LineSurroundings& around, OnDone on_done);
    void to(const HostPort& address);
    void to(const std::string& path);
    /// Its `on_done` is not called.
    void cancel();

private:
    using Error = boost::system::error_code;
    using Found = boost::asio::ip::tcp::resolver::results_type;

    void arm();
    void found(const Error& error, const Found& addresses);
    template <class Socket>
    void done(const Error& error, Socket& socket);
    void conclude(int descriptor, const std::string& why);

    LineSurroundings around_;
    OnDone on_done_;
    boost::asio::ip::tcp::resolver resolver_;
    boost::asio::ip::tcp::socket tcp_;
    boost::asio::local::stream_protocol::socket unix_;
    Timers::Id deadline_ = 0;
};

/// Small packets go out at once, and a far side that lost its power is noticed within half a
/// minute.
void set_up_line_socket(int descriptor);

}  // namespace breakwire::devices
