#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "sim/base/byte_queue.hpp"
#include "sim/base/timers.hpp"

namespace breakwire::devices {

/// Lets octets pass as fast as a serial line of some speed would: 10 bits each, in pieces of at
/// most 5 ms, and each piece when its last octet would be through. Without a speed they pass at
/// once.
class PacedOctets {
public:
    /// `deliver` may add octets, change the speed, or let this object go.
    PacedOctets(Timers& timers, std::function<void(ByteView)> deliver)
        : timers_(timers), deliver_(std::move(deliver)) {}
    ~PacedOctets() { stop(); }
    PacedOctets(const PacedOctets&) = delete;
    PacedOctets& operator=(const PacedOctets&) = delete;

    /// In bits per second. With none, what waits passes at once.
    void set_speed(std::optional<std::uint32_t> baud);
    void add(ByteView octets);
    std::size_t waiting() const { return queue_.size(); }
    /// Forgets what waits.
    void clear();

private:
    void begin_piece();
    void end_piece(std::size_t size);
    Bytes take(std::size_t size);
    void stop();

    Timers& timers_;
    std::function<void(ByteView)> deliver_;
    std::optional<std::uint32_t> baud_;
    ByteQueue queue_;
    Timers::Id piece_ = 0;  ///< under way; 0 if none is
};

}  // namespace breakwire::devices
