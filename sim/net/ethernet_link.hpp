#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sim/base/timers.hpp"
#include "sim/faults/fault_board.hpp"
#include "sim/net/ethernet_frame.hpp"
#include "sim/net/held_segments.hpp"
#include "sim/net/link.hpp"

namespace breakwire::sim {

/// The access link of a device that has a TCP of its own: what crosses it are Ethernet frames,
/// between the board and the gateway to the rest of the network.
///
/// A frame is shown to the link and to the faults in the place of a segment, sized as the packet
/// in it. What is lost is really lost, and the board's own TCP has to notice. A damaged frame is
/// dropped as a receiver drops one whose check sequence is wrong, unless the fault has it pass with
/// a wrong bit of TCP's; a packet that is larger than the MTU does not pass and nobody is told, as
/// behind a router that fails to say so (RFC 2923 section 2.1).
///
/// The first SYN of a connection is announced and gets a number, under which faults know its
/// segments. What belongs to no connection has number 0. A segment that a fault rejects is answered
/// by an RST from beyond the link, which has to cross it too.
class EthernetLink {
public:
    using Receiver = std::function<void(ByteView frame)>;
    /// What became of frames, both directions together.
    struct Counts {
        std::uint64_t sent = 0;
        std::uint64_t lost = 0;  ///< by the link or by a fault, for whatever reason
        std::uint64_t duplicated = 0;
    };

    struct Listener {
        /// The board opens a connection, whatever becomes of that; returns its number.
        std::function<ConnectionId()> on_dial;
        /// A fault's answer to the SYN of this one has reached the board: an RST.
        std::function<void(ConnectionId)> on_refused;
    };

    /// All must outlive it.
    EthernetLink(std::string device, Link& link, FaultBoard& faults, Timers& timers,
                 Listener listener);

    /// Who is at its ends from now on, until `detach`. They are called from the kernel, never from
    /// inside of `send`.
    void attach(Receiver board, Receiver gateway);
    /// Nobody is at its ends: what is on its way reaches nobody.
    void detach() { attach(nullptr, nullptr); }

    /// `up` is from the board to the gateway.
    void send(Direction direction, ByteView frame);
    /// Lets go what `holder` holds, in the order in which it came.
    void release(const Fault& holder);
    const Counts& counts() const { return counts_; }

private:
    struct Frame {
        Direction direction{};
        Bytes octets;
        std::size_t packet = 0;
        std::uint64_t epoch = 0;  ///< of those who were at the ends when it was sent
        /// A fault has it answered with an RST where it arrives; nullptr if it simply arrives.
        const Fault* rejecter = nullptr;
        ConnectionId refused = 0;  ///< the connection that it refuses, if it does
    };
    using Held = HeldSegments<Frame>::Held;

    /// A connection as the board's TCP knows it.
    struct Dialled {
        std::uint32_t sequence = 0;  ///< of its SYN, which tells a repeated one from a new one
        ConnectionId number = 0;
    };

    ConnectionId connection_of(const EthernetFrame& frame, Direction direction);
    void decide(Frame frame, SegmentInFlight in_flight);
    void enter_link(const Frame& frame, const SegmentInFlight& in_flight);
    void hold(Frame frame, SegmentInFlight in_flight);
    void let_go(std::vector<Held> held);
    void arrive(const Frame& frame);
    void answer_with_reset(const Frame& rejected);

    const std::string device_;
    Link& link_;
    FaultBoard& faults_;
    Timers& timers_;
    const Listener listener_;
    std::map<std::uint16_t, Dialled> dialled_;  ///< by the board's port
    Receiver board_;
    Receiver gateway_;
    std::uint64_t epoch_ = 0;
    HeldSegments<Frame> held_;
    Counts counts_;
};

}  // namespace breakwire::sim
