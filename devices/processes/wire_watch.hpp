#pragma once

#include <functional>
#include <memory>
#include <string>

#include "devices/client.hpp"
#include "devices/world.hpp"

namespace breakwire::devices {

/// Tells from the record what becomes of the connections of a device whose client is nobody of
/// ours: a program or a board that connects and reconnects as it likes. What it tells, it tells a
/// moment later at the same instant, never from inside the recorder.
class WireWatch {
public:
    /// `sealed`: its packets cannot be seen, so that it counts as connected when its TCP connection
    /// is. What is referred to must outlive it.
    WireWatch(World& world, std::string device, bool sealed, ClientEvents& events);
    ~WireWatch() { *alive_ = false; }
    WireWatch(const WireWatch&) = delete;
    WireWatch& operator=(const WireWatch&) = delete;

    bool connected() const { return connected_; }
    /// The last that was seen of it is its DISCONNECT.
    bool has_parted() const { return parted_; }
    /// It is gone, and nobody needs to be told.
    void forget() { connected_ = false; }
    /// It is gone: "connection lost: RST".
    void lost(const std::string& how);

private:
    void see(const sim::Event& event);
    void see_packet(const sim::PacketSeen& packet);
    void see_transport(sim::Transport what);
    void connected_sealed();
    void later(std::function<void()> what);

    World& world_;
    const std::string device_;
    const bool sealed_;
    ClientEvents& events_;
    bool connected_ = false;
    bool parted_ = false;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace breakwire::devices
