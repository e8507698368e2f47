#include "sim/tls/tls_engine.hpp"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <array>
#include <utility>

#include "sim/base/errors.hpp"
#include "sim/base/invariant.hpp"
#include "sim/tls/repeatable_randomness.hpp"

namespace breakwire::sim {
namespace {

struct FreeText {
    void operator()(BIO* memory) const { BIO_free(memory); }
};

std::unique_ptr<BIO, FreeText> reader_of(const std::string& text) {
    return std::unique_ptr<BIO, FreeText>(
        BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string last_error() {
    const unsigned long code = ERR_peek_last_error();
    const char* reason = ERR_reason_error_string(code);
    return reason != nullptr ? reason : "unknown reason";
}

void need(bool done, const char* what) {
    if (!done) throw EnvironmentError(std::string("OpenSSL refuses ") + what + ": " + last_error());
}

int number_of(TlsVersion version) {
    switch (version) {
        case TlsVersion::v1_0:
            return TLS1_VERSION;
        case TlsVersion::v1_1:
            return TLS1_1_VERSION;
        case TlsVersion::v1_2:
            return TLS1_2_VERSION;
        case TlsVersion::v1_3:
            return TLS1_3_VERSION;
    }
    return TLS1_3_VERSION;
}

void set_versions(SSL_CTX* context, const TlsSettings& settings) {
    // What is deprecated is below the security level that Debian asks for.
    if (settings.highest < TlsVersion::v1_2) SSL_CTX_set_cipher_list(context, "ALL:@SECLEVEL=0");
    SSL_CTX_set_min_proto_version(context, number_of(settings.lowest));
    SSL_CTX_set_max_proto_version(context, number_of(settings.highest));
}

void set_own(SSL_CTX* context, const Credentials& own) {
    if (own.empty()) return;
    const auto certificate = reader_of(own.certificate);
    const auto key = reader_of(own.key);
    X509* const read = PEM_read_bio_X509(certificate.get(), nullptr, nullptr, nullptr);
    need(SSL_CTX_use_certificate(context, read) == 1, "a certificate");
    X509_free(read);
    EVP_PKEY* const read_key = PEM_read_bio_PrivateKey(key.get(), nullptr, nullptr, nullptr);
    need(SSL_CTX_use_PrivateKey(context, read_key) == 1, "a private key");
    EVP_PKEY_free(read_key);
}

void trust(SSL_CTX* context, const TlsSettings& settings) {
    if (settings.authority.empty()) return;
    const auto text = reader_of(settings.authority);
    X509* const authority = PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr);
    need(X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority) == 1, "an authority");
    if (settings.part == TlsPart::server) SSL_CTX_add_client_CA(context, authority);
    X509_free(authority);
    const bool looks = settings.part == TlsPart::client || settings.demands_certificate;
    const int mode = SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
    SSL_CTX_set_verify(context, looks ? mode : SSL_VERIFY_NONE, nullptr);
}

}  // namespace

void TlsEngine::Free::operator()(ssl_st* ssl) const { SSL_free(ssl); }
void TlsEngine::Free::operator()(ssl_ctx_st* context) const { SSL_CTX_free(context); }

TlsEngine::Context TlsEngine::make_context(const TlsSettings& settings) {
    Context context(SSL_CTX_new(TLS_method()));
    need(context != nullptr, "a context");
    set_versions(context.get(), settings);
    SSL_CTX_set_options(context.get(), SSL_OP_NO_TICKET);
    SSL_CTX_set_num_tickets(context.get(), 0);
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
    set_own(context.get(), settings.own);
    trust(context.get(), settings);
    return context;
}

TlsEngine::TlsEngine(const TlsSettings& settings, const Luck& luck) : luck_(luck) {
    const RepeatableRandomness scope(luck_, drawn_);
    ERR_clear_error();
    const Context context = make_context(settings);
    ssl_.reset(SSL_new(context.get()));
    need(ssl_ != nullptr, "a connection");
    SSL_set_app_data(ssl_.get(), this);
    SSL_set_info_callback(ssl_.get(), &TlsEngine::heard);
    SSL_set_bio(ssl_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    if (settings.part == TlsPart::server) {
        SSL_set_accept_state(ssl_.get());
    } else {
        SSL_set_connect_state(ssl_.get());
        expect_host(settings.host);
    }
}

TlsEngine::~TlsEngine() = default;

/// Source: RFC 6125; a name goes into the hello as well (RFC 6066 section 3), an address may not.
void TlsEngine::expect_host(const std::string& host) {
    if (host.empty()) return;
    in_addr address{};
    if (inet_pton(AF_INET, host.c_str(), &address) == 1) {
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl_.get()), host.c_str());
    } else {
        SSL_set1_host(ssl_.get(), host.c_str());
        SSL_set_tlsext_host_name(ssl_.get(), host.c_str());
    }
}

