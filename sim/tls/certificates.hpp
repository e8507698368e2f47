#pragma once

#include <string>
#include <vector>

#include "sim/base/luck.hpp"
#include "sim/tls/words.hpp"

namespace breakwire::sim {

/// A certificate and its private key, both in PEM. Empty: none.
struct Credentials {
    std::string certificate;
    std::string key;

    bool empty() const { return certificate.empty(); }
};

/// Makes the certificates of a case: an authority of its own and what it signs, or did not sign.
///
/// Keys and signatures are Ed25519 (RFC 8410), of which both are functions of the seed alone, so
/// that the same case has the same certificates again, octet for octet. What is in force is so from
/// 2000 to 2049 and what is not never is, whatever date a broker is shown. No secrets: for tests.
class Certificates {
public:
    explicit Certificates(const Luck& luck) : luck_(luck) {}

    /// The authority's own certificate, in PEM: what the peers trust.
    std::string authority() const;
    /// For a server that is known by `names`: host names and IPv4 addresses.
    Credentials server(const std::vector<std::string>& names, CertificateKind kind) const;
    /// For a client; `common_name` has at most 64 octets (RFC 5280 appendix A.1).
    Credentials client(const std::string& common_name, CertificateKind kind) const;

    static constexpr std::size_t longest_common_name = 64;

private:
    Luck luck_;
};

}  // namespace breakwire::sim
