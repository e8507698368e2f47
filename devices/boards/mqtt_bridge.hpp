#pragma once

#include "devices/boards/connect_finder.hpp"
#include "devices/boards/line.hpp"
#include "sim/net/socket.hpp"

namespace breakwire::devices {

/// Joins a line that carries MQTT to the virtual network, as the device whose role a board plays.
///
/// A line knows no connections, so the bridge makes them: a CONNECT opens a fresh one and ends what
/// was there as `on_reconnect` says, a hang-up as `on_hangup` says. All octets in between pass as
/// they are, noise included; those outside of any connection are counted. Its packets take the same
/// way as those of a simulated device: taps, faults, link.
class MqttBridge final : public LineEvents, public sim::SocketEvents {
public:
    /// What the board's host is told beside what the record shows; each may be absent. The bridge
    /// has to outlive each call.
    struct Listener {
        std::function<void()> on_open = nullptr;  ///< of the line, not of a connection
        std::function<void(const std::string& why)> on_hang_up = nullptr;
        /// "CONNECT: connection opened", "connection ended by the broker (RST)".
        std::function<void(const std::string& what)> on_note = nullptr;
    };
    struct Counts {
        std::uint64_t connections = 0;
        std::uint64_t octets_up = 0;
        std::uint64_t octets_down = 0;
        std::uint64_t octets_outside = 0;  ///< from the board, in no connection
    };

    /// Makes the line; `Line::open` is the caller's. `dialer` must outlive it.
    MqttBridge(const LineSurroundings& around, std::string name, const LineSettings& settings,
               sim::Dialer& dialer, std::string device, Listener listener);
    ~MqttBridge() override;

    Line& line() { return line_; }
    const Counts& counts() const { return counts_; }
    bool has_connection() const { return socket_ != nullptr; }

    /// Ends the connection, if there is one, as the broker is to see it. The board is not told.
    void end(ConnectionEnd how);
    /// As `Line::unplug`, and the broker sees `how`.
    void unplug(ConnectionEnd how);

    /// How long octets that look like the start of a CONNECT wait for more of it.
    static constexpr Duration hold_limit = 20ms;
    /// For how long a board that is told of a connection's end sees BREAK, or no DTR.
    static constexpr Duration notice_length = 250ms;
    /// Octets that wait for the board before the broker's side is held back.
    static constexpr std::size_t backlog_limit = 64 * 1024;
    /// Octets of the board that the broker has not taken: beyond, the connection is reset.
    static constexpr std::size_t unacknowledged_limit = 4 * 1024 * 1024;

private:
    // The line's side.
    void on_open() override;
    void on_bytes(ByteView bytes) override;
    void on_hang_up(const std::string& why) override;
    void on_drained() override;
    // The broker's side.
    void on_established() override;
    void on_refused() override;
    void on_timed_out() override;
    void on_data(ByteView bytes) override;
    void on_fin() override;
    void on_reset() override;
    void on_failed(const std::string& why) override;

    void begin(ByteView connect);
    void send(ByteView bytes);
    void hold_or_release();
    void lost(const std::string& how);
    void notify_board();
    void note(const std::string& what) const;

    Timers& timers_;
    sim::Dialer& dialer_;
    const std::string device_;
    Listener listener_;
    ConnectFinder finder_;
    Counts counts_;
    std::unique_ptr<sim::Socket> socket_;
    bool established_ = false;
    Bytes waiting_;           ///< for the handshake
    bool held_back_ = false;  ///< the broker's side, since the board is slower
    Timers::Id release_ = 0;
    Timers::Id carrier_back_ = 0;
    Line line_;
};

}  // namespace breakwire::devices
