#pragma once

#include <memory>

#include "devices/boards/line.hpp"
#include "sim/io/frame_socket.hpp"
#include "sim/io/slirp_gateway.hpp"
#include "sim/net/ethernet_link.hpp"
#include "sim/net/frame_capture.hpp"

namespace breakwire::devices {

/// An emulated board's cable: from the plug of the emulator over the board's link, where faults act
/// on its frames, to a gateway that carries its TCP on to a port of this machine.
///
/// All frames are in `frames.pcap` of the board's folder, as their senders sent them; what a fault
/// answers in their place is not.
class BoardEthernet {
public:
    /// The emulator finds the plug at the path `name` of the board's folder, and has to take frames
    /// at that path with ".board" behind it. `port`: of the front door, on 127.0.0.1. All must
    /// outlive it. Throws `EnvironmentError` if the plug or the capture cannot be made.
    BoardEthernet(const LineSurroundings& around, sim::EthernetLink& link, const std::string& name,
                  std::uint16_t port);
    ~BoardEthernet() { unplug(); }
    BoardEthernet(const BoardEthernet&) = delete;
    BoardEthernet& operator=(const BoardEthernet&) = delete;

    /// The gateway begins anew and knows of no connection. Nothing if it is plugged in.
    void plug();
    /// No frame reaches anybody any more.
    void unplug();

    const std::string& path() const { return path_; }
    /// "ethernet: 52 frames, 3 lost"
    std::string state() const;

private:
    void send(sim::Direction direction, ByteView frame);

    const LineSurroundings around_;
    sim::EthernetLink& link_;
    const std::string path_;
    const std::uint16_t port_;
    sim::FrameCapture capture_;
    sim::FrameSocket socket_;
    std::unique_ptr<sim::SlirpGateway> gateway_;  ///< while it is plugged in
};

}  // namespace breakwire::devices
