#include "sim/io/door_guest.hpp"

#include <utility>

#include "sim/io/relay.hpp"

namespace breakwire::sim {

using boost::asio::ip::tcp;

/// One connection through the door.
class DoorConnection final : public Relay {
public:
    DoorConnection(DoorGuest& guest, tcp::socket socket) : Relay(guest.io_), guest_(guest) {
        Error none;
        const tcp protocol = socket.local_endpoint(none).protocol();
        real().assign(protocol, socket.release());
        real().non_blocking(true);
        real().set_option(tcp::no_delay(true));
    }

    TimeDriver& driver() override { return guest_.driver_; }

    void dial() { dialing_ = guest_.dialer_.dial(guest_.device_, *this); }
    void abandon() {
        dialing_.reset();
        drop();
    }

    void vanish() {
        if (dialing_) dialing_->vanish();
        vanish_virtual();
        abandon();
    }

    void reset() {
        dialing_.reset();
        abort();
    }

    void on_established() override { join(std::exchange(dialing_, nullptr)); }
    void on_refused() override { abort(); }

private:
    void closed() override {
        guest_.connections_.erase(std::static_pointer_cast<DoorConnection>(shared_from_this()));
    }

    DoorGuest& guest_;
    std::unique_ptr<Socket> dialing_;
};

DoorGuest::DoorGuest(boost::asio::io_context& io, TimeDriver& driver, Dialer& dialer,
                     std::string device)
    : io_(io), driver_(driver), dialer_(dialer), device_(std::move(device)) {}

DoorGuest::~DoorGuest() {
    for (const auto& connection : connections_) connection->abandon();
}

void DoorGuest::connect(tcp::socket socket) {
    const auto connection = std::make_shared<DoorConnection>(*this, std::move(socket));
    connections_.insert(connection);
    connection->dial();
}

void DoorGuest::vanish() {
    for (const auto& connection : std::exchange(connections_, {})) connection->vanish();
}

void DoorGuest::reset() {
    for (const auto& connection : std::exchange(connections_, {})) connection->reset();
}

}  // namespace breakwire::sim
