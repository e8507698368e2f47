#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/brokers/address.hpp"
#include "sim/tls/tls_engine.hpp"

namespace breakwire::harness {

struct Account {
    std::string user;  ///< empty: none
    std::string password;
};

/// Clears away what earlier cases may have left on a broker: the sessions of `client_ids`, and
/// every retained message that the account may read. It speaks TLS if `tls` is there. Blocks for
/// half a second or so; throws EnvironmentError if the broker does not let it in.
void sweep(const Address& broker, const std::optional<sim::TlsSettings>& tls,
           const std::vector<std::string>& client_ids, const Account& account);

}  // namespace breakwire::harness
