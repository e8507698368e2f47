#pragma once

#include "sim/faults/tls_fault.hpp"

namespace breakwire::sim {

/// An end presents a certificate that its peer should refuse.
///
/// Connections that stand already are left alone: certificates are looked at in the handshake only.
/// Source: RFC 5280 section 6, RFC 6125 section 6.
class TlsBadCertificate final : public TlsFault {
public:
    static Fields<TlsBadCertificate> fields() {
        return tls_fields<TlsBadCertificate>(
                   "tls_bad_certificate", "a certificate is presented that the peer should refuse")
            .required("kind", &TlsBadCertificate::kind_, "what is wrong with it");
    }
    void validate(const Places& at) const {
        DeviceFault::validate(at);
        if (kind_ == CertificateKind::valid) at.fail("kind", "is valid, which is no fault");
        if (kind_ == CertificateKind::none && part == TlsPart::server) {
            at.fail("kind", "cannot be none: a server has to present one");
        }
    }
    void on_handshake(HandshakeInFlight& handshake) override {
        if (handshake.part() == part) handshake.present(kind_);
    }

private:
    std::string cannot_present(TlsPart which) const override {
        const bool odd = kind_ == CertificateKind::wrong_host && which == TlsPart::client;
        return odd ? "presents a client's certificate, which names no host: wrong_host is for "
                     "`part: server`"
                   : "";
    }

    CertificateKind kind_ = CertificateKind::expired;
};

}  // namespace breakwire::sim
