#include "sim/io/bridged_connection.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <utility>

#include "sim/base/errors.hpp"

namespace breakwire::sim {

namespace asio = boost::asio;
using asio::ip::tcp;

BridgedConnection::BridgedConnection(BrokerBridge& bridge, std::unique_ptr<Incoming> incoming)
    : Relay(bridge.io_), bridge_(bridge), incoming_(std::move(incoming)) {}

void BridgedConnection::connect() {
    open();
    tcp::endpoint broker = bridge_.broker_;
    broker.port(incoming_->port().value_or(broker.port()));
    real().async_connect(broker, [this, self = shared_from_this()](const Error& error) {
        if (error != asio::error::operation_aborted) connected(error);
    });
}

void BridgedConnection::open() {
    try {
        real().open(tcp::v4());
        real().non_blocking(true);
        real().set_option(tcp::no_delay(true));
        // Leaves the choice of the port to connect, which then knows the destination: devices that
        // share an address do not use up its ports.
        using BindAddressNoPort =
            asio::detail::socket_option::boolean<IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT>;
        real().set_option(BindAddressNoPort(true));
        // Beyond loopback the device's address means nothing.
        if (!bridge_.broker_.address().is_loopback()) return;
        real().bind(tcp::endpoint(asio::ip::make_address_v4(incoming_->address()), 0));
    } catch (const boost::system::system_error& error) {
        throw EnvironmentError("cannot open a socket at " + incoming_->address() + " for " +
                               incoming_->device() + ": " + error.code().message());
    }
}

void BridgedConnection::connected(const Error& error) {
    const auto alive = shared_from_this();
    driver().enter();
    if (!real().is_open()) return;
    if (!error) {
        join(std::exchange(incoming_, nullptr)->accept(*this));
        return;
    }
    if (error == asio::error::connection_refused) incoming_->refuse();
    // Any other failure looks to the device like no answer at all.
    close();
}

void BridgedConnection::leave_line() {
    if (std::exchange(in_line_, false)) bridge_.served();
}

void BridgedConnection::abandon() {
    incoming_.reset();
    drop();
}

/// Whoever still waits for an answer gets none.
void BridgedConnection::closed() {
    incoming_.reset();
    leave_line();
    bridge_.connections_.erase(std::static_pointer_cast<BridgedConnection>(shared_from_this()));
}

}  // namespace breakwire::sim
