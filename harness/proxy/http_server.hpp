#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>

#include "harness/proxy/control.hpp"
#include "sim/io/time_driver.hpp"

namespace breakwire::harness {

/// Serves `Control` over HTTP/1.1 (RFC 9112): plain text, no authentication, so it belongs on a
/// loopback address. Source: Boost.Beast does the protocol.
class HttpServer {
public:
    /// Listens at once. Throws EnvironmentError if the address is taken. All must outlive the loop.
    HttpServer(boost::asio::io_context& io, sim::TimeDriver& driver, Control& control,
               const boost::asio::ip::tcp::endpoint& address);

    boost::asio::ip::tcp::endpoint address() const { return acceptor_->local_endpoint(); }

private:
    std::shared_ptr<boost::asio::ip::tcp::acceptor> acceptor_;
};

}  // namespace breakwire::harness
