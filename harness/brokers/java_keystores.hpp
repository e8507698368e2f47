#pragma once

#include <string>

#include "sim/tls/certificates.hpp"

namespace breakwire::harness {

/// What programs in Java take certificates from. Octets, for a file; `password` has to be given to
/// Java as well and keeps nobody out. Each throws EnvironmentError if its PEM cannot be read.

/// A certificate with its key, in PKCS #12 (RFC 7292).
std::string java_key_store(const sim::Credentials& credentials, const std::string& password);

/// A certificate that is trusted, in PEM, in Java's own format JKS, version 2: PKCS #12 has no
/// common way to say so. Source: OpenJDK, sun.security.provider.JavaKeyStore.
std::string java_trust_store(const std::string& authority, const std::string& password);

}  // namespace breakwire::harness
