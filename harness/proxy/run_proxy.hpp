#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/proxy/proxy_settings.hpp"

namespace breakwire::harness {

struct ProxyOptions {
    std::string file;  ///< empty: one proxy, made of the rest
    std::optional<Endpoint> listen;
    std::optional<Endpoint> upstream;
    std::vector<std::string> faults;  ///< YAML, as in a fault step
    std::optional<Endpoint> control;  ///< where HTTP is served
    std::uint64_t seed = 1;
};

/// Relays until SIGINT or SIGTERM; SIGHUP reads the file again. Needs SystemC's `sc_main` around
/// it. Returns an exit code. Throws ConfigError and EnvironmentError.
int run_proxy(const ProxyOptions& options);

}  // namespace breakwire::harness
