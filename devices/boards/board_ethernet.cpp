#include "devices/boards/board_ethernet.hpp"

#include <fmt/format.h>

namespace breakwire::devices {

BoardEthernet::BoardEthernet(const LineSurroundings& around, sim::EthernetLink& link,
                             const std::string& name, std::uint16_t port)
    : around_(around),
      link_(link),
      path_((around.folder / name).string()),
      port_(port),
      capture_(around.folder / "frames.pcap"),
      socket_(around_.io, around_.driver, path_, path_ + ".board",
              [this](ByteView frame) { send(sim::Direction::up, frame); }) {}

void BoardEthernet::plug() {
    if (gateway_) return;
    gateway_ = std::make_unique<sim::SlirpGateway>(
        around_.io, around_.driver, around_.timers, port_,
        [this](ByteView frame) { send(sim::Direction::down, frame); });
    link_.attach([this](ByteView frame) { socket_.send(frame); },
                 [this](ByteView frame) { gateway_->take(frame); });
}

void BoardEthernet::unplug() {
    link_.detach();
    gateway_.reset();
}

void BoardEthernet::send(sim::Direction direction, ByteView frame) {
    if (!gateway_) return;
    capture_.add(around_.timers.now(), frame);
    link_.send(direction, frame);
}

std::string BoardEthernet::state() const {
    const auto& counts = link_.counts();
    return fmt::format("ethernet: {} frames, {} lost", counts.sent, counts.lost);
}

}  // namespace breakwire::devices
