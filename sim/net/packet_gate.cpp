#include "sim/net/packet_gate.hpp"

#include <algorithm>
#include <utility>

namespace breakwire::sim {

PacketGate::~PacketGate() {
    if (timer_ != 0) point_.timers.cancel(timer_);
}

void PacketGate::data(ByteView bytes) {
    framer_.feed(bytes);
    while (!failed_ && !stopped_) {
        auto packet = framer_.next();
        if (!packet) return;
        if (packet->has_error()) {
            failed_ = true;
        } else {
            judge(std::move(**packet));
        }
    }
    flush_rest();
}

void PacketGate::end(Transport how) {
    flush_rest();
    put({release_, {}, how, {}});
}

void PacketGate::stop() {
    stopped_ = true;
    held_.clear();
}

std::size_t PacketGate::held() const {
    std::size_t octets = framer_.buffered();
    for (const Item& item : held_) octets += item.bytes.size();
    return octets;
}

void PacketGate::judge(Bytes packet) {
    const PacketSeen seen = point_.look(std::move(packet), direction_);
    PacketInFlight in_flight(seen);
    point_.board.on_packet(in_flight);
    release_ = std::max(release_, point_.timers.now() + in_flight.delay());
    for (Bytes& bytes : in_flight.output()) put({release_, std::move(bytes), {}, {}});
    if (in_flight.cut()) put({release_, {}, {}, in_flight.cut()});
}

void PacketGate::flush_rest() {
    put({release_, to_bytes(framer_.rest()), {}, {}});
    framer_ = mqtt::Framer();
}

void PacketGate::put(Item item) {
    if (stopped_) return;
    if (held_.empty() && item.when <= point_.timers.now()) return let_out(item);
    held_.push_back(std::move(item));
    if (timer_ == 0) timer_ = point_.timers.at(held_.front().when, [this] { let_out_due(); });
}

void PacketGate::let_out(const Item& item) {
    if (!item.bytes.empty()) output_.let_out(item.bytes);
    if (item.end) output_.let_out_end(*item.end);
    if (item.cut) output_.let_out_cut(*item.cut);
}

void PacketGate::let_out_due() {
    const std::shared_ptr<void> alive = output_.keep_alive();
    timer_ = 0;
    while (!held_.empty() && held_.front().when <= point_.timers.now()) {
        const Item item = std::move(held_.front());
        held_.pop_front();
        let_out(item);
    }
    if (!held_.empty()) timer_ = point_.timers.at(held_.front().when, [this] { let_out_due(); });
}

}  // namespace breakwire::sim
