#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/bytes.hpp"
#include "sim/base/units.hpp"
#include "sim/faults/connection_facts.hpp"
#include "sim/faults/packet_hold.hpp"
#include "sim/faults/queue_room.hpp"
#include "sim/record/event.hpp"

namespace breakwire::sim {

class Fault;

/// How a connection is ended on purpose. Source: RFC 9293 sections 3.6 and 3.5.2.
enum class Ending {
    rst,     ///< both ends get a reset
    fin,     ///< both ends get an orderly end
    silent,  ///< nothing is said: neither end hears of the other again
};

/// What a segment is, for faults that look inside. The fields are those of RFC 9293 section 3.1.
struct SegmentSeen {
    std::string_view device{};
    ConnectionId connection = 0;
    bool syn = false;  ///< upwards the device's SYN, downwards the answer to it
    bool fin = false;
    bool rst = false;
    bool window_closed = false;  ///< its sender takes in no more for now
    std::uint64_t offset = 0;    ///< octets of the stream before its payload
    std::size_t payload = 0;
};

/// A TCP segment about to enter one direction of a device's link: what a fault may look at and what
/// it may do to it. A fault decides, the link acts; each change counts as a hit. What the link does
/// by itself is in it before the first fault sees it.
class SegmentInFlight {
public:
    /// The connection ends in this segment: `keep` octets of its payload still arrive.
    struct Cut {
        std::size_t keep = 0;
        Ending how{};
    };
    /// The payload travels as several segments: they begin at `starts` (the first at 0, ascending),
    /// each `gap` behind the one before.
    struct Slices {
        std::vector<std::size_t> starts;
        Duration gap{};
    };

    /// What `seen.device` names must outlive it.
    SegmentInFlight(Direction direction, std::size_t size, Instant at = {}, SegmentSeen seen = {})
        : direction_(direction), size_(size), at_(at), seen_(std::move(seen)) {}
    void finds(const QueueLoad& ahead) { ahead_ = ahead; }

    Direction direction() const { return direction_; }
    std::size_t size() const { return size_; }  ///< octets, headers included
    Instant at() const { return at_; }          ///< when it is about to enter
    std::string_view device() const { return seen_.device; }
    const SegmentSeen& seen() const { return seen_; }
    const QueueLoad& ahead() const { return ahead_; }  ///< in the queue of its direction
    /// A segment of another size to which the same was decided.
    SegmentInFlight resized(std::size_t size) const {
        SegmentInFlight other = *this;
        other.size_ = size;
        return other;
    }

    /// It goes on as it is and yet shows that the fault has had its effect.
    void touch() { touched_ = true; }
    /// It does not enter the link, nor its queue.
    void drop() { dropped_ = touched_ = true; }
    /// It takes its place on the link, but does not arrive.
    void lose() { lost_ = touched_ = true; }
    /// It arrives with a wrong bit that nothing below TCP notices; `which` chooses the bit. Where
    /// segments have no octets of headers that is a loss: TCP's checksum fails.
    void damage(std::uint64_t which) {
        damage_ = which;
        touched_ = true;
    }
    /// It waits outside the link until `until`, or until `holder` is over or releases it, and then
    /// goes on to the faults behind `holder`. Nothing else waits for it.
    void hold(const Fault& holder, Instant until = Instant::max()) {
        behind_ = &holder;
        held_until_ = until;
        touched_ = true;
    }
    /// Where the path ends at the broker's side of the link, the segment is answered with an RST,
    /// which goes on to the faults behind `rejecter`.
    void reject(const Fault& rejecter) {
        behind_ = &rejecter;
        rejected_ = touched_ = true;
    }
    void cut(std::size_t keep, Ending how) {
        cut_ = Cut{keep, how};
        touched_ = true;
    }
    void slice(Slices slices) {
        slices_ = std::move(slices);
        touched_ = true;
    }
    void delay_by(Duration extra) {
        delay_ += extra;
        touched_ = true;
    }
    /// The link carries this segment no faster than `rate`.
    void limit_rate(DataRate rate) {
        if (rate_ && *rate_ <= rate) return;
        rate_ = rate;
        touched_ = true;
    }
    /// Nothing larger passes: what is beyond `octets`, headers included, becomes a segment of its
    /// own. `octets` is no less than `least_mtu`.
    void limit_size(std::size_t octets) {
        if (size_ <= octets) return;
        size_ = octets;
        touched_ = true;
    }
    /// The link carries one copy more.
    void duplicate() {
        ++copies_;
        touched_ = true;
    }
    /// It skips the delay and arrives before those that are under way.
    void overtake() { overtakes_ = touched_ = true; }

