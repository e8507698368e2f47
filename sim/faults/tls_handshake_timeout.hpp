#pragma once

#include "sim/faults/tls_fault.hpp"

namespace breakwire::sim {

/// A handshake that begins and is never finished: TCP stands, and nobody says anything more. What
/// the peer does with a connection on which nothing comes is its own affair; TLS has no time limit.
///
/// Handshakes that are over already are left alone.
class TlsHandshakeTimeout final : public TlsFault {
public:
    static Fields<TlsHandshakeTimeout> fields() {
        return tls_fields<TlsHandshakeTimeout>("tls_handshake_timeout",
                                               "TLS handshakes of a device begin and then hang")
            .optional("after", &TlsHandshakeTimeout::after_,
                      "what still goes out of the first flight: nothing, part of it, or the whole "
                      "hello")
            .shorthand("device");
    }
    void on_handshake(HandshakeInFlight& handshake) override {
        if (handshake.part() == part) handshake.stall(after_);
    }

private:
    HandshakePoint after_ = HandshakePoint::hello;
};

}  // namespace breakwire::sim
