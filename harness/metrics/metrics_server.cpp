#include "harness/metrics/metrics_server.hpp"

#include <sstream>

#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace {

HttpAnswer answer(const Metrics& metrics, const std::string& method, const std::string& target) {
    if (target != "/metrics") return {404, "metrics are at /metrics\n", "text/plain"};
    if (method != "GET") return {405, "metrics can only be got\n", "text/plain"};
    return {200, metrics.text(), Metrics::content_type};
}

boost::asio::ip::tcp::endpoint numeric(const Endpoint& address) {
    boost::system::error_code failure;
    const auto host = boost::asio::ip::make_address(
        address.host == "localhost" ? "127.0.0.1" : address.host, failure);
    if (failure) throw ConfigError("--metrics: " + address.host + " is no IPv4 address");
    return {host, address.port};
}

}  // namespace

MetricsServer::MetricsServer(const Endpoint& address) {
    const auto here = numeric(address);
    try {
        server_.emplace(io_, here,
                        [this](const std::string& method, const std::string& target,
                               const std::string&) { return answer(metrics_, method, target); });
    } catch (const EnvironmentError& trouble) {
        throw ConfigError(std::string("--metrics: ") + trouble.what());
    }
}

std::string MetricsServer::url() const {
    std::ostringstream out;
    out << "http://" << server_->address() << "/metrics";
    return out.str();
}

}  // namespace breakwire::harness
