#pragma once

#include <functional>
#include <optional>
#include <string>

#include "sim/base/timers.hpp"
#include "sim/faults/fault_board.hpp"
#include "sim/net/layer_session.hpp"
#include "sim/record/recorder.hpp"
#include "sim/tls/tls_engine.hpp"

namespace breakwire::sim {

/// Who an end of TLS is, and how it would like to speak.
struct TlsProfile {
    TlsSettings settings;  ///< but for `own`
    CertificateKind certificate = CertificateKind::valid;
    std::function<Credentials(CertificateKind)> credentials;
};

/// What every end of TLS in a case works with; all of it must outlive them.
struct TlsSurroundings {
    Timers& timers;
    Recorder& recorder;
    FaultBoard& faults;
};

/// One TLS connection at an end that Breakwire plays: the engine, what faults make of its
/// handshake, and what the record says of it.
class TlsSession final : public LayerSession {
public:
    /// The handshake is about to begin: faults are asked. Throws `EnvironmentError`.
    TlsSession(const TlsSurroundings& around, std::string device, ConnectionId connection,
               const TlsProfile& profile, const Luck& luck);

    void start() override;
    void unseal(ByteView sealed) override;
    void seal(ByteView plain) override;
    /// Says close_notify, unless a fault leaves it out.
    void close() override;
    /// The peer's octets have come to their end, by a FIN or, not `orderly`, by an RST. Before its
    /// first word that is a refusal: a client of TLS 1.3 believes that the handshake is over before
    /// the server has judged its certificate, and the alert may be lost to the RST.
    void peer_ended(bool orderly) override;

    /// What goes to the peer now. With what a fault stops, that is less than the engine says.
    Bytes take_sealed() override;
    Bytes take_plain() override;

    bool open() const override { return engine_.state() == TlsEngine::State::open && !stopped_; }
    /// It has failed, or a fault has ended it: how the connection below is to end. Nothing else
    /// comes of it.
    std::optional<Ending> end() const override;
    /// "alert from the peer: certificate expired".
    const std::string& problem() const { return problem_; }
    /// A fault keeps it from ever going on.
    bool stalled() const override { return stopped_ && stop_->what == Stop::What::silence; }

private:
    using Stop = HandshakeInFlight::Stop;

    static TlsSettings settings_of(const TlsProfile& profile, const HandshakeInFlight& handshake);
    Bytes first_flight(Bytes whole);
    void look();
    void fail(const std::string& why);
    void record(TlsState state, const std::string& detail = {});

    Recorder& recorder_;
    FaultBoard& faults_;
    const std::string device_;
    const ConnectionId connection_;
    HandshakeInFlight handshake_;
    TlsEngine engine_;
    std::optional<Stop> stop_;
    bool stopped_ = false;
    bool closed_ = false;  ///< by us
    bool heard_ = false;   ///< the peer has said something in plain
    bool told_open_ = false;
    bool told_closed_ = false;  ///< by the peer
    std::string problem_;
};

/// Sessions of TLS for the connections of `device`. `around` must outlive them.
SessionMaker tls_sessions(const TlsSurroundings& around, const std::string& device,
                          const TlsProfile& profile, const Luck& luck);

}  // namespace breakwire::sim
