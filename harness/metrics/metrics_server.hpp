#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <optional>
#include <ostream>

#include "harness/metrics/metrics.hpp"
#include "harness/proxy/endpoint.hpp"
#include "harness/proxy/http_server.hpp"

namespace breakwire::harness {

/// Has the metrics of a run and hands them out at `/metrics` whenever its owner finds the time: it
/// has no thread of its own, so that its owner may fork.
class MetricsServer {
public:
    /// Wall time within which whoever asks ought to be attended to.
    static constexpr std::chrono::milliseconds patience{50};

    /// Listens at once. Throws ConfigError if it cannot there.
    explicit MetricsServer(const Endpoint& address);

    Metrics& metrics() { return metrics_; }

    /// Answers what has been asked; never waits.
    void attend() { io_.poll(); }

    /// "http://127.0.0.1:9464/metrics".
    std::string url() const;

private:
    Metrics metrics_;
    boost::asio::io_context io_;
    std::optional<HttpServer> server_;
};

}  // namespace breakwire::harness
