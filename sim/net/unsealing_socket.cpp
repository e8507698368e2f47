#include "sim/net/unsealing_socket.hpp"

#include <utility>

namespace breakwire::sim {

UnsealingSocket::UnsealingSocket(Timers& timers, const SessionMaker& make,
                                 std::unique_ptr<Incoming> incoming, SocketEvents& owner)
    : timers_(timers), owner_(&owner), incoming_(std::move(incoming)) {
    begin(make, incoming_->id());
    settle();
    tell_owner_soon();
}

UnsealingSocket::UnsealingSocket(Timers& timers, SessionMaker make, Dialer& network,
                                 const std::string& device, SocketEvents& owner)
    : timers_(timers),
      owner_(&owner),
      make_(std::move(make)),
      network_(network.dial(device, *this)) {}

UnsealingSocket::~UnsealingSocket() {
    *alive_ = false;
    timers_.cancel(telling_);
    if (incoming_) incoming_->refuse();
}

void UnsealingSocket::begin(const SessionMaker& make, ConnectionId connection) {
    session_ = make(connection, [this] { more_to_say(); });
    session_->start();
}

/// Called by the session, at a time of its own.
void UnsealingSocket::more_to_say() {
    settle();
    tell_owner();
}

// --- The sealed side ----------------------------------------------------------------------------

ConnectionId UnsealingSocket::id() const { return network_ ? network_->id() : incoming_->id(); }

void UnsealingSocket::send(ByteView bytes) {
    if (!session_ || owner_ == nullptr) return;
    session_->unseal(bytes);
    settle();
    tell_owner_soon();
}

void UnsealingSocket::finish() {
    if (session_) session_->peer_ended(/*orderly=*/true);
    accept();
    if (network_) network_->finish();
}

void UnsealingSocket::reset() {
    owner_ = nullptr;
    if (session_) session_->peer_ended(/*orderly=*/false);
    accept();
    if (network_) network_->reset();
}

void UnsealingSocket::vanish() {
    owner_ = nullptr;
    incoming_.reset();
    if (network_) network_->vanish();
}

std::size_t UnsealingSocket::unacknowledged() const {
    return network_ ? network_->unacknowledged() : 0;
}

void UnsealingSocket::hold(bool on) {
    held_ = on;
    if (network_ && !(session_ && session_->stalled())) network_->hold(on);
}

// --- The plain side -----------------------------------------------------------------------------

void UnsealingSocket::on_established() {
    begin(make_, network_->id());
    if (owner_ != nullptr) owner_->on_established();
}

void UnsealingSocket::on_refused() { tell_last(&SocketEvents::on_refused); }

void UnsealingSocket::on_timed_out() { tell_last(&SocketEvents::on_timed_out); }

void UnsealingSocket::on_reset() { tell_last(&SocketEvents::on_reset); }

void UnsealingSocket::on_failed(const std::string& why) {
    if (SocketEvents* owner = std::exchange(owner_, nullptr)) owner->on_failed(why);
}

void UnsealingSocket::on_data(ByteView bytes) {
    session_->seal(bytes);
    settle();
    tell_owner();
}

void UnsealingSocket::on_fin() {
    device_finished_ = true;
    settle();
    tell_owner();
}

void UnsealingSocket::on_acknowledged() {
    if (owner_ != nullptr) owner_->on_acknowledged();
}

// --- Between them -------------------------------------------------------------------------------

/// Once the handshake is over, well or badly, or never will be.
void UnsealingSocket::accept_if_due() {
    if (session_->open() || session_->end() || session_->stalled()) accept();
}

void UnsealingSocket::accept() {
    if (!incoming_) return;
    network_ = std::exchange(incoming_, nullptr)->accept(*this);
    const bool stalled = session_->stalled();
    if (held_ || stalled) network_->hold(true);
}

/// Moves what the session has made of the latest news; the owner is told by whoever called this.
void UnsealingSocket::settle() {
    const auto take = [this] {
        const Bytes sealed = session_->take_sealed();
        to_owner_.insert(to_owner_.end(), sealed.begin(), sealed.end());
    };
    take();
    accept_if_due();
    if (const Bytes plain = session_->take_plain(); !plain.empty() && network_) {
        network_->send(plain);
    }
    close_if_due();
    take();
    end_if_due();
}

/// The device's FIN goes out behind what it has said, which waits for the end of the handshake.
void UnsealingSocket::close_if_due() {
    if (!device_finished_ || ends_as_) return;
    if (!session_->open() && !session_->stalled()) return;
    session_->close();
    ends_as_ = Ending::fin;
}

void UnsealingSocket::end_if_due() {
    const auto end = session_->end();
    if (!end || ends_as_) return;
    ends_as_ = end;
    *end == Ending::rst ? network_->reset() : network_->finish();
}

void UnsealingSocket::tell_owner() {
    if (owner_ == nullptr) return;
    const auto alive = alive_;
    if (!to_owner_.empty()) owner_->on_data(std::exchange(to_owner_, {}));
    if (!*alive || owner_ == nullptr || !ends_as_) return;
    if (*ends_as_ == Ending::rst) return tell_last(&SocketEvents::on_reset);
    if (std::exchange(told_end_, true)) return;
    owner_->on_fin();
}

/// No event is told from inside a call to a socket.
void UnsealingSocket::tell_owner_soon() {
    if (telling_ != 0) return;
    telling_ = timers_.after(Duration{}, [this] {
        telling_ = 0;
        tell_owner();
    });
}

void UnsealingSocket::tell_last(void (SocketEvents::*what)()) {
    if (SocketEvents* owner = std::exchange(owner_, nullptr)) (owner->*what)();
}

}  // namespace breakwire::sim
