#pragma once

#include "sim/faults/tls_fault.hpp"

namespace breakwire::sim {

/// An end speaks one version of TLS and no other, so that the handshake fails, or falls back, with
/// a peer that would like another. Versions 1.0 and 1.1 are deprecated (RFC 8996).
///
/// Connections that stand already are left alone.
class TlsOnlyVersion final : public TlsFault {
public:
    static Fields<TlsOnlyVersion> fields() {
        return tls_fields<TlsOnlyVersion>("tls_version",
                                          "an end speaks one version of TLS and no other")
            .required("version", &TlsOnlyVersion::version_, "which one");
    }
    void on_handshake(HandshakeInFlight& handshake) override {
        if (handshake.part() == part) handshake.insist_on(version_);
    }

private:
    TlsVersion version_ = TlsVersion::v1_2;
};

}  // namespace breakwire::sim
