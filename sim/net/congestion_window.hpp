#pragma once

#include <algorithm>
#include <cstdint>

namespace breakwire::sim {

/// How many octets may be under way: without it, a link with a rate and a short queue would drop
/// most of a large message at once.
///
/// Slow start, congestion avoidance, and a fresh start after a time-out. There is no fast
/// retransmit: every loss is repaired by the retransmission timer.
/// Source: RFC 5681 section 3.1; the initial window of ten segments is RFC 6928's.
class CongestionWindow {
public:
    explicit CongestionWindow(std::uint32_t segment) : segment_(segment), size_(10 * segment) {}

    std::uint32_t size() const { return size_; }

    void acknowledged(std::uint64_t octets) {
        const auto step = static_cast<std::uint32_t>(std::min<std::uint64_t>(octets, segment_));
        const std::uint32_t slow = std::max(1U, segment_ * step / size_);
        size_ = std::min(largest, size_ + (size_ < threshold_ ? step : slow));
    }

    void timed_out(std::uint64_t under_way) {
        const auto half =
            static_cast<std::uint32_t>(std::min<std::uint64_t>(under_way, largest)) / 2;
        threshold_ = std::max(half, 2 * segment_);
        size_ = segment_;
    }

private:
    static constexpr std::uint32_t largest = 1024 * 1024;  ///< stands for the receiver's window

    std::uint32_t segment_;
    std::uint32_t size_;
    std::uint32_t threshold_ = largest;
};

}  // namespace breakwire::sim
