#include "devices/stacks/tunnel.hpp"

#include <sys/socket.h>

#include <cerrno>

#include "devices/stacks/reasons.hpp"

namespace breakwire::devices {

Tunnel::Tunnel(World& world, const std::string& device, Owner& owner)
    : gateway_(Gateway::of(world)), owner_(owner), socket_(world.dialer.dial(device, *this)) {}

Tunnel::~Tunnel() { drop_end(); }

void Tunnel::attach(Descriptor end) {
    if (library_ended_) {
        end.close_abruptly();
        return owner_.on_moved();
    }
    end_ = std::move(end);
    ticket_ = gateway_.readiness().watch(end_.number(), *this);
    // The peer may have spoken, or gone, while the library was connecting.
    flush();
    drain();
}

void Tunnel::on_established() {
    if (library_ended_) return;
    established_ = true;
    owner_.on_dialed("");
}

void Tunnel::on_refused() {
    peer_ended_ = true;
    if (!library_ended_) owner_.on_dialed(reasons::refused);
}

void Tunnel::on_timed_out() {
    if (established_) return broken(reasons::given_up);
    peer_ended_ = true;
    if (!library_ended_) owner_.on_dialed(reasons::timed_out);
}

void Tunnel::on_data(ByteView bytes) {
    if (library_ended_) return;
    if (end_ && pending_.empty()) bytes = send_now(bytes);
    pending_.insert(pending_.end(), bytes.begin(), bytes.end());
    if (!end_) return;
    choose_events(full_);
    owner_.on_moved();
}

void Tunnel::on_fin() {
    peer_ended_ = true;
    peer_end_ = reasons::fin;
    if (end_) {
        flush();
        owner_.on_moved();
    }
    report_if_over();
}

void Tunnel::on_reset() { broken(reasons::rst); }

/// The library sees ECONNRESET, and nobody is left to hear its answer.
void Tunnel::broken(const char* how) {
    const bool library_was_there = !library_ended_;
    peer_ended_ = library_ended_ = true;
    peer_end_ = how;
    if (end_) gateway_.readiness().forget(ticket_, end_.number());
    end_.close_abruptly();
    if (library_was_there) owner_.on_moved();
    report_if_over();
}

/// What is left when the library's socket is full.
ByteView Tunnel::send_now(ByteView bytes) {
    while (!bytes.empty()) {
        const ssize_t count =
            send(end_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count <= 0) break;
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return bytes;
}

/// Passes on what waits, then the FIN behind it. No buffer stays with a device at rest.
void Tunnel::flush() {
    pending_ = to_bytes(send_now(pending_));
    if (pending_.empty() && peer_ended_) shutdown(end_.number(), SHUT_WR);
    choose_events(full_);
}

void Tunnel::choose_events(bool full) {
    const bool writing = !pending_.empty();
    if (writing == writing_ && full == full_) return;
    writing_ = writing;
    full_ = full;
    gateway_.readiness().change(ticket_, end_.number(), !full_, writing_);
}

void Tunnel::on_acknowledged() {
    if (!full_ || !end_) return;
    drain();
    owner_.on_moved();
}

void Tunnel::on_ready() {
    if (writing_) flush();
    drain();
    owner_.on_moved();
}

bool Tunnel::drain() {
    bool any = false;
    while (end_) {
        const bool full = socket_->unacknowledged() >= send_buffer;
        choose_events(full);
        if (full) return any;
        auto& buffer = gateway_.buffer();
        const ssize_t count = recv(end_.number(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (count < 0 && (errno == EAGAIN || errno == EINTR)) return any;
        any = true;
        if (count <= 0) {
            library_closed();
        } else {
            socket_->send(ByteView(buffer.data(), static_cast<std::size_t>(count)));
        }
    }
    return any;
}

/// A close with unread bytes in the library's socket shows as ECONNRESET; it is a FIN all the same:
/// see above.
void Tunnel::library_closed() {
    drop_end();
    library_ended_ = true;
    socket_->finish();
    report_if_over();
}

void Tunnel::abandon() {
    if (library_ended_) return;
    if (end_) gateway_.readiness().forget(ticket_, end_.number());
    end_.close_abruptly();
    library_ended_ = true;
    if (established_) {
        socket_->finish();
    } else {
        socket_->reset();
        peer_ended_ = true;
    }
}

void Tunnel::vanish() {
    drop_end();
    library_ended_ = peer_ended_ = true;
    socket_->vanish();
}

void Tunnel::drop_end() {
    if (end_) gateway_.readiness().forget(ticket_, end_.number());
    end_.close();
}

void Tunnel::report_if_over() {
    if (over()) owner_.on_over(*this);
}

}  // namespace breakwire::devices
