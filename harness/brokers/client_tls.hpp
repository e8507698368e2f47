#pragma once

#include <optional>
#include <string>

#include "sim/net/tls_session.hpp"
#include "sim/tls/certificates.hpp"

namespace breakwire::harness {

/// How a client speaks TLS with a broker at `host`, from files in PEM: whom to trust (nothing: any
/// certificate will do), and what to present with its key. Throws EnvironmentError if one cannot be
/// read.
sim::TlsSettings client_tls(const std::optional<std::string>& authority,
                            const std::optional<std::string>& certificate,
                            const std::optional<std::string>& key, const std::string& host);

/// Who such a client is. A fault may present a bad certificate of `name` in the place of its own.
/// `certificates` must outlive what is made of it.
sim::TlsProfile client_profile_of(const sim::TlsSettings& settings,
                                  const sim::Certificates& certificates, const std::string& name);

}  // namespace breakwire::harness
