#include "sim/io/device_door.hpp"

#include <boost/asio/post.hpp>
#include <utility>

#include "sim/base/errors.hpp"
#include "sim/io/relay.hpp"

namespace breakwire::sim {

namespace asio = boost::asio;
using asio::ip::tcp;

/// One connection through the door.
class DoorConnection final : public Relay {
public:
    DoorConnection(DeviceDoor& door, tcp::socket socket)
        : Relay(door.io_, door.driver_), door_(door) {
        real() = std::move(socket);
        real().non_blocking(true);
        real().set_option(tcp::no_delay(true));
    }

    void dial() { dialing_ = door_.dialer_.dial(door_.device_, *this); }
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
        door_.connections_.erase(std::static_pointer_cast<DoorConnection>(shared_from_this()));
    }

    DeviceDoor& door_;
    std::unique_ptr<Socket> dialing_;
};

DeviceDoor::DeviceDoor(asio::io_context& io, TimeDriver& driver, Dialer& dialer, std::string device,
                       const tcp::endpoint& address)
    : io_(io),
      driver_(driver),
      dialer_(dialer),
      device_(std::move(device)),
      address_(address),
      acceptor_(io) {
    listen();
}

/// A port that was any becomes a certain one with the first call.
void DeviceDoor::listen() {
    try {
        acceptor_ = tcp::acceptor(io_, address_);
    } catch (const boost::system::system_error& error) {
        throw EnvironmentError("cannot listen at " + address_.address().to_string() + ':' +
                               std::to_string(address_.port()) + " for " + device_ + ": " +
                               error.code().message());
    }
    address_ = acceptor_.local_endpoint();
    accept();
}

DeviceDoor::~DeviceDoor() {
    *open_ = *alive_ = false;
    for (const auto& connection : connections_) connection->abandon();
}

void DeviceDoor::vanish() {
    for (const auto& connection : std::exchange(connections_, {})) connection->vanish();
    *std::exchange(open_, std::make_shared<bool>(true)) = false;
    acceptor_.close();
    listen();
}

void DeviceDoor::soon(std::function<void()> what) {
    asio::post(io_, [this, alive = alive_, what = std::move(what)] {
        if (!*alive) return;
        driver_.enter();
        what();
    });
}

void DeviceDoor::reset() {
    for (const auto& connection : std::exchange(connections_, {})) connection->reset();
}

void DeviceDoor::accept() {
    acceptor_.async_accept([this, open = open_](const auto& error, tcp::socket socket) {
        if (error || !*open) return;
        driver_.enter();
        const auto connection = std::make_shared<DoorConnection>(*this, std::move(socket));
        connections_.insert(connection);
        connection->dial();
        accept();
    });
}

}  // namespace breakwire::sim
