#include "sim/io/led_connection.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "sim/io/led_process.hpp"

namespace breakwire::sim {

LedConnection::LedConnection(LedProcess& process, std::uint32_t number, int end)
    : process_(process), number_(number), end_(end) {}

LedConnection::~LedConnection() { drop(); }

// --- To the process -----------------------------------------------------------------------------

void LedConnection::on_data(ByteView bytes) {
    const bool queued = !waiting_.empty();
    waiting_.insert(waiting_.end(), bytes.begin(), bytes.end());
    if (waiting_.size() > backlog_limit && virtual_) virtual_->hold(true);
    if (!queued) process_.queue(number_, Delivery::data);
}

bool LedConnection::put_data() {
    blocked_ = false;
    if (end_ < 0) return true;
    const std::size_t size = std::min(waiting_.size(), chunk);
    const ssize_t sent = send(end_, waiting_.data(), size, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0) {
        blocked_ = errno == EAGAIN;
        if (!blocked_) ended(/*reset=*/true);  // the process has closed it: its host answers so
        return !blocked_;
    }
    waiting_.erase(waiting_.begin(), waiting_.begin() + sent);
    put_ += static_cast<std::uint64_t>(sent);
    if (virtual_ && waiting_.size() <= backlog_limit) virtual_->hold(false);
    if (waiting_.empty()) {
        waiting_ = Bytes();
        if (fin_waits_) process_.queue(number_, Delivery::fin);
    }
    return waiting_.empty();
}

void LedConnection::on_fin() {
    device_finished_ = true;
    fin_waits_ = true;
    if (waiting_.empty()) process_.queue(number_, Delivery::fin);
}

void LedConnection::put_fin() {
    if (end_ >= 0) shutdown(end_, SHUT_WR);
    if (process_finished_) ended(/*reset=*/false);
}

void LedConnection::put_rst() {
    const linger none{1, 0};
    if (end_ >= 0) setsockopt(end_, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    drop();
}

void LedConnection::on_reset() {
    virtual_.reset();
    waiting_.clear();
    process_.queue(number_, Delivery::reset);
}

/// Its own retransmissions have got no answer: to the process the connection breaks.
void LedConnection::on_timed_out() {
    if (held_ >= 0) return outcome(ETIMEDOUT);
    on_reset();
}

void LedConnection::drop() {
    release();
    virtual_.reset();
    if (end_ < 0) return;
    close(std::exchange(end_, -1));
    process_.connection_over();
}

/// A FIN has gone out in `take`; the host answers with an RST to whatever still comes.
void LedConnection::abandon() {
    if (virtual_ && !process_finished_) virtual_->reset();
    drop();
}

void LedConnection::vanish() {
    if (virtual_) virtual_->vanish();
    drop();
}

// --- From the process ---------------------------------------------------------------------------

void LedConnection::take(const Theirs& theirs) {
    if (theirs.aborted && !process_finished_) return ended(/*reset=*/true);
    if (held_ >= 0) return theirs.gone ? drop() : void();  // nothing but filler in there
    while (end_ >= 0 && !process_finished_ && read_once(theirs)) {
    }
    hand_on();
    if (theirs.gone && end_ >= 0 && device_finished_) ended(/*reset=*/false);
}

/// All of a turn at once: in how many pieces it came is the transport's affair.
void LedConnection::hand_on() {
    const Bytes octets = std::exchange(taken_now_, {});
    if (virtual_ && !octets.empty()) virtual_->send(octets);
    if (!std::exchange(process_ends_, false)) return;
    process_finished_ = true;
    if (virtual_) virtual_->finish();
    if (device_finished_ && waiting_.empty()) ended(/*reset=*/false);
}

/// Whether something that the process has sent is still on its way and comes now.
bool LedConnection::comes_late(std::uint64_t total) const {
    constexpr int patience_ms = 2000;
    pollfd one{end_, POLLIN, 0};
    return taken_ < total && poll(&one, 1, patience_ms) > 0;
}

/// Returns whether there may be more.
bool LedConnection::read_once(const Theirs& theirs) {
    choked_ = virtual_ && virtual_->unacknowledged() + taken_now_.size() > backlog_limit;
    if (choked_) return false;
    std::array<std::byte, 64 * 1024> buffer;
    const ssize_t size = recv(end_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (size > 0) {
        taken_ += static_cast<std::uint64_t>(size);
        taken_now_.insert(taken_now_.end(), buffer.begin(), buffer.begin() + size);
        return taken_ != theirs.sent;
    }
    if (size < 0 && errno == EAGAIN) return comes_late(theirs.total);
    if (size < 0) {
        hand_on();
        ended(/*reset=*/true);
        return false;
    }
    process_ends_ = true;
    return false;
}

/// The network has room again: what the process still has to say comes out, and it may go on
/// writing.
void LedConnection::on_acknowledged() {
    if (choked_ && virtual_ && virtual_->unacknowledged() <= backlog_limit) {
        process_.look_again(number_);
    }
}

void LedConnection::ended(bool reset) {
    if (reset && virtual_) virtual_->reset();
    drop();
}

// --- A connection that the process asked for ----------------------------------------------------

void LedConnection::hold_back(int theirs) {
    held_ = dup(theirs);
    const int least = 1;
    setsockopt(held_, SOL_SOCKET, SO_SNDBUF, &least, sizeof least);
    const std::array<std::byte, 256> filler{};
    for (;;) {
        const ssize_t sent = send(held_, filler.data(), filler.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent <= 0) break;
        fill_ += static_cast<std::size_t>(sent);
    }
}

void LedConnection::on_established() { outcome(0); }

void LedConnection::on_refused() { outcome(ECONNREFUSED); }

void LedConnection::outcome(int error) {
    process_.settle_connect(*this, error);
    if (error == 0) {
        release();
        process_.queue(number_, Delivery::settle);
    } else {
        // What is unread in our end makes the process's end fail, which is what a poll reports.
        virtual_.reset();
        process_.queue(number_, Delivery::reset);
    }
}

/// Takes the filler out and gives the stream its usual room.
void LedConnection::release() {
    if (held_ < 0) return;
    std::array<std::byte, 256> filler;
    while (fill_ > 0) {
        const ssize_t size =
            recv(end_, filler.data(), std::min(filler.size(), fill_), MSG_DONTWAIT);
        if (size <= 0) break;
        fill_ -= static_cast<std::size_t>(size);
    }
    const int usual = 208 * 1024;
    setsockopt(held_, SOL_SOCKET, SO_SNDBUF, &usual, sizeof usual);
    close(std::exchange(held_, -1));
}

}  // namespace breakwire::sim
