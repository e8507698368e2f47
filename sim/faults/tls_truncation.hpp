#pragma once

#include "sim/faults/tls_fault.hpp"

namespace breakwire::sim {

/// Connections are closed without close_notify: the peer cannot tell whether somebody has cut off
/// the end of what was said. It acts when a connection is closed; what closes it is up to the
/// scenario.
///
/// Source: RFC 8446 section 6.1.
class TlsTruncation final : public TlsFault {
public:
    static Fields<TlsTruncation> fields() {
        return tls_fields<TlsTruncation>("tls_truncation",
                                         "TLS connections are closed without close_notify")
            .shorthand("device");
    }
    void on_tls_close(TlsCloseInFlight& close) override {
        if (close.part() == part) close.truncate();
    }
};

}  // namespace breakwire::sim
