#pragma once

#include <cstdint>
#include <optional>

#include "sim/faults/in_flight.hpp"
#include "sim/tls/words.hpp"

namespace breakwire::sim {

/// How far an end of ours gets in a handshake: what of its first flight still goes out. A client's
/// first flight is its ClientHello, a server's goes up to its Finished in TLS 1.3 and to
/// ServerHelloDone before. Source: RFC 8446 section 2, RFC 5246 section 7.3.
enum class HandshakePoint { nothing, part, hello };

/// A TLS handshake that is about to begin at an end that Breakwire plays: what a fault may know of
/// it and do to it. The end of TLS acts.
class HandshakeInFlight {
public:
    HandshakeInFlight(ConnectionId connection, TlsPart part)
        : connection_(connection), part_(part) {}

    ConnectionId connection() const { return connection_; }
    TlsPart part() const { return part_; }

    /// It presents a certificate of this kind.
    void present(CertificateKind kind) {
        certificate_ = kind;
        touched_ = true;
    }
    /// It takes no other version.
    void insist_on(TlsVersion version) {
        version_ = version;
        touched_ = true;
    }
    /// Behind what goes out up to `at` it says nothing more, and takes in nothing.
    void stall(HandshakePoint at) { stop({at, Stop::What::silence, {}, 0}); }
    /// There the connection ends.
    void cut(HandshakePoint at, Ending how) { stop({at, Stop::What::end, how, 0}); }
    /// There it sends a fatal alert, in the clear, and closes.
    void alert(HandshakePoint at, std::uint8_t code) {
        stop({at, Stop::What::alert, Ending::fin, code});
    }

    struct Stop {
        enum class What { silence, end, alert };
        HandshakePoint at{};
        What what{};
        Ending how{};
        std::uint8_t alert = 0;
    };
    const std::optional<CertificateKind>& certificate() const { return certificate_; }
    const std::optional<TlsVersion>& version() const { return version_; }
    const std::optional<Stop>& stop() const { return stop_; }
    bool touched() const { return touched_; }
    void forget_touch() { touched_ = false; }

private:
    /// The first fault that stops it decides.
    void stop(Stop stop) {
        if (stop_) return;
        stop_ = stop;
        touched_ = true;
    }

    ConnectionId connection_;
    TlsPart part_;
    std::optional<CertificateKind> certificate_;
    std::optional<TlsVersion> version_;
    std::optional<Stop> stop_;
    bool touched_ = false;
};

/// An end that Breakwire plays is about to say close_notify and to close.
class TlsCloseInFlight {
public:
    TlsCloseInFlight(ConnectionId connection, TlsPart part)
        : connection_(connection), part_(part) {}

    ConnectionId connection() const { return connection_; }
    TlsPart part() const { return part_; }

    /// It closes without close_notify, so the peer cannot tell whether that was all.
    void truncate() { truncated_ = touched_ = true; }

    bool truncated() const { return truncated_; }
    bool touched() const { return touched_; }
    void forget_touch() { touched_ = false; }

private:
    ConnectionId connection_;
    TlsPart part_;
    bool truncated_ = false;
    bool touched_ = false;
};

}  // namespace breakwire::sim
