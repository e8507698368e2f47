#include "devices/stacks/virtual_socket.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "devices/stacks/reasons.hpp"
#include "sim/base/invariant.hpp"

namespace breakwire::devices {
namespace {

int failed(int error) {
    errno = error;
    return -1;
}

}  // namespace

VirtualSocket::VirtualSocket(sim::Dialer& dialer, const std::string& device, Owner& owner)
    : owner_(owner), outcome_(EINPROGRESS), flags_(O_RDWR), socket_(dialer.dial(device, *this)) {}

VirtualSocket::~VirtualSocket() { BREAKWIRE_INVARIANT(!held_); }

// --- The program --------------------------------------------------------------------------------

void VirtualSocket::open() {
    BREAKWIRE_INVARIANT(!held_ && !connected_);
    held_ = true;
}

int VirtualSocket::connect() {
    if (outcome_ != 0) return failed(outcome_);
    if (std::exchange(connected_, true)) return failed(EISCONN);
    return 0;
}

/// What has arrived comes first, and a FIN before an RST that followed it.
ssize_t VirtualSocket::read(std::span<std::byte> into) {
    if (!connected_) return failed(ENOTCONN);
    if (!arrived_.empty()) {
        const std::size_t count = std::min(into.size(), arrived_.size());
        std::ranges::copy(arrived_.view(0, count), into.begin());
        arrived_.release(count);
        return static_cast<ssize_t>(count);
    }
    if (end_of_stream_) return 0;
    return failed(error_ != 0 ? take_error() : EAGAIN);
}

ssize_t VirtualSocket::write(ByteView bytes) {
    if (error_ != 0) return failed(take_error());
    if (!connected_ || closed_to_writing_) return failed(EPIPE);
    const ByteView taken = bytes.first(std::min(bytes.size(), room()));
    if (taken.empty() && !bytes.empty()) return failed(EAGAIN);
    written_.append(taken);
    return static_cast<ssize_t>(taken.size());
}

int VirtualSocket::control(int command, int argument) {
    if (command == F_GETFL) return flags_;
    if (command != F_SETFL) return failed(EINVAL);
    flags_ = O_RDWR | (argument & ~O_ACCMODE);
    return 0;
}

int VirtualSocket::close() {
    held_ = connected_ = false;
    closed_to_writing_ = true;
    return 0;
}

std::size_t VirtualSocket::room() const {
    return send_buffer - std::min(send_buffer, socket_->unacknowledged() + written_.size());
}

/// Told once, by whichever call comes first; after it reading ends and writing fails by EPIPE.
int VirtualSocket::take_error() {
    end_of_stream_ = true;
    return std::exchange(error_, 0);
}

// --- The owner ----------------------------------------------------------------------------------

/// Whoever sees what is sent may call back and end the connection.
void VirtualSocket::flush() {
    if (!written_.empty()) {
        const ByteQueue all = std::exchange(written_, {});
        socket_->send(all.view(0, all.size()));
    }
    if (!held_ && closed_to_writing_) finish();
}

void VirtualSocket::abandon() {
    flush();
    if (finished_) return;
    if (outcome_ != 0) {
        finished_ = peer_ended_ = true;
        return socket_->reset();
    }
    error_ = ECONNRESET;
    closed_to_writing_ = true;
    finish();
}

void VirtualSocket::vanish() {
    finished_ = peer_ended_ = true;
    written_ = {};
    socket_->vanish();
}

void VirtualSocket::finish() {
    if (std::exchange(finished_, true)) return;
    socket_->finish();
    report_if_over();
}

void VirtualSocket::report_if_over() {
    if (over()) owner_.on_over(*this);
}

// --- The connection -----------------------------------------------------------------------------

void VirtualSocket::on_established() { dialed(0, ""); }

void VirtualSocket::on_refused() { dialed(ECONNREFUSED, reasons::refused); }

void VirtualSocket::on_timed_out() {
    if (outcome_ == 0) return broken(ETIMEDOUT, reasons::given_up);
    dialed(ETIMEDOUT, reasons::timed_out);
}

void VirtualSocket::dialed(int outcome, const std::string& how) {
    if (finished_) return;
    outcome_ = outcome;
    finished_ = peer_ended_ = outcome != 0;
    owner_.on_dialed(how);
}

void VirtualSocket::on_data(ByteView bytes) {
    if (!held_) return;
    arrived_.append(bytes);
    owner_.on_readable();
}

void VirtualSocket::on_fin() {
    peer_ended_ = end_of_stream_ = true;
    peer_end_ = std::make_unique<const std::string>(reasons::fin);
    if (held_) owner_.on_readable();
    report_if_over();
}

void VirtualSocket::on_reset() { broken(ECONNRESET, reasons::rst); }

/// What lies between TCP and the program has failed: a lookup, or TLS.
void VirtualSocket::on_failed(const std::string& why) {
    if (outcome_ == 0) return broken(ECONNABORTED, why);
    dialed(ECONNABORTED, why);
}

/// Nobody is left to hear what the program still says.
void VirtualSocket::broken(int error, const std::string& how) {
    finished_ = peer_ended_ = closed_to_writing_ = true;
    error_ = end_of_stream_ ? EPIPE : error;
    peer_end_ = std::make_unique<const std::string>(how);
    if (held_) owner_.on_readable();
    report_if_over();
}

void VirtualSocket::on_acknowledged() {
    if (held_) owner_.on_writable();
}

}  // namespace breakwire::devices
