#pragma once

#include "sim/faults/tls_fault.hpp"

namespace breakwire::sim {

/// What an alert says. Source: RFC 8446 section 6 and appendix B.2.
enum class AlertCode : std::uint8_t {
    unexpected_message = 10,
    handshake_failure = 40,
    bad_certificate = 42,
    certificate_revoked = 44,
    certificate_expired = 45,
    certificate_unknown = 46,
    unknown_ca = 48,
    access_denied = 49,
    decode_error = 50,
    protocol_version = 70,
    insufficient_security = 71,
    internal_error = 80,
};

}  // namespace breakwire::sim

namespace breakwire {

template <>
struct EnumNames<sim::AlertCode> {
    using Code = sim::AlertCode;
    static std::vector<std::pair<std::string, Code>> names() {
        return {{"unexpected_message", Code::unexpected_message},
                {"handshake_failure", Code::handshake_failure},
                {"bad_certificate", Code::bad_certificate},
                {"certificate_revoked", Code::certificate_revoked},
                {"certificate_expired", Code::certificate_expired},
                {"certificate_unknown", Code::certificate_unknown},
                {"unknown_ca", Code::unknown_ca},
                {"access_denied", Code::access_denied},
                {"decode_error", Code::decode_error},
                {"protocol_version", Code::protocol_version},
                {"insufficient_security", Code::insufficient_security},
                {"internal_error", Code::internal_error}};
    }
};

}  // namespace breakwire

namespace breakwire::sim {

/// An end breaks its handshake off with a fatal alert, in the clear, and closes the connection.
///
/// Handshakes that are over already are left alone.
class TlsAlert final : public TlsFault {
public:
    static Fields<TlsAlert> fields() {
        return tls_fields<TlsAlert>("tls_alert",
                                    "an end breaks its TLS handshake off with a fatal alert")
            .optional("alert", &TlsAlert::alert_, "what it says")
            .optional("after", &TlsAlert::after_,
                      "what goes out before it: nothing, or the whole hello")
            .shorthand("device");
    }
    void validate(const Places& at) const {
        DeviceFault::validate(at);
        if (after_ == HandshakePoint::part) at.fail("after", "cannot be part of a message");
    }
    void on_handshake(HandshakeInFlight& handshake) override {
        if (handshake.part() == part) handshake.alert(after_, static_cast<std::uint8_t>(alert_));
    }

private:
    AlertCode alert_ = AlertCode::handshake_failure;
    HandshakePoint after_ = HandshakePoint::hello;
};

}  // namespace breakwire::sim
