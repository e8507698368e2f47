#include "harness/metrics/metrics_server.hpp"

#include <gmock/gmock.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

using boost::asio::ip::tcp;
using testing::HasSubstr;
using testing::StartsWith;

Endpoint free_port() { return {"127.0.0.1", 0}; }

std::uint16_t port_of(const MetricsServer& server) {
    const std::string url = server.url();
    return static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
}

/// What the server says to a request that ends its connection.
std::string ask(MetricsServer& server, const std::string& request_line) {
    boost::asio::io_context io;
    tcp::socket client(io);
    client.connect({boost::asio::ip::make_address("127.0.0.1"), port_of(server)});
    boost::asio::write(client, boost::asio::buffer(request_line + " HTTP/1.1\r\nHost: here\r\n" +
                                                   "Connection: close\r\n\r\n"));
    std::string heard;
    bool over = false;
    boost::asio::async_read(
        client, boost::asio::dynamic_buffer(heard),
        [&over](const boost::system::error_code& /*end*/, std::size_t) { over = true; });
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!over && std::chrono::steady_clock::now() < deadline) {
        server.attend();
        io.run_for(std::chrono::milliseconds(1));
    }
    return heard;
}

TEST(MetricsServer, HandsOutMetrics) {
    MetricsServer server(free_port());
    server.metrics().planned(3);
    const std::string heard = ask(server, "GET /metrics");
    EXPECT_THAT(heard, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(heard, HasSubstr("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"));
    EXPECT_THAT(heard, HasSubstr("\nbreakwire_cases_planned 3\n"));
}

TEST(MetricsServer, HasNothingElse) {
    MetricsServer server(free_port());
    EXPECT_THAT(ask(server, "GET /"), StartsWith("HTTP/1.1 404 "));
    EXPECT_THAT(ask(server, "DELETE /metrics"), StartsWith("HTTP/1.1 405 "));
}

TEST(MetricsServer, SaysThatItsAddressIsTaken) {
    const MetricsServer first(free_port());
    try {
        const MetricsServer second({"127.0.0.1", port_of(first)});
        FAIL() << "both listen at " << second.url();
    } catch (const ConfigError& mistake) {
        EXPECT_THAT(mistake.what(), HasSubstr("--metrics: cannot listen at 127.0.0.1:"));
        EXPECT_THAT(mistake.what(), HasSubstr("Address already in use"));
    }
}

TEST(MetricsServer, WantsAnAddress) {
    EXPECT_THROW(MetricsServer({"nobody.example", 0}), ConfigError);
    EXPECT_THAT(MetricsServer({"localhost", 0}).url(), StartsWith("http://127.0.0.1:"));
}

}  // namespace
}  // namespace breakwire::harness
