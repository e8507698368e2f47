#include "sim/net/sealing_socket.hpp"

#include <utility>

namespace breakwire::sim {

SealingSocket::SealingSocket(const TlsSurroundings& around, TlsProfile profile, Luck luck,
                             Dialer& network, std::string device, SocketEvents& owner)
    : around_(around),
      owner_(owner),
      device_(std::move(device)),
      profile_(std::move(profile)),
      luck_(luck),
      network_(network.dial(device_, *this)) {}

void SealingSocket::on_established() {
    session_.emplace(around_, device_, network_->id(), profile_, luck_);
    session_->start();
    settle();
}

void SealingSocket::on_data(ByteView bytes) {
    if (given_up_) return;
    session_->unseal(bytes);
    settle();
}

void SealingSocket::on_fin() {
    if (given_up_) return;
    session_->peer_ended(/*orderly=*/true);
    if (session_->end()) return give_up();
    owner_.on_fin();
}

void SealingSocket::on_reset() {
    if (given_up_) return;
    if (session_) session_->peer_ended(/*orderly=*/false);
    if (session_ && session_->end()) return give_up();
    owner_.on_reset();
}

void SealingSocket::send(ByteView bytes) {
    if (!session_ || given_up_) return;
    session_->seal(bytes);
    flush();
}

void SealingSocket::finish() {
    if (session_) session_->close();
    flush();
    network_->finish();
}

void SealingSocket::flush() {
    if (!session_) return;
    if (const Bytes sealed = session_->take_sealed(); !sealed.empty()) network_->send(sealed);
}

/// The owner may drop this in each of its calls.
void SealingSocket::settle() {
    flush();
    const auto alive = alive_;
    if (session_->open() && !std::exchange(told_open_, true)) owner_.on_established();
    if (!*alive) return;
    if (const Bytes plain = session_->take_plain(); !plain.empty()) owner_.on_data(plain);
    if (*alive && session_->end()) give_up();
}

void SealingSocket::give_up() {
    given_up_ = true;
    session_->end() == Ending::rst ? network_->reset() : network_->finish();
    owner_.on_failed("TLS: " + session_->problem());
}

}  // namespace breakwire::sim
