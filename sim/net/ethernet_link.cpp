#include "sim/net/ethernet_link.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace breakwire::sim {

namespace {

SegmentSeen seen_in(const EthernetFrame& frame, ConnectionId connection,
                    const std::string& device) {
    SegmentSeen seen;
    seen.device = device;
    seen.connection = connection;
    if (!frame.is_tcp()) return seen;
    seen.syn = frame.syn;
    seen.fin = frame.fin;
    seen.rst = frame.rst;
    seen.payload = frame.payload;
    return seen;
}

}  // namespace

EthernetLink::EthernetLink(std::string device, Link& link, FaultBoard& faults, Timers& timers,
                           OnDial on_dial)
    : device_(std::move(device)),
      link_(link),
      faults_(faults),
      timers_(timers),
      on_dial_(std::move(on_dial)) {}

void EthernetLink::attach(Receiver board, Receiver gateway) {
    board_ = std::move(board);
    gateway_ = std::move(gateway);
    held_.clear();
    ++epoch_;
}

void EthernetLink::send(Direction direction, ByteView frame) {
    const EthernetFrame known = EthernetFrame::look_into(frame);
    const ConnectionId connection = connection_of(known, direction);
    SegmentInFlight in_flight(direction, known.packet, timers_.now(),
                              seen_in(known, connection, device_));
    ++counts_.sent;
    link_.enter(in_flight);
    decide({direction, to_bytes(frame), known.packet, epoch_}, std::move(in_flight));
}

ConnectionId EthernetLink::connection_of(const EthernetFrame& frame, Direction direction) {
    if (!frame.is_tcp()) return 0;
    const bool up = direction == Direction::up;
    Dialled& dialled = dialled_[up ? frame.source_port : frame.destination_port];
    const bool opens = up && frame.syn;
    if (opens && (dialled.number == 0 || dialled.sequence != frame.sequence)) {
        dialled = {frame.sequence, on_dial_()};
    }
    return dialled.number;
}

void EthernetLink::decide(Frame frame, SegmentInFlight in_flight) {
    faults_.on_segment(device_, in_flight.seen().connection, in_flight);
    if (in_flight.held_until()) return hold(std::move(frame), std::move(in_flight));
    const bool too_large = in_flight.size() < frame.packet;
    if (in_flight.dropped() || too_large) {
        ++counts_.lost;
    } else {
        enter_link(frame, in_flight);
    }
}

void EthernetLink::enter_link(const Frame& frame, const SegmentInFlight& in_flight) {
    counts_.duplicated += static_cast<std::uint64_t>(in_flight.copies() - 1);
    for (int copy = 0; copy < in_flight.copies(); ++copy) {
        const auto arrival = link_.carry(timers_.now(), in_flight);
        if (!arrival) {
            ++counts_.lost;
        } else {
            timers_.at(*arrival, [this, frame] { arrive(frame); });
        }
    }
}

void EthernetLink::arrive(const Frame& frame) {
    const Receiver& receiver = frame.direction == Direction::up ? gateway_ : board_;
    if (frame.epoch == epoch_ && receiver) receiver(frame.octets);
}

// --- What faults hold ---------------------------------------------------------------------------

void EthernetLink::hold(Frame frame, SegmentInFlight in_flight) {
    const Instant until = *in_flight.held_until();
    held_.push_back({std::move(frame), std::move(in_flight)});
    if (until != Instant::max()) timers_.at(until, [this] { let_go_due(); });
}

void EthernetLink::let_go_due() {
    const Instant now = timers_.now();
    let_go([now](const Held& each) { return *each.in_flight.held_until() <= now; });
}

void EthernetLink::release(const Fault& holder) {
    let_go([&holder](const Held& each) { return each.in_flight.behind() == &holder; });
}

/// Those that are let go may be held again, by the next fault.
template <class Wanted>
void EthernetLink::let_go(const Wanted& wanted) {
    const auto stays = [&wanted](const Held& each) { return !wanted(each); };
    const auto rest = std::stable_partition(held_.begin(), held_.end(), stays);
    std::vector<Held> taken(std::make_move_iterator(rest), std::make_move_iterator(held_.end()));
    held_.erase(rest, held_.end());
    for (Held& each : taken) {
        each.in_flight.let_go();
        each.in_flight.enters_at(timers_.now());
        link_.show_queue(each.in_flight);
        decide(std::move(each.frame), std::move(each.in_flight));
    }
}

}  // namespace breakwire::sim
