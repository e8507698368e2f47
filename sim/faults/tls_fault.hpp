#pragma once

#include "sim/faults/device_fault.hpp"
#include "sim/tls/value_types.hpp"

namespace breakwire::sim {

/// A fault in TLS at an end that is Breakwire's: what the TLS kinds are built on.
///
/// `client` is the end that speaks to the broker in the device's place (`tls: terminate`), or the
/// device's own if its stack is in this process (`tls: passthrough`). `server` is the end that a
/// program finds in the broker's place (`stack: program` with `tls: terminate`).
class TlsFault : public DeviceFault {
public:
    std::string unfit_for(const DeviceFacts& device) const final {
        if (device.tls == TlsMode::none) return "speaks no TLS: its client has no `tls`";
        const bool terminates = device.tls == TlsMode::terminate;
        if (part == TlsPart::server && !(device.program && terminates)) {
            return "meets no TLS server of ours; a program with `tls: terminate` does";
        }
        if (part == TlsPart::client && device.program && !terminates) {
            return "is a program that does its TLS itself (tls: passthrough)";
        }
        return cannot_present(part);
    }

protected:
    /// The declaration of a kind, with the devices and the part as its first keys.
    template <class Kind>
    static Fields<Kind> tls_fields(std::string name, std::string help) {
        return device_fields<Kind>(std::move(name), std::move(help))
            .optional("part", &Kind::part,
                      "client: the end that speaks to the broker; server: the one that a program "
                      "with `tls: terminate` speaks to");
    }
    /// What no end of this part can do; see `unfit_for`.
    virtual std::string cannot_present(TlsPart) const { return ""; }

    TlsPart part = TlsPart::client;
};

}  // namespace breakwire::sim

namespace breakwire {

template <>
struct EnumNames<sim::HandshakePoint> {
    static std::vector<std::pair<std::string, sim::HandshakePoint>> names() {
        return {{"nothing", sim::HandshakePoint::nothing},
                {"part", sim::HandshakePoint::part},
                {"hello", sim::HandshakePoint::hello}};
    }
};

}  // namespace breakwire
