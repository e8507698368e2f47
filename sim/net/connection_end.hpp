#pragma once

#include <memory>

#include "sim/net/packet_path.hpp"
#include "sim/net/socket.hpp"
#include "sim/net/tcp_end.hpp"

namespace breakwire::sim {

class Connection;

/// One end of a connection: application | paths with tap and faults | TCP.
class ConnectionEnd final : private TcpEnd::Host, private PacketPath::Sink {
public:
    ConnectionEnd(Connection& connection, Tap tap, const TapSide& watched, const TcpSettings& tcp);
    ~ConnectionEnd() override = default;

    /// The application takes its place.
    std::unique_ptr<Socket> open(SocketEvents& events);

    // What the application does, through its socket.
    void send(ByteView bytes);
    void finish();
    void reset();
    void vanish();
    void dropped();  ///< the socket has been
    void hold(bool on);
    std::size_t unacknowledged() const { return tcp_.unacknowledged() + outward_.held(); }

    /// Ends the connection from a place between this application and the link. An RST or FIN
    /// travels to the far end behind what was sent; this end's application hears of it in the next
    /// step of the kernel. Returns false if the application had left already.
    bool end_by_fault(Ending how);
    /// The same from a place on the link, with the octet before sequence number `end` as the last
    /// that this end has sent.
    void end_on_wire(Ending how, std::uint64_t end);
    /// A FIN to the far end behind what was sent, of which nobody here hears; what this end's
    /// application still sends is lost. Returns false if it had finished or left already.
    bool half_close();
    /// Faults have changed their minds about whether this end may take in anything.
    void look_whether_to_read();

    TcpEnd& tcp() { return tcp_; }
    bool in_use() const { return events_ != nullptr; }
    void record(Transport what, Direction direction, std::string address = {}) {
        point_.record(what, direction, std::move(address));
    }

private:
    class Handle;

    // What TCP says.
    void transmit(TcpSegment segment) override;
    void on_established() override;
    void on_refused() override;
    void on_timed_out() override;
    void on_data(ByteView bytes) override;
    void on_fin() override;
    void on_reset() override;
    void on_acknowledged() override;
    void on_over() override;

    // What has come through a path, and where that is watched.
    TapPoint& point() override { return point_; }
    void pass(Direction direction, ByteView bytes) override;
    void pass_end(Direction direction, Transport how) override;
    void send_back(Direction direction, Bytes bytes) override;
    void cut(Ending how) override { end_by_fault(how); }
    std::shared_ptr<void> keep_alive() override;

    /// The application hears nothing more after what is told now.
    void tell_last(void (SocketEvents::*what)());
    void stop_paths();
    void forge_end(Ending how, Direction recorded);
    Side side() const { return point_.tap == Tap::client ? Side::device : Side::broker; }
    void told_of_forged(Ending how);
    Direction outward() const {
        return point_.tap == Tap::client ? Direction::up : Direction::down;
    }
    Direction inward() const { return point_.tap == Tap::client ? Direction::down : Direction::up; }

    Connection& connection_;
    TapPoint point_;
    PacketPath outward_;
    PacketPath inward_;
    TcpEnd tcp_;
    SocketEvents* events_ = nullptr;
    bool finished_ = false;  ///< the application has called `finish`
    bool held_ = false;      ///< the application takes in nothing
    bool deaf_ = false;      ///< a forged FIN has come: what the peer still says is lost
};

}  // namespace breakwire::sim
