#include "harness/proxy/http_server.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

/// More than any fault is long.
constexpr std::uint64_t body_limit = 1024 * 1024;
/// A client that keeps its connection and says nothing is let go.
constexpr std::chrono::seconds idle_limit{60};

using Handler = HttpServer::Handler;

http::response<http::string_body> respond(const Handler& handler,
                                          const http::request<http::string_body>& request) {
    HttpAnswer answer = handler(std::string(request.method_string()), std::string(request.target()),
                                request.body());
    http::response<http::string_body> response(http::int_to_status(answer.status),
                                               request.version());
    if (!answer.body.empty()) response.set(http::field::content_type, answer.content_type);
    response.body() = std::move(answer.body);
    response.keep_alive(request.keep_alive());
    response.prepare_payload();
    return response;
}

asio::awaitable<void> talk(tcp::socket socket, Handler handler) {
    beast::tcp_stream stream(std::move(socket));
    beast::flat_buffer buffer;
    bool goes_on = true;
    while (goes_on) {
        stream.expires_after(idle_limit);
        http::request_parser<http::string_body> parser;
        parser.body_limit(body_limit);
        co_await http::async_read(stream, buffer, parser, asio::use_awaitable);
        const auto response = respond(handler, parser.get());
        goes_on = response.keep_alive();
        co_await http::async_write(stream, response, asio::use_awaitable);
    }
    boost::system::error_code gone;
    stream.socket().shutdown(tcp::socket::shutdown_send, gone);
}

/// What a client does wrong or leaves undone ends its connection and nothing else.
void forget(const std::exception_ptr& problem) {
    try {
        if (problem) std::rethrow_exception(problem);
    } catch (const boost::system::system_error&) {
    }
}

asio::awaitable<void> serve(std::shared_ptr<tcp::acceptor> acceptor, Handler handler) {
    const auto executor = co_await asio::this_coro::executor;
    for (;;) {
        tcp::socket socket = co_await acceptor->async_accept(asio::use_awaitable);
        asio::co_spawn(executor, talk(std::move(socket), handler), forget);
    }
}

}  // namespace

HttpServer::HttpServer(asio::io_context& io, const tcp::endpoint& address, Handler answer) {
    try {
        acceptor_ = std::make_shared<tcp::acceptor>(io, address);
    } catch (const boost::system::system_error& error) {
        throw EnvironmentError("cannot listen at " + address.address().to_string() + ':' +
                               std::to_string(address.port()) + ": " + error.code().message());
    }
    asio::co_spawn(io, serve(acceptor_, std::move(answer)), forget);
}

}  // namespace breakwire::harness
