#pragma once

#include <functional>

#include "sim/base/bytes.hpp"

namespace breakwire::sim {

/// Where a board's frames come out and go in. Outlives whoever takes them.
class FramePlug {
public:
    using OnFrame = std::function<void(ByteView frame)>;

    virtual ~FramePlug() = default;

    /// Who takes the board's frames from now on; nobody if it is empty.
    virtual void take(OnFrame on_frame) = 0;
    /// A frame for somebody who is not there, or has no room for it, is lost.
    virtual void send(ByteView frame) = 0;
    /// Whether who is behind it has an Ethernet address and asks for those of others (ARP).
    virtual bool is_ethernet() const = 0;
};

}  // namespace breakwire::sim
