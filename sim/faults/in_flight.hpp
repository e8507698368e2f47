#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/base/bytes.hpp"
#include "sim/base/units.hpp"
#include "sim/faults/queue_room.hpp"
#include "sim/record/event.hpp"

namespace breakwire::sim {

/// A TCP segment about to enter one direction of a device's link: what a fault may look at and what
/// it may do to it. A fault decides, the link acts; each change counts as a hit. What the link does
/// by itself is in it before the first fault sees it.
class SegmentInFlight {
public:
    /// `device` must outlive it.
    SegmentInFlight(Direction direction, std::size_t size, Instant at = {},
                    std::string_view device = {})
        : direction_(direction), size_(size), at_(at), device_(device) {}

    Direction direction() const { return direction_; }
    std::size_t size() const { return size_; }  ///< octets, headers included
    Instant at() const { return at_; }          ///< when it is about to enter
    std::string_view device() const { return device_; }

    /// It does not enter the link.
    void drop() { dropped_ = touched_ = true; }
    /// It takes its place on the link, but does not arrive.
    void lose() { lost_ = touched_ = true; }
    void delay_by(Duration extra) {
        delay_ += extra;
        touched_ = true;
    }
    /// The link carries this segment no faster than `rate`.
    void limit_rate(DataRate rate) {
        if (!rate_ || rate < *rate_) rate_ = rate;
        touched_ = true;
    }
    /// The queue before the link has no more room than this, if the link has a rate.
    void limit_queue(const QueueRoom& room) {
        room_.narrow(room);
        touched_ = true;
    }
    /// Nothing larger passes: what is beyond `octets`, headers included, becomes a segment of its
    /// own. Room for 28 octets of content is always left (see `least_mtu`).
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
    bool lost() const { return lost_; }
    bool overtakes() const { return overtakes_; }
    int copies() const { return copies_; }
    const QueueRoom& room() const { return room_; }
    Duration delay() const { return delay_; }
    std::optional<DataRate> rate() const { return rate_; }
    bool touched() const { return touched_; }
    void forget_touch() { touched_ = false; }

private:
    Direction direction_;
    std::size_t size_;
    Instant at_;
    std::string_view device_;
    bool dropped_ = false;
    bool lost_ = false;
    bool overtakes_ = false;
    bool touched_ = false;
    int copies_ = 1;
    Duration delay_{};
    std::optional<DataRate> rate_;
    QueueRoom room_;
};

/// The least an IPv4 link carries in one piece. Source: RFC 791 section 3.2.
constexpr std::size_t least_mtu = 68;

/// How a connection is ended on purpose. Source: RFC 9293 sections 3.6 and 3.5.2.
enum class Ending {
    rst,     ///< both ends get a reset
    fin,     ///< both ends get an orderly end
    silent,  ///< nothing is said: neither end hears of the other again
};

/// A whole MQTT packet at a point of the fault chain. What goes on is the packet, as often as it
/// was duplicated, then whatever was inserted behind it.
class PacketInFlight {
public:
    explicit PacketInFlight(const PacketSeen& seen) : seen_(seen) {}

    /// The packet as it reached the chain.
    const PacketSeen& seen() const { return seen_; }
    /// Its octets now: those of `seen`, unless a fault has replaced them.
    const Bytes& bytes() const { return bytes_ ? *bytes_ : seen_.bytes; }

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
    /// `bytes` follow the packet in its direction.
    void insert_after(Bytes bytes) {
        inserted_.push_back(std::move(bytes));
        touched_ = true;
    }
    void delay_by(Duration extra) {
        delay_ += extra;
        touched_ = true;
    }
    /// The connection ends in the place of the packet.
    void cut_before(Ending how) {
        drop();
        inserted_.clear();
        cut_ = how;
    }
    /// The connection ends once the packet has been handed on.
    void cut_after(Ending how) {
        touched_ = true;
        cut_ = how;
    }

    /// What goes on in the packet's place, in order; the packet itself if nobody decided otherwise.
    std::vector<Bytes> output() const {
        std::vector<Bytes> out(copies_, bytes());
        out.insert(out.end(), inserted_.begin(), inserted_.end());
        return out;
    }
    /// The packet itself goes no further.
    bool dropped() const { return copies_ == 0; }
    /// Later packets of the direction wait behind a delayed one: TCP keeps order.
    Duration delay() const { return delay_; }
    std::optional<Ending> cut() const { return cut_; }
    bool touched() const { return touched_; }
    void forget_touch() { touched_ = false; }

private:
    const PacketSeen& seen_;
    std::optional<Bytes> bytes_;
    std::size_t copies_ = 1;
    std::vector<Bytes> inserted_;
    bool touched_ = false;
    Duration delay_{};
    std::optional<Ending> cut_;
};

}  // namespace breakwire::sim
