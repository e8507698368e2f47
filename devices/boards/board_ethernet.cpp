#include "devices/boards/board_ethernet.hpp"

#include <fmt/format.h>

#include "sim/net/slip.hpp"

namespace breakwire::devices {

BoardEthernet::BoardEthernet(const LineSurroundings& around, sim::EthernetLink& link,
                             sim::FramePlug& plug, std::uint16_t port)
    : around_(around),
      link_(link),
      plug_(plug),
      port_(port),
      capture_(around.folder / "frames.pcap") {
    plug_.take([this](ByteView frame) { send(sim::Direction::up, frame); });
}

BoardEthernet::~BoardEthernet() {
    plug_.take(nullptr);
    unplug();
}

void BoardEthernet::plug() {
    if (gateway_) return;
    announced_ = 0;
    gateway_ = std::make_unique<sim::SlirpGateway>(
        around_.io, around_.driver, around_.timers, port_,
        [this](ByteView frame) { send(sim::Direction::down, frame); });
    link_.attach([this](ByteView frame) { plug_.send(frame); },
                 [this](ByteView frame) { reach_gateway(frame); });
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

/// The gateway would ask who has the address of a board that cannot be asked.
void BoardEthernet::reach_gateway(ByteView frame) {
    const std::uint32_t source = plug_.is_ethernet() ? announced_ : sim::source_of(frame);
    if (source != announced_ && source != 0) {
        gateway_->take(sim::announcement(source));
        announced_ = source;
    }
    gateway_->take(frame);
}

std::string BoardEthernet::state() const {
    const auto& counts = link_.counts();
    return fmt::format("{} frames, {} lost", counts.sent, counts.lost);
}

}  // namespace breakwire::devices
