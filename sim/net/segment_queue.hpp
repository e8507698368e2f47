#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "sim/net/tcp_segment.hpp"
#include "sim/record/event.hpp"

namespace breakwire::sim {

class Connection;
class Fault;

/// A segment on its way to the far end of its connection.
struct Traveller {
    std::shared_ptr<Connection> connection;
    Direction direction{};
    TcpSegment segment;
    /// A fault has it answered with an RST where it arrives; nullptr if it simply arrives.
    const Fault* rejecter = nullptr;
};

/// All segments under way in the network, by arrival; those of one instant in the order sent.
///
/// What arrives at once, as over an ideal link, passes through a plain queue.
class SegmentQueue {
public:
    void push(Instant now, Instant arrival, Traveller traveller);
    /// The next one that has arrived by `now`.
    std::optional<Traveller> pop_due(Instant now);
    /// When the next one arrives; any past instant stands for the present.
    std::optional<Instant> next() const;

private:
    struct Entry {
        Instant arrival{};
        std::uint64_t order = 0;
        Traveller traveller;
    };
    static bool later(const Entry& a, const Entry& b) {
        return a.arrival != b.arrival ? a.arrival > b.arrival : a.order > b.order;
    }

    std::deque<Traveller> at_once_;
    Instant at_once_since_{};
    std::vector<Entry> heap_;
    std::uint64_t pushed_ = 0;
};

}  // namespace breakwire::sim
