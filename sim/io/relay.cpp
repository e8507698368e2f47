#include "sim/io/relay.hpp"

#include <sys/socket.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <utility>

namespace breakwire::sim {

namespace asio = boost::asio;
using asio::ip::tcp;

void Relay::join(std::unique_ptr<Socket> virtual_end) {
    virtual_ = std::move(virtual_end);
    watch_input();
}

// --- From the real peer -------------------------------------------------------------------------

void Relay::watch_input() {
    if (watching_input_ || real_finished_ || !virtual_) return;
    if (virtual_->unacknowledged() > backlog_limit) return;
    watching_input_ = true;
    real_.async_wait(RealSocket::wait_read, [self = shared_from_this()](const Error& error) {
        self->watching_input_ = false;
        if (error != asio::error::operation_aborted) self->read();
    });
}

void Relay::read() {
    driver().enter();
    if (!virtual_) return;
    Error error;
    std::array<std::byte, 64 * 1024> buffer;
    const std::size_t size = real_.read_some(asio::buffer(buffer), error);
    if (error == asio::error::would_block) return watch_input();
    if (error) return input_ended(error);
    heard();
    virtual_->send(ByteView(buffer).first(size));
    watch_input();
}

void Relay::input_ended(const Error& error) {
    if (error != asio::error::eof) return reset_virtual();
    real_finished_ = true;
    virtual_->finish();
    shut_down_if_done();
    watch_for_reset();
}

/// After a FIN the socket is readable for ever, so an RST that follows it has to be waited for
/// otherwise.
void Relay::watch_for_reset() {
    if (!virtual_) return;
    real_.async_wait(RealSocket::wait_error, [self = shared_from_this()](const Error& error) {
        if (error != asio::error::operation_aborted) self->look_for_reset();
    });
}

void Relay::look_for_reset() {
    driver().enter();
    if (!virtual_) return;
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(real_.native_handle(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) reset_virtual();
}

void Relay::reset_virtual() {
    if (virtual_) virtual_->reset();
    close();
}

// --- From the device ----------------------------------------------------------------------------

void Relay::on_data(ByteView bytes) {
    if (backlog_.empty()) bytes = bytes.subspan(write(bytes));
    if (!virtual_ || bytes.empty()) return;
    backlog_.append(bytes);
    if (backlog_.size() > backlog_limit) virtual_->hold(true);
    watch_output();
}

/// Returns how much the peer's host took; all of it if the connection is gone.
std::size_t Relay::write(ByteView bytes) {
    Error error;
    const std::size_t size = real_.write_some(asio::buffer(bytes.data(), bytes.size()), error);
    if (!error) return size;
    if (error == asio::error::would_block) return 0;
    reset_virtual();
    return bytes.size();
}

void Relay::watch_output() {
    if (std::exchange(watching_output_, true)) return;
    real_.async_wait(RealSocket::wait_write, [self = shared_from_this()](const Error& error) {
        self->watching_output_ = false;
        if (error != asio::error::operation_aborted) self->write_backlog();
    });
}

void Relay::write_backlog() {
    driver().enter();
    if (!virtual_) return;
    const std::size_t written = write(backlog_.view(0, backlog_.size()));
    if (!virtual_) return;
    backlog_.release(written);
    if (!backlog_.empty()) return watch_output();
    virtual_->hold(false);
    if (device_finished_) shut_down_if_done();
}

void Relay::on_fin() {
    device_finished_ = true;
    shut_down_if_done();
}

// --- Ends ---------------------------------------------------------------------------------------

/// The device's FIN goes out behind its data; with both directions finished, all is done.
void Relay::shut_down_if_done() {
    if (!device_finished_ || !backlog_.empty()) return;
    Error gone;
    real_.shutdown(tcp::socket::shutdown_send, gone);
    if (real_finished_) close();
}

void Relay::vanish_virtual() {
    if (virtual_) virtual_->vanish();
    virtual_.reset();
}

void Relay::abort() {
    Error gone;
    if (real_.is_open()) real_.set_option(tcp::socket::linger(true, 0), gone);
    close();
}

void Relay::close() {
    const auto alive = shared_from_this();
    drop();
    closed();
}

void Relay::drop() {
    Error gone;
    real_.close(gone);
    virtual_.reset();
}

}  // namespace breakwire::sim
