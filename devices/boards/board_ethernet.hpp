#pragma once

#include <memory>

#include "devices/boards/line.hpp"
#include "sim/io/frame_plug.hpp"
#include "sim/io/slirp_gateway.hpp"
#include "sim/net/ethernet_link.hpp"
#include "sim/net/frame_capture.hpp"

namespace breakwire::devices {

/// The cable of a board with a TCP of its own: from its plug over the board's link, where faults
/// act on its frames, to a gateway that carries its TCP on to a port of this machine.
///
/// All frames are in `frames.pcap` of the board's folder, as their senders sent them; what a fault
/// answers in their place is not.
class BoardEthernet {
public:
    /// `port`: of the front door, on 127.0.0.1. All must outlive it. Throws `EnvironmentError` if
    /// the capture cannot be made.
    BoardEthernet(const LineSurroundings& around, sim::EthernetLink& link, sim::FramePlug& plug,
                  std::uint16_t port);
    ~BoardEthernet();
    BoardEthernet(const BoardEthernet&) = delete;
    BoardEthernet& operator=(const BoardEthernet&) = delete;

    /// The gateway begins anew and knows of no connection. Nothing if it is plugged in.
    void plug();
    /// No frame reaches anybody any more.
    void unplug();

    /// "52 frames, 3 lost"
    std::string state() const;

private:
    void send(sim::Direction direction, ByteView frame);
    void reach_gateway(ByteView frame);

    const LineSurroundings around_;
    sim::EthernetLink& link_;
    sim::FramePlug& plug_;
    const std::uint16_t port_;
    sim::FrameCapture capture_;
    std::uint32_t announced_ = 0;                 ///< the IPv4 address of a board without ARP
    std::unique_ptr<sim::SlirpGateway> gateway_;  ///< while it is plugged in
};

}  // namespace breakwire::devices
