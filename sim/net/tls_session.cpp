#include "sim/net/tls_session.hpp"

#include <utility>

namespace breakwire::sim {
namespace {

/// A fatal alert in the clear. Source: RFC 8446 sections 5.1 and 6, RFC 5246 section 7.2.
Bytes fatal_alert(std::uint8_t code) {
    constexpr std::byte alert{21}, major{3}, minor{3}, fatal{2};
    return {alert, major, minor, std::byte{0}, std::byte{2}, fatal, std::byte{code}};
}

HandshakeInFlight asked(FaultBoard& faults, const std::string& device, ConnectionId connection,
                        TlsPart part) {
    HandshakeInFlight handshake(connection, part);
    faults.on_handshake(device, handshake);
    return handshake;
}

}  // namespace

TlsSettings TlsSession::settings_of(const TlsProfile& profile, const HandshakeInFlight& handshake) {
    TlsSettings settings = profile.settings;
    settings.own = profile.credentials(handshake.certificate().value_or(profile.certificate));
    if (handshake.version()) settings.lowest = settings.highest = *handshake.version();
    return settings;
}

TlsSession::TlsSession(const TlsSurroundings& around, std::string device, ConnectionId connection,
                       const TlsProfile& profile, const Luck& luck)
    : recorder_(around.recorder),
      faults_(around.faults),
      device_(std::move(device)),
      connection_(connection),
      handshake_(asked(faults_, device_, connection, profile.settings.part)),
      engine_(settings_of(profile, handshake_), luck),
      stop_(handshake_.stop()) {}

void TlsSession::start() {
    engine_.start();
    look();
}

void TlsSession::unseal(ByteView sealed) {
    if (stopped_) return;
    engine_.unseal(sealed);
    look();
}

void TlsSession::seal(ByteView plain) {
    engine_.seal(plain);
    look();
}

void TlsSession::close() {
    if (!open() || std::exchange(closed_, true)) return;
    TlsCloseInFlight close(connection_, handshake_.part());
    faults_.on_tls_close(device_, close);
    if (!close.truncated()) engine_.close();
}

void TlsSession::peer_ended(bool orderly) {
    if (!problem_.empty() || told_closed_) return;
    if (!open()) return fail("the peer ended the connection in the handshake");
    if (!heard_) return fail("the peer ended the connection without an answer");
    if (orderly) record(TlsState::truncated);
}

Bytes TlsSession::take_plain() {
    Bytes plain = engine_.take_plain();
    heard_ = heard_ || !plain.empty();
    return plain;
}

Bytes TlsSession::take_sealed() {
    Bytes sealed = engine_.take_sealed();
    if (!stop_ || sealed.empty()) return sealed;
    if (std::exchange(stopped_, true)) return {};
    return first_flight(std::move(sealed));
}

/// What a fault leaves of it.
Bytes TlsSession::first_flight(Bytes whole) {
    if (stop_->at == HandshakePoint::nothing) whole.clear();
    if (stop_->at == HandshakePoint::part) whole.resize(whole.size() / 2);
    if (stop_->what == Stop::What::alert) {
        const Bytes alert = fatal_alert(stop_->alert);
        whole.insert(whole.end(), alert.begin(), alert.end());
    }
    if (stop_->what != Stop::What::silence) fail("broken off by a fault");
    return whole;
}

std::optional<Ending> TlsSession::end() const {
    if (problem_.empty()) return std::nullopt;
    return stopped_ ? stop_->how : Ending::fin;
}

void TlsSession::look() {
    if (open() && !std::exchange(told_open_, true)) {
        record(TlsState::established, engine_.version());
    }
    if (engine_.peer_closed() && !std::exchange(told_closed_, true)) record(TlsState::closed);
    if (engine_.state() == TlsEngine::State::failed) fail(engine_.problem());
}

void TlsSession::fail(const std::string& why) {
    if (!problem_.empty()) return;
    problem_ = why;
    record(TlsState::failed, why);
}

void TlsSession::record(TlsState state, const std::string& detail) {
    recorder_.add(TlsSeen{device_, connection_, handshake_.part(), state, detail});
}

SessionMaker tls_sessions(const TlsSurroundings& around, const std::string& device,
                          const TlsProfile& profile, const Luck& luck) {
    return [around, device, profile, luck](ConnectionId connection, const std::function<void()>&) {
        return std::make_unique<TlsSession>(around, device, connection, profile, luck);
    };
}

}  // namespace breakwire::sim