void TlsEngine::heard(const ssl_st* ssl, int where, int value) {
    if ((where & SSL_CB_READ_ALERT) != SSL_CB_READ_ALERT) return;
    auto* const engine = static_cast<TlsEngine*>(SSL_get_app_data(ssl));
    constexpr int close_notify = 0;
    if ((value & 0xff) == close_notify) {
        engine->peer_closed_ = true;
    } else {
        engine->peers_alert_ = SSL_alert_desc_string_long(value);
    }
}

void TlsEngine::start() { advance(); }

void TlsEngine::unseal(ByteView sealed) {
    BIO_write(SSL_get_rbio(ssl_.get()), sealed.data(), static_cast<int>(sealed.size()));
    advance();
}

void TlsEngine::seal(ByteView plain) {
    waiting_.insert(waiting_.end(), plain.begin(), plain.end());
    advance();
}

void TlsEngine::close() {
    if (state_ != State::open) return;
    advance();
    const RepeatableRandomness scope(luck_, drawn_);
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
}

void TlsEngine::advance() {
    const RepeatableRandomness scope(luck_, drawn_);
    ERR_clear_error();
    if (state_ == State::handshaking) shake_hands();
    if (state_ == State::open) read_all();
    if (state_ == State::open) write_waiting();
}

void TlsEngine::shake_hands() {
    const int result = SSL_do_handshake(ssl_.get());
    if (result == 1) {
        state_ = State::open;
    } else {
        fail_unless_waiting(result);
    }
}

void TlsEngine::read_all() {
    std::array<std::byte, 16 * 1024> buffer;
    for (;;) {
        const int size = SSL_read(ssl_.get(), buffer.data(), static_cast<int>(buffer.size()));
        if (size <= 0) return fail_unless_waiting(size);
        plain_.insert(plain_.end(), buffer.begin(), buffer.begin() + size);
    }
}

/// A memory has room for everything, so it is written at once.
void TlsEngine::write_waiting() {
    if (waiting_.empty()) return;
    const Bytes now = std::exchange(waiting_, {});
    const int size = SSL_write(ssl_.get(), now.data(), static_cast<int>(now.size()));
    if (size <= 0) fail_unless_waiting(size);
}

void TlsEngine::fail_unless_waiting(int result) {
    const int error = SSL_get_error(ssl_.get(), result);
    if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_ZERO_RETURN) return;
    state_ = State::failed;
    problem_ = reason();
}

std::string TlsEngine::reason() const {
    if (!peers_alert_.empty()) return "alert from the peer: " + peers_alert_;
    const long verdict = SSL_get_verify_result(ssl_.get());
    if (verdict != X509_V_OK) {
        return std::string("the peer's certificate: ") + X509_verify_cert_error_string(verdict);
    }
    return last_error();
}

Bytes TlsEngine::take_sealed() {
    BIO* const out = SSL_get_wbio(ssl_.get());
    Bytes sealed(BIO_ctrl_pending(out));
    if (sealed.empty()) return sealed;
    const int size = BIO_read(out, sealed.data(), static_cast<int>(sealed.size()));
    BREAKWIRE_INVARIANT(size == static_cast<int>(sealed.size()));
    return sealed;
}

Bytes TlsEngine::take_plain() { return std::exchange(plain_, {}); }

std::string TlsEngine::version() const { return SSL_get_version(ssl_.get()); }

}  // namespace breakwire::sim
