#include "sim/net/packet_gate.hpp"

#include <algorithm>
#include <utility>

namespace breakwire::sim {

PacketGate::~PacketGate() {
    if (timer_ != 0) point_.side.timers.cancel(timer_);
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
    put({release_, {}, how, {}, {}});
}

void PacketGate::stop() {
    stopped_ = true;
    held_.clear();
    later_.clear();
}

std::size_t PacketGate::held() const {
    std::size_t octets = framer_.buffered();
    for (const Item& item : held_) octets += item.bytes.size();
    return octets;
}

void PacketGate::judge(Bytes packet) {
    const PacketSeen seen = point_.look(std::move(packet), direction_);
    PacketInFlight in_flight(seen, point_.facts);
    point_.side.board.on_packet(in_flight);
    release_ = std::max(release_, point_.side.timers.now() + in_flight.delay());
    put_output(in_flight);
    for (const Bytes& bytes : in_flight.opposite()) output_.send_back(bytes);
    for (const auto& later : in_flight.later()) put_later(later);
    if (in_flight.overtaken()) in_flight.overtaken()->let_go();
}

void PacketGate::put_output(const PacketInFlight& packet) {
    const auto place = [&] { return place_ahead_of(packet.overtaken()); };
    for (Bytes& bytes : packet.output()) {
        put({release_, std::move(bytes), {}, {}, packet.holds()}, place());
    }
    if (packet.cut()) put({release_, {}, {}, packet.cut(), packet.holds()}, place());
    for (const auto& hold : packet.holds()) wake_by(hold);
}

/// Where the first item stands that `hold` keeps; the end if there is none.
PacketGate::Items::iterator PacketGate::place_ahead_of(const std::shared_ptr<PacketHold>& hold) {
    return std::ranges::find_if(
        held_, [&](const Item& item) { return hold && std::ranges::count(item.holds, hold) > 0; });
}

/// Not at once: whoever lets go is in the middle of judging another packet.
void PacketGate::wake_by(const std::shared_ptr<PacketHold>& hold) {
    hold->tell([gate = std::weak_ptr(self_)] {
        if (const auto alive = gate.lock()) (*alive)->arm();
    });
}

void PacketGate::put_later(const PacketInFlight::Later& later) {
    if (stopped_) return;
    later_.emplace(point_.side.timers.now() + later.delay, later.bytes);
    arm();
}

void PacketGate::flush_rest() {
    put({release_, to_bytes(framer_.rest()), {}, {}, {}});
    framer_ = mqtt::Framer();
}

void PacketGate::put(Item item, Items::iterator place) {
    if (stopped_) return;
    if (held_.empty() && may_go(item)) return let_out(item);
    held_.insert(place, std::move(item));
    arm();
}

bool PacketGate::may_go(const Item& item) const {
    return item.when <= point_.side.timers.now() &&
           std::ranges::all_of(item.holds, [](const auto& hold) { return hold->over(); });
}

void PacketGate::let_out(const Item& item) {
    if (!item.bytes.empty()) output_.let_out(item.bytes);
    if (item.end) output_.let_out_end(*item.end);
    if (item.cut) output_.let_out_cut(*item.cut);
}

void PacketGate::let_out_due() {
    const std::shared_ptr<void> alive = output_.keep_alive();
    timer_ = 0;
    while (!later_.empty() && later_.begin()->first <= point_.side.timers.now()) {
        put({release_, std::move(later_.extract(later_.begin()).mapped()), {}, {}, {}});
    }
    while (!held_.empty() && may_go(held_.front())) {
        const Item item = std::move(held_.front());
        held_.pop_front();
        let_out(item);
    }
    arm();
}

/// Sets the timer to the next moment at which something may happen without a hold being let go.
void PacketGate::arm() {
    if (timer_ != 0) point_.side.timers.cancel(timer_);
    timer_ = 0;
    std::optional<Instant> next;
    if (!later_.empty()) next = later_.begin()->first;
    const bool held_only_by_time =
        !held_.empty() &&
        std::ranges::all_of(held_.front().holds, [](const auto& hold) { return hold->over(); });
    if (held_only_by_time) next = std::min(next.value_or(Instant::max()), held_.front().when);
    if (next) timer_ = point_.side.timers.at(*next, [this] { let_out_due(); });
}

}  // namespace breakwire::sim
