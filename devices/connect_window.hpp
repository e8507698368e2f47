#pragma once

#include <deque>
#include <functional>
#include <map>

#include "sim/base/timers.hpp"

namespace breakwire::devices {

/// Lets only so many devices open a connection at once; the others wait their turn, first come,
/// first served.
///
/// A thousand SYNs in one instant overflow a broker's listen backlog (mosquitto: 100), and each
/// that is lost comes again a second later, so starting all at once is slower than 64 at a time. An
/// attempt gives its place back when its handshake is over, or after `patience` of simulated time:
/// a SYN that a faulty link swallows does not stand in the broker's backlog and holds up nobody.
class ConnectWindow {
public:
    using Ticket = std::uint64_t;  ///< never 0

    static constexpr Duration patience = 100ms;

    explicit ConnectWindow(Timers& timers, std::size_t places = 64)
        : timers_(timers), places_(places) {}

    /// Calls `go` when there is a place: at once, from inside this call, if one is free.
    Ticket enter(std::function<void()> go);
    /// The handshake is over, or nobody wants it any more. Tickets that are gone are passed over.
    void leave(Ticket ticket);

    void set_places(std::size_t places);
    std::size_t waiting() const { return waiting_.size(); }
    std::size_t under_way() const { return under_way_.size(); }

private:
    struct Waiting {
        Ticket ticket;
        std::function<void()> go;
    };
    void admit();

    Timers& timers_;
    std::size_t places_;
    Ticket last_ = 0;
    std::deque<Waiting> waiting_;
    std::map<Ticket, Timers::Id> under_way_;
};

}  // namespace breakwire::devices
