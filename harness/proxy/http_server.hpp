#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>
#include <string>

namespace breakwire::harness {

struct HttpAnswer {
    unsigned status = 200;
    std::string body;          ///< may be empty
    std::string content_type;  ///< of the body
};

/// Serves HTTP/1.1 (RFC 9112): plain text, no authentication, so it belongs on a loopback address.
/// Source: Boost.Beast does the protocol.
class HttpServer {
public:
    using Handler = std::function<HttpAnswer(const std::string& method, const std::string& target,
                                             const std::string& body)>;

    /// Listens at once; answers on the thread that runs `io`. Throws EnvironmentError if the
    /// address is taken or not of this machine. `io` must outlive it, what `answer` borrows the
    /// loop.
    HttpServer(boost::asio::io_context& io, const boost::asio::ip::tcp::endpoint& address,
               Handler answer);

    boost::asio::ip::tcp::endpoint address() const { return acceptor_->local_endpoint(); }

private:
    std::shared_ptr<boost::asio::ip::tcp::acceptor> acceptor_;
};

}  // namespace breakwire::harness
