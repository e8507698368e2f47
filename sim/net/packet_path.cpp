#include "sim/net/packet_path.hpp"

#include <algorithm>
#include <utility>

#include "sim/mqtt/varint.hpp"

namespace breakwire::sim {

PacketPath::UnderWay& PacketPath::under_way() {
    if (!under_way_) under_way_ = std::make_unique<UnderWay>();
    return *under_way_;
}

void PacketPath::forget_if_nothing_is_under_way() {
    if (partial() == nullptr && gate() == nullptr && !has_waiting()) under_way_.reset();
}

void PacketPath::data(ByteView bytes) {
    if (stopped_) return;
    if (!gate_needed()) return pass_through(bytes);
    bytes = complete_packet(bytes);
    if (partial() == nullptr && has_waiting()) {
        let_out(*std::exchange(under_way_->waiting, nullptr));
    }
    if (bytes.empty()) return;
    if (gate() == nullptr) open_gate();
    if (direction_ == Direction::up) observe(bytes);
    gate()->data(bytes);
}

void PacketPath::insert(Bytes bytes) {
    if (stopped_) return;
    if (gate() != nullptr) {
        gate()->insert(std::move(bytes));
    } else if (partial() != nullptr) {
        std::unique_ptr<Bytes>& waiting = under_way().waiting;
        if (!waiting) waiting = std::make_unique<Bytes>();
        waiting->insert(waiting->end(), bytes.begin(), bytes.end());
    } else {
        let_out(bytes);
    }
}

void PacketPath::end(Transport how) {
    if (stopped_) return;
    if (direction_ == Direction::up) observe_end(how);
    if (gate() != nullptr) {
        gate()->end(how);
    } else {
        let_out_end(how);
    }
}

void PacketPath::stop() {
    if (std::exchange(stopped_, true)) return;
    record_rest();
    // Not destroyed: this may come from a call of its own.
    if (gate() != nullptr) gate()->stop();
}

void PacketPath::let_out(ByteView bytes) {
    if (stopped_) return;
    if (direction_ == Direction::down) observe(bytes);
    sink_.pass(direction_, bytes);
}

void PacketPath::let_out_end(Transport how) {
    if (stopped_) return;
    if (direction_ == Direction::down) observe_end(how);
    sink_.pass_end(direction_, how);
}

void PacketPath::open_gate() {
    PacketGate::Output& output = *this;
    under_way().gate = std::make_unique<PacketGate>(sink_.point(), direction_, output);
}

/// Leaves the gate in place until what it holds is out.
bool PacketPath::gate_needed() {
    if (has_waiting()) return true;
    if (unframed_ && gate() == nullptr) return false;
    const TapPoint& point = sink_.point();
    if (point.side.board.sees_packets(point.device)) return true;
    if (gate() != nullptr && gate()->empty()) under_way_->gate.reset();
    return gate() != nullptr;
}

/// A gate starts between packets: lets through what completes the packet that has passed in part,
/// and returns the rest.
ByteView PacketPath::complete_packet(ByteView bytes) {
    while (gate() == nullptr && partial() != nullptr && !bytes.empty()) {
        const std::size_t size = std::min(missing(), bytes.size());
        pass_through(bytes.first(size));
        bytes = bytes.subspan(size);
    }
    return bytes;
}

/// How many octets the packet at hand lacks; 1 while its length is not known.
std::size_t PacketPath::missing() const {
    const ByteView rest = partial()->rest();
    if (rest.size() < 2) return 1;
    const auto length = mqtt::read_varint(rest.subspan(1));
    return length.has_error() ? 1 : 1 + length->size + length->value - rest.size();
}

void PacketPath::pass_through(ByteView bytes) {
    observe(bytes);
    sink_.pass(direction_, bytes);
}

void PacketPath::observe(ByteView bytes) {
    if (unframed_) return sink_.point().record_bytes(bytes, direction_);
    mqtt::Framer framer = partial() != nullptr ? std::move(*partial()) : mqtt::Framer();
    if (under_way_) under_way_->partial.reset();
    framer.feed(bytes);
    frame(framer);
    if (framer.buffered() > 0) {
        under_way().partial = std::make_unique<mqtt::Framer>(std::move(framer));
    }
    forget_if_nothing_is_under_way();
}

void PacketPath::frame(mqtt::Framer& framer) {
    while (auto packet = framer.next()) {
        if (packet->has_error()) {
            unframed_ = true;
            sink_.point().record_bytes(framer.rest(), direction_);
            framer = mqtt::Framer();
            return;
        }
        sink_.point().record(std::move(**packet), direction_);
    }
}

void PacketPath::observe_end(Transport how) {
    record_rest();
    sink_.point().record(how, direction_);
}

void PacketPath::record_rest() {
    if (partial() == nullptr) return;
    sink_.point().record_bytes(partial()->rest(), direction_);
    under_way_->partial.reset();
}

}  // namespace breakwire::sim
