#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>

#include "sim/base/bytes.hpp"
#include "sim/base/timers.hpp"
#include "sim/io/time_driver.hpp"

namespace breakwire::sim {

/// The far end of an emulated board's Ethernet: it gives the board an address (DHCP), answers for
/// itself, and carries the board's TCP on to one port of this machine. All else that a board sends
/// ends here, so that firmware under test reaches nobody.
///
/// TCP/IP is libslirp's, which QEMU uses for the same. On the wall clock only: its sockets are the
/// machine's own.
class SlirpGateway {
public:
    using ToBoard = std::function<void(ByteView frame)>;

    /// Where the board finds what is at port `port` of 127.0.0.1: at this address and the same
    /// port. Its network is 10.0.2.0/24.
    static constexpr const char* address = "10.0.2.2";

    /// All must outlive it. Throws `EnvironmentError`. From the first one on, the process ignores
    /// SIGPIPE: libslirp writes to sockets that may have been closed.
    SlirpGateway(boost::asio::io_context& io, TimeDriver& driver, Timers& timers,
                 std::uint16_t port, ToBoard to_board);
    /// Its connections are closed, and the board is told nothing.
    ~SlirpGateway();
    SlirpGateway(const SlirpGateway&) = delete;
    SlirpGateway& operator=(const SlirpGateway&) = delete;

    /// A frame from the board. Not from inside of `ToBoard`.
    void take(ByteView frame);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

/// Whether the gateway lets a frame of a board in: ARP, DHCP, and TCP to `port` of its address.
bool gateway_takes(ByteView frame, std::uint16_t port);

}  // namespace breakwire::sim
