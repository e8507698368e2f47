#include "sim/net/packet_path.hpp"

#include <algorithm>
#include <utility>

#include "sim/mqtt/varint.hpp"

namespace breakwire::sim {

void PacketPath::data(ByteView bytes) {
    if (stopped_) return;
    if (!gate_needed()) return pass_through(bytes);
    bytes = complete_packet(bytes);
    if (!partial_ && waiting_) let_out(*std::exchange(waiting_, nullptr));
    if (bytes.empty()) return;
    if (!gate_) open_gate();
    if (direction_ == Direction::up) observe(bytes);
    gate_->data(bytes);
}

void PacketPath::insert(Bytes bytes) {
    if (stopped_) return;
    if (gate_) {
        gate_->insert(std::move(bytes));
    } else if (partial_) {
        if (!waiting_) waiting_ = std::make_unique<Bytes>();
        waiting_->insert(waiting_->end(), bytes.begin(), bytes.end());
    } else {
        let_out(bytes);
    }
}

void PacketPath::end(Transport how) {
    if (stopped_) return;
    if (direction_ == Direction::up) observe_end(how);
    if (gate_) {
        gate_->end(how);
    } else {
        let_out_end(how);
    }
}

void PacketPath::stop() {
    if (std::exchange(stopped_, true)) return;
    record_rest();
    // Not destroyed: this may come from a call of its own.
    if (gate_) gate_->stop();
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
    gate_ = std::make_unique<PacketGate>(point_, direction_, output);
}

/// Leaves the gate in place until what it holds is out.
bool PacketPath::gate_needed() {
    if (waiting_) return true;
    if (unframed_ && !gate_) return false;
    if (point_.board.sees_packets(point_.device)) return true;
    if (gate_ && gate_->empty()) gate_.reset();
    return gate_ != nullptr;
}

/// A gate starts between packets: lets through what completes the packet that has passed in part,
/// and returns the rest.
ByteView PacketPath::complete_packet(ByteView bytes) {
    while (!gate_ && partial_ && !bytes.empty()) {
        const std::size_t size = std::min(missing(), bytes.size());
        pass_through(bytes.first(size));
        bytes = bytes.subspan(size);
    }
    return bytes;
}

/// How many octets the packet at hand lacks; 1 while its length is not known.
std::size_t PacketPath::missing() const {
    const ByteView rest = partial_->rest();
    if (rest.size() < 2) return 1;
    const auto length = mqtt::read_varint(rest.subspan(1));
    return length.has_error() ? 1 : 1 + length->size + length->value - rest.size();
}

void PacketPath::pass_through(ByteView bytes) {
    observe(bytes);
    sink_.pass(direction_, bytes);
}

void PacketPath::observe(ByteView bytes) {
    if (unframed_) return point_.record_bytes(bytes, direction_);
    mqtt::Framer framer = partial_ ? std::move(*partial_) : mqtt::Framer();
    partial_.reset();
    framer.feed(bytes);
    frame(framer);
    if (framer.buffered() > 0) partial_ = std::make_unique<mqtt::Framer>(std::move(framer));
}

void PacketPath::frame(mqtt::Framer& framer) {
    while (auto packet = framer.next()) {
        if (packet->has_error()) {
            unframed_ = true;
            point_.record_bytes(framer.rest(), direction_);
            framer = mqtt::Framer();
            return;
        }
        point_.record(std::move(**packet), direction_);
    }
}

void PacketPath::observe_end(Transport how) {
    record_rest();
    point_.record(how, direction_);
}

void PacketPath::record_rest() {
    if (partial_) point_.record_bytes(partial_->rest(), direction_);
    partial_.reset();
}

}  // namespace breakwire::sim
