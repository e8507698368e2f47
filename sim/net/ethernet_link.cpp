#include "sim/net/ethernet_link.hpp"

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
                           Listener listener)
    : device_(std::move(device)),
      link_(link),
      faults_(faults),
      timers_(timers),
      listener_(std::move(listener)) {}

void EthernetLink::attach(Receiver board, Receiver gateway) {
    board_ = std::move(board);
    gateway_ = std::move(gateway);
    held_ = {};
    ++epoch_;
}

void EthernetLink::send(Direction direction, ByteView frame) {
    const EthernetFrame known = EthernetFrame::look_into(frame);
    const ConnectionId connection = connection_of(known, direction);
    SegmentInFlight in_flight(direction, known.packet, timers_.now(),
                              seen_in(known, connection, device_));
    ++counts_.sent;
    link_.enter(in_flight);
    decide({direction, to_bytes(frame), known.packet, epoch_, nullptr, 0}, std::move(in_flight));
}

ConnectionId EthernetLink::connection_of(const EthernetFrame& frame, Direction direction) {
    if (!frame.is_tcp()) return 0;
    const bool up = direction == Direction::up;
    Dialled& dialled = dialled_[up ? frame.source_port : frame.destination_port];
    const bool opens = up && frame.syn;
    if (opens && (dialled.number == 0 || dialled.sequence != frame.sequence)) {
        dialled = {frame.sequence, listener_.on_dial()};
    }
    return dialled.number;
}

void EthernetLink::decide(Frame frame, SegmentInFlight in_flight) {
    faults_.on_segment(device_, in_flight.seen().connection, in_flight);
    if (in_flight.held_until()) return hold(std::move(frame), std::move(in_flight));
    const auto damage = in_flight.take_damage();
    if (damage && !damage_tcp(frame.octets, *damage)) in_flight.lose();
    const bool too_large = in_flight.size() < frame.packet;
    if (in_flight.dropped() || too_large) {
        ++counts_.lost;
    } else {
        if (in_flight.rejected()) frame.rejecter = in_flight.behind();
        enter_link(frame, in_flight);
    }
}

void EthernetLink::enter_link(const Frame& frame, const SegmentInFlight& in_flight) {
    // The path of what is rejected on its way down ends before the link.
    if (frame.rejecter != nullptr && frame.direction == Direction::down) {
        timers_.at(timers_.now(), [this, frame] { arrive(frame); });
        return;
    }
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
    if (frame.epoch != epoch_) return;
    if (frame.rejecter != nullptr) return answer_with_reset(frame);
    const Receiver& receiver = frame.direction == Direction::up ? gateway_ : board_;
    if (!receiver) return;
    if (frame.refused != 0) listener_.on_refused(frame.refused);
    receiver(frame.octets);
}

void EthernetLink::answer_with_reset(const Frame& rejected) {
    auto reset = answered_by_reset(rejected.octets);
    if (!reset) return;
    if (rejected.direction == Direction::down) {
        if (gateway_) gateway_(*reset);
        return;
    }
    const auto known = EthernetFrame::look_into(*reset);
    const ConnectionId connection = connection_of(known, Direction::down);
    SegmentInFlight in_flight(Direction::down, known.packet, timers_.now(),
                              seen_in(known, connection, device_));
    ++counts_.sent;
    link_.enter(in_flight);
    in_flight.set_behind(rejected.rejecter);
    const bool refuses = EthernetFrame::look_into(rejected.octets).syn;
    decide({Direction::down, std::move(*reset), known.packet, epoch_, nullptr,
            refuses ? connection : 0},
           std::move(in_flight));
}

// --- What faults hold ---------------------------------------------------------------------------

void EthernetLink::hold(Frame frame, SegmentInFlight in_flight) {
    const Instant until = *in_flight.held_until();
    held_.add(std::move(frame), std::move(in_flight));
    if (until == Instant::max()) return;
    timers_.at(until, [this] { let_go(held_.take_due(timers_.now())); });
}

void EthernetLink::release(const Fault& holder) { let_go(held_.take(holder, device_)); }

/// Those that are let go may be held again, by the next fault.
void EthernetLink::let_go(std::vector<Held> held) {
    for (Held& each : held) {
        each.in_flight.enters_at(timers_.now());
        link_.show_queue(each.in_flight);
        decide(std::move(each.traveller), std::move(each.in_flight));
    }
}

}  // namespace breakwire::sim