    bool dropped() const { return dropped_; }
    bool lost() const { return lost_ || damage_; }
    /// For who does the damage himself: it is no loss any more.
    std::optional<std::uint64_t> take_damage() { return std::exchange(damage_, std::nullopt); }
    bool overtakes() const { return overtakes_; }
    int copies() const { return copies_; }
    std::optional<Instant> held_until() const { return held_until_; }
    bool rejected() const { return rejected_; }
    const std::optional<Cut>& cut() const { return cut_; }
    const std::optional<Slices>& slices() const { return slices_; }
    /// No further fault is asked.
    bool decided() const { return dropped_ || held_until_ || rejected_ || cut_; }
    /// Faults up to this one have been asked already; nullptr if none has.
    const Fault* behind() const { return behind_; }
    void set_behind(const Fault* fault) { behind_ = fault; }
    /// It is let go: the rest of the chain is still to be asked.
    void let_go() { held_until_.reset(); }
    void enters_at(Instant now) { at_ = now; }
    Duration delay() const { return delay_; }
    std::optional<DataRate> rate() const { return rate_; }
    bool touched() const { return touched_; }
    void forget_touch() { touched_ = false; }

private:
    Direction direction_;
    std::size_t size_;
    Instant at_;
    SegmentSeen seen_;
    bool dropped_ = false;
    bool lost_ = false;
    bool overtakes_ = false;
    bool touched_ = false;
    int copies_ = 1;
    bool rejected_ = false;
    const Fault* behind_ = nullptr;
    std::optional<Instant> held_until_;
    std::optional<Cut> cut_;
    std::optional<Slices> slices_;
    Duration delay_{};
    std::optional<DataRate> rate_;
    QueueLoad ahead_;
    std::optional<std::uint64_t> damage_;
};

/// The least an IPv4 link carries in one piece. Source: RFC 791 section 3.2.
constexpr std::size_t least_mtu = 68;

/// A whole MQTT packet at a point of the fault chain. What goes on is whatever was inserted before
/// it, the packet, as often as it was duplicated, then whatever was inserted behind it.
class PacketInFlight {
public:
    /// Both are borrowed.
    PacketInFlight(const PacketSeen& seen, const ConnectionFacts& facts)
        : seen_(seen), facts_(facts) {}

    /// The packet as it reached the chain.
    const PacketSeen& seen() const { return seen_; }
    /// Its octets now: those of `seen`, unless a fault has replaced them.
    const Bytes& bytes() const { return bytes_ ? *bytes_ : seen_.bytes; }
    const ConnectionFacts& facts() const { return facts_; }

    /// The board says what time it is, and since when the fault that it asks next is in force.
    void set_times(Instant now, Instant fault_began) {
        now_ = now;
        fault_began_ = fault_began;
    }
    Duration since_fault_began() const { return now_ - fault_began_; }
    Duration since_opened() const { return now_ - facts_.opened; }

    void drop() {
        copies_ = 0;
        touched_ = true;
    }
    void duplicate() {
        copies_ *= 2;
        touched_ = true;
    }
    /// Other bytes take the packet's place; they need not be a packet.
    void replace(Bytes bytes) {
        bytes_ = std::move(bytes);
        touched_ = true;
    }
    /// `bytes` go ahead of the packet in its direction.
    void insert_before(Bytes bytes) {
        before_.push_back(std::move(bytes));
        touched_ = true;
    }
    /// `bytes` follow the packet in its direction.
    void insert_after(Bytes bytes) {
        after_.push_back(std::move(bytes));
        touched_ = true;
    }
    /// `bytes` travel on the same connection in the other direction, behind whole packets.
    void insert_opposite(Bytes bytes) {
        opposite_.push_back(std::move(bytes));
        touched_ = true;
    }
    /// `bytes` follow in its direction once `delay` has passed, if the connection lives so long.
    void insert_later(Bytes bytes, Duration delay) {
        later_.push_back({delay, std::move(bytes)});
        touched_ = true;
    }
    void delay_by(Duration extra) {
        delay_ += extra;
        touched_ = true;
    }
    /// The packet waits until `hold` is let go, and what is behind it as well.
    void hold(std::shared_ptr<PacketHold> hold) {
        holds_.push_back(std::move(hold));
        touched_ = true;
    }
    /// The packet goes ahead of one that `hold` has kept, which follows it.
    void overtake(std::shared_ptr<PacketHold> hold) { overtaken_ = std::move(hold); }
    /// The connection ends in the place of the packet.
    void cut_before(Ending how) {
        drop();
        after_.clear();
        cut_ = how;
    }
    /// The connection ends behind the first `octets` of the packet, or behind all of it if it has
    /// no more.
    void cut_inside(std::size_t octets, Ending how) {
        inside_ = octets;
        cut_after(how);
    }
    /// The connection ends once the packet has been handed on.
    void cut_after(Ending how) {
        touched_ = true;
        cut_ = how;
    }

    /// What goes on in the packet's place, in order; the packet itself if nobody decided otherwise.
    std::vector<Bytes> output() const {
        std::vector<Bytes> out = before_;
        if (inside_ && copies_ > 0) {
            out.push_back(to_bytes(ByteView(bytes()).first(std::min(*inside_, bytes().size()))));
            return out;
        }
        out.insert(out.end(), copies_, bytes());
        out.insert(out.end(), after_.begin(), after_.end());
        return out;
    }
    const std::vector<Bytes>& opposite() const { return opposite_; }
    struct Later {
        Duration delay{};
        Bytes bytes;
    };
    const std::vector<Later>& later() const { return later_; }
    /// The packet itself goes no further.
    bool dropped() const { return copies_ == 0; }
    /// Later packets of the direction wait behind a delayed one: TCP keeps order.
    Duration delay() const { return delay_; }
    const std::vector<std::shared_ptr<PacketHold>>& holds() const { return holds_; }
    const std::shared_ptr<PacketHold>& overtaken() const { return overtaken_; }
    std::optional<Ending> cut() const { return cut_; }
    bool touched() const { return touched_; }
    void forget_touch() { touched_ = false; }

private:
    const PacketSeen& seen_;
    const ConnectionFacts& facts_;
    Instant now_{};
    Instant fault_began_{};
    std::optional<Bytes> bytes_;
    std::size_t copies_ = 1;
    std::vector<Bytes> before_;
    std::vector<Bytes> after_;
    std::vector<Bytes> opposite_;
    std::vector<Later> later_;
    bool touched_ = false;
    Duration delay_{};
    std::vector<std::shared_ptr<PacketHold>> holds_;
    std::shared_ptr<PacketHold> overtaken_;
    std::optional<Ending> cut_;
    std::optional<std::size_t> inside_;
};

}  // namespace breakwire::sim
