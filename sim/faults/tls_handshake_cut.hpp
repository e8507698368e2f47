#pragma once

#include "sim/faults/tls_fault.hpp"

namespace breakwire::sim {

/// The connection ends in the middle of the TLS handshake, at both of its ends.
///
/// Handshakes that are over already are left alone.
class TlsHandshakeCut final : public TlsFault {
public:
    static Fields<TlsHandshakeCut> fields() {
        return tls_fields<TlsHandshakeCut>("tls_handshake_cut",
                                           "the connection ends in the middle of its TLS handshake")
            .optional("after", &TlsHandshakeCut::after_,
                      "what still goes out of the first flight: nothing, part of it, or the whole "
                      "hello")
            .optional("how", &TlsHandshakeCut::how_, "rst, or fin for an orderly end")
            .shorthand("device");
    }
    void validate(const Places& at) const {
        DeviceFault::validate(at);
        if (how_ == Ending::silent) at.fail("how", "cannot be silent; use tls_handshake_timeout");
    }
    void on_handshake(HandshakeInFlight& handshake) override {
        if (handshake.part() == part) handshake.cut(after_, how_);
    }

private:
    HandshakePoint after_ = HandshakePoint::part;
    Ending how_ = Ending::rst;
};

}  // namespace breakwire::sim
