#include "sim/io/bridged_connection.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <boost/asio/buffer.hpp>
#include <utility>

#include "sim/base/errors.hpp"

namespace breakwire::sim {

namespace asio = boost::asio;
using asio::ip::tcp;

BridgedConnection::BridgedConnection(BrokerBridge& bridge, std::unique_ptr<Incoming> incoming)
    : bridge_(bridge), incoming_(std::move(incoming)), real_(bridge.io_) {}

// --- Connecting ---------------------------------------------------------------------------------

void BridgedConnection::connect() {
    open();
    real_.async_connect(bridge_.broker_, [self = shared_from_this()](const Error& error) {
        if (error != asio::error::operation_aborted) self->connected(error);
    });
}

void BridgedConnection::open() {
    try {
        real_.open(tcp::v4());
        real_.non_blocking(true);
        real_.set_option(tcp::no_delay(true));
        // Leaves the choice of the port to connect, which then knows the destination: devices that
        // share an address do not use up its ports.
        using BindAddressNoPort =
            asio::detail::socket_option::boolean<IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT>;
        real_.set_option(BindAddressNoPort(true));
        real_.bind(tcp::endpoint(asio::ip::make_address_v4(incoming_->address()), 0));
    } catch (const boost::system::system_error& error) {
        throw EnvironmentError("cannot open a socket at " + incoming_->address() + " for " +
                               incoming_->device() + ": " + error.code().message());
    }
}

void BridgedConnection::connected(const Error& error) {
    const auto alive = shared_from_this();
    bridge_.driver_.enter();
    if (!real_.is_open()) return;
    bridge_.connected();
    if (!error) {
        virtual_ = incoming_->accept(*this);
        incoming_.reset();
        return watch_input();
    }
    if (error == asio::error::connection_refused) incoming_->refuse();
    // Any other failure looks to the device like no answer at all.
    close();
}

// --- From the broker ----------------------------------------------------------------------------

void BridgedConnection::watch_input() {
    if (watching_input_ || broker_finished_ || !virtual_) return;
    if (virtual_->unacknowledged() > BrokerBridge::backlog_limit) return;
    watching_input_ = true;
    real_.async_wait(tcp::socket::wait_read, [self = shared_from_this()](const Error& error) {
        self->watching_input_ = false;
        if (error != asio::error::operation_aborted) self->read();
    });
}

void BridgedConnection::read() {
    bridge_.driver_.enter();
    if (!virtual_) return;
    Error error;
    const std::size_t size = real_.read_some(asio::buffer(bridge_.buffer_), error);
    if (error == asio::error::would_block) return watch_input();
    if (error) return input_ended(error);
    virtual_->send(ByteView(bridge_.buffer_).first(size));
    watch_input();
}

void BridgedConnection::input_ended(const Error& error) {
    if (error != asio::error::eof) return reset_virtual();
    broker_finished_ = true;
    virtual_->finish();
    shut_down_if_done();
    watch_for_reset();
}

/// After a FIN the socket is readable for ever, so an RST that follows it has to be waited for
/// otherwise.
void BridgedConnection::watch_for_reset() {
    if (!virtual_) return;
    real_.async_wait(tcp::socket::wait_error, [self = shared_from_this()](const Error& error) {
        if (error != asio::error::operation_aborted) self->look_for_reset();
    });
}

void BridgedConnection::look_for_reset() {
    bridge_.driver_.enter();
    if (!virtual_) return;
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(real_.native_handle(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) reset_virtual();
}

void BridgedConnection::reset_virtual() {
    if (virtual_) virtual_->reset();
    close();
}

// --- From the device ----------------------------------------------------------------------------

void BridgedConnection::on_data(ByteView bytes) {
    if (backlog_.empty()) bytes = bytes.subspan(write(bytes));
    if (!virtual_ || bytes.empty()) return;
    backlog_.insert(backlog_.end(), bytes.begin(), bytes.end());
    if (backlog_.size() > BrokerBridge::backlog_limit) virtual_->hold(true);
    watch_output();
}

/// Returns how much the broker's host took; all of it if the connection is gone.
std::size_t BridgedConnection::write(ByteView bytes) {
    Error error;
    const std::size_t size = real_.write_some(asio::buffer(bytes.data(), bytes.size()), error);
    if (!error) return size;
    if (error == asio::error::would_block) return 0;
    reset_virtual();
    return bytes.size();
}

void BridgedConnection::watch_output() {
    if (std::exchange(watching_output_, true)) return;
    real_.async_wait(tcp::socket::wait_write, [self = shared_from_this()](const Error& error) {
        self->watching_output_ = false;
        if (error != asio::error::operation_aborted) self->write_backlog();
    });
}

void BridgedConnection::write_backlog() {
    bridge_.driver_.enter();
    if (!virtual_) return;
    const std::size_t written = write(backlog_);
    if (!virtual_) return;
    backlog_.erase(backlog_.begin(), backlog_.begin() + static_cast<std::ptrdiff_t>(written));
    if (!backlog_.empty()) return watch_output();
    backlog_ = Bytes();
    virtual_->hold(false);
    if (device_finished_) shut_down_if_done();
}

void BridgedConnection::on_fin() {
    device_finished_ = true;
    shut_down_if_done();
}

// --- Ends ---------------------------------------------------------------------------------------

/// The device's FIN goes out behind its data; with both directions finished, all is done.
void BridgedConnection::shut_down_if_done() {
    if (!device_finished_ || !backlog_.empty()) return;
    Error gone;
    real_.shutdown(tcp::socket::shutdown_send, gone);
    if (broker_finished_) close();
}

void BridgedConnection::abort() {
    Error gone;
    if (real_.is_open()) real_.set_option(tcp::socket::linger(true, 0), gone);
    close();
}

void BridgedConnection::close() {
    const auto alive = shared_from_this();
    drop();
    bridge_.connections_.erase(alive);
}

void BridgedConnection::drop() {
    Error gone;
    real_.close(gone);
    incoming_.reset();
    virtual_.reset();
}

}  // namespace breakwire::sim
