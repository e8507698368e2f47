#pragma once

#include <functional>
#include <utility>

namespace breakwire::sim {

/// Keeps a packet, and all that is behind it in its direction, until somebody lets it go. Shared by
/// the fault that decides and the network that waits.
class PacketHold {
public:
    /// It cannot be taken back; a second time changes nothing.
    void let_go() {
        if (std::exchange(over_, true)) return;
        if (told_) told_();
    }
    bool over() const { return over_; }

    /// `told` is called when it is let go; it replaces whoever was told before.
    void tell(std::function<void()> told) { told_ = std::move(told); }

private:
    std::function<void()> told_;
    bool over_ = false;
};

}  // namespace breakwire::sim
