#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/luck.hpp"
#include "sim/base/timers.hpp"
#include "sim/faults/fault_board.hpp"
#include "sim/kernel/systemc.hpp"
#include "sim/net/device_host.hpp"
#include "sim/net/held_segments.hpp"
#include "sim/net/segment_queue.hpp"
#include "sim/net/socket.hpp"
#include "sim/net/tcp_settings.hpp"
#include "sim/record/recorder.hpp"

namespace breakwire::sim {

/// The virtual network: devices, each behind an access link of its own, and the broker's host.
///
/// Every connection passes client | network faults | link | broker tap | lies | broker, is carried
/// by a TCP of its own (see `TcpEnd`), and is recorded at both taps. No event of a socket is told
/// from inside a call to a socket, `dial`, `accept` or `refuse`: it comes from a later step of the
/// kernel, at the same instant if the link is ideal.
///
/// One module and one SC_METHOD serve all links. A module for each would cost about 2 KiB and a
/// process, more than all else a device takes, and 10,000 devices are to fit into 35 MiB.
///
/// Everything it is given, and every socket's events, must outlive it; sockets must not.
class Network final : public sc_core::sc_module,
                      public Dialer,
                      public ConnectionPort,
                      private SegmentCarrier {
public:
    BREAKWIRE_HAS_PROCESS(Network);
    /// Attaches itself to both boards: faults of `faults` act on the device's side of connections,
    /// those of `lies` on the broker's.
    Network(const sc_core::sc_module_name& name, Recorder& recorder, FaultBoard& faults,
            FaultBoard& lies, Timers& timers, const Luck& luck, TcpSettings tcp = {});
    ~Network() override;

    /// `address`: IPv4 in dotted form, what the broker sees the device come from. A name may be
    /// added once. `tcp` is the device's own; the broker's host has that of the network.
    void add_device(const std::string& name, const std::string& address, const LinkSettings& link,
                    const TcpSettings& tcp = {});

    /// What the device's connections to come carry is TLS: no packets are seen in it.
    void seal_device(const std::string& name);

    /// The device has a TCP of its own from now on: its link carries the frames of that, as far as
    /// the gateway, and faults act on them. Its connections begin behind the gateway and cross no
    /// link. The reference is good for as long as the network.
    EthernetLink& give_ethernet(const std::string& name);

    /// What the device sends and gets from now on takes this link; what is on its way arrives.
    void change_link(const std::string& name, const LinkSettings& link);

    /// Who answers on the broker's host from now on. Until then, SYNs are refused.
    void serve(Server& server) { server_ = &server; }
    /// Nobody does any more: further SYNs are refused.
    void stop_serving() { server_ = nullptr; }

    /// `device` must have been added.
    std::unique_ptr<Socket> dial(const std::string& device, SocketEvents& events) override;

    /// Ends what `device` ("*": all of them) has open. An RST or FIN reaches the device now, and
    /// the broker behind what the device has sent already.
    int end_connections(const std::string& device, Ending how) override;
    /// The device's ends of its connections are gone without a word.
    int vanish(const std::string& device) override;
    int half_close(const std::string& device, Side side) override;
    void stop_reading(const std::string& device, Side side, bool stop) override;
    int move(const std::string& device, const std::string& address, bool noticed) override;
    void release(const Fault& holder, const std::string& device) override;
    Timers& timers() override { return timers_; }

    /// Connections that are not over at both ends.
    std::size_t live_connections() const;

private:
    class LiesPort;

    void transmit(const std::shared_ptr<Connection>& connection, Direction direction,
                  TcpSegment segment) override;
    void reached_server(const std::shared_ptr<Connection>& connection) override;
    void over(const std::shared_ptr<Connection>& connection) override;

    /// Asks the faults about it, from the one behind which it stands, and does what they decide.
    void decide(Traveller traveller, SegmentInFlight in_flight);
    void go_on(Traveller traveller, const SegmentInFlight& in_flight);
    bool is_watched(const DeviceHost& device) const;
    void enter_link(const Traveller& traveller, const SegmentInFlight& in_flight);
    void enter_in_slices(const Traveller& traveller, const SegmentInFlight& in_flight);
    void cut(Traveller traveller, const SegmentInFlight& in_flight);
    void hold(Traveller traveller, SegmentInFlight in_flight);
    void let_go(std::vector<HeldSegments<Traveller>::Held> held);
    void let_go_due();
    void arrive(const Traveller& traveller);
    void answer_with_reset(const Traveller& rejected);
    void travel(Traveller traveller, Instant arrival);

    ConnectionId announce(DeviceHost& host);
    void refused(DeviceHost& host, ConnectionId connection);
    void deliver();
    void wake();
    /// An IPv4 address that nobody has, in the range of `address`.
    std::string free_address(const std::string& address) const;
    /// Calls `act` for each live connection and counts how often it returned true.
    int for_each_of(const std::string& device, const std::function<bool(Connection&)>& act);

    FaultBoard& faults_;
    Timers& timers_;
    Luck luck_;
    TcpSettings tcp_;
    ConnectionContext context_;
    std::unique_ptr<LiesPort> lies_port_;
    std::deque<TcpSettings> tcp_of_devices_;  ///< each kept once for those added in a row
    std::map<std::string, DeviceHost, std::less<>> devices_;
    Server* server_ = nullptr;
    ConnectionId last_id_ = 0;
    SegmentQueue in_flight_;
    HeldSegments<Traveller> held_;
    Timers::Id held_timer_ = 0;
    sc_core::sc_event arrival_;
    Instant waking_at_ = Instant::max();  ///< what `arrival_` is notified for
    std::vector<std::shared_ptr<Connection>>
        finished_;  ///< freed when no call of theirs is under way
};

}  // namespace breakwire::sim
