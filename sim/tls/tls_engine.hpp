#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "sim/base/bytes.hpp"
#include "sim/base/luck.hpp"
#include "sim/tls/certificates.hpp"

struct ssl_st;
struct ssl_ctx_st;

namespace breakwire::sim {

/// How one end of a TLS connection presents itself, and what it takes.
struct TlsSettings {
    TlsPart part{};
    Credentials own;        ///< a server needs them
    std::string authority;  ///< PEM of whom it trusts; empty: it does not look at certificates
    /// A client's: the host it means to talk to, a name or an IPv4 address, which has to be in the
    /// certificate; empty: any. A server's is empty.
    std::string host;
    bool demands_certificate = false;  ///< a server's: of the client
    TlsVersion lowest = TlsVersion::v1_2;
    TlsVersion highest = TlsVersion::v1_3;
};

/// One end of a TLS connection without I/O: octets go in and octets come out, sealed towards the
/// peer and plain towards whoever it works for. It owns no socket and no clock.
///
/// What it draws comes from the luck it is given. It keeps no sessions and gives out no tickets, so
/// every handshake is a full one. A failure of the handshake, or of what is sealed later, leaves it
/// `failed` with the reason; what the peer is to be told of that is in `take_sealed`.
class TlsEngine {
public:
    enum class State { handshaking, open, failed };

    /// Throws `EnvironmentError` if OpenSSL refuses the settings.
    TlsEngine(const TlsSettings& settings, const Luck& luck);
    ~TlsEngine();
    TlsEngine(const TlsEngine&) = delete;
    TlsEngine& operator=(const TlsEngine&) = delete;

    /// A client says hello; a server waits for it.
    void start();
    /// What came from the peer.
    void unseal(ByteView sealed);
    /// What is to go to the peer; it waits until the handshake is over.
    void seal(ByteView plain);
    /// Nothing more will be sealed: close_notify. Source: RFC 8446 section 6.1.
    void close();

    Bytes take_sealed();
    Bytes take_plain();

    State state() const { return state_; }
    /// The peer has said close_notify.
    bool peer_closed() const { return peer_closed_; }
    /// Why it failed: "alert from the peer: certificate expired".
    const std::string& problem() const { return problem_; }
    /// "TLSv1.3", once it is open.
    std::string version() const;

private:
    struct Free {
        void operator()(ssl_st* ssl) const;
        void operator()(ssl_ctx_st* context) const;
    };
    using Context = std::unique_ptr<ssl_ctx_st, Free>;

    static Context make_context(const TlsSettings& settings);
    static void heard(const ssl_st* ssl, int where, int value);
    void expect_host(const std::string& host);
    void advance();
    void shake_hands();
    void read_all();
    void write_waiting();
    void fail_unless_waiting(int result);
    std::string reason() const;

    Luck luck_;
    std::uint64_t drawn_ = 0;
    std::unique_ptr<ssl_st, Free> ssl_;
    State state_ = State::handshaking;
    Bytes waiting_;  ///< plain, until the handshake is over
    Bytes plain_;    ///< from the peer, not taken yet
    bool peer_closed_ = false;
    std::string peers_alert_;
    std::string problem_;
};

}  // namespace breakwire::sim
