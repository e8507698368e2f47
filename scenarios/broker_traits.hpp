#pragma once

#include <functional>
#include <set>
#include <string>

#include "scenarios/window.hpp"

namespace breakwire::scenarios {

/// What a driver declares about its broker, so that verdicts follow its documented granularity and
/// no check has to be loosened.
struct BrokerTraits {
    std::string name;                 ///< "mosquitto"
    std::string version;              ///< "2.0.11"
    std::set<std::string> abilities;  ///< "mqtt5", "acl_read", "reload_acl", "crash_persistence"...

    /// Why it lacks the ability `virtual_time`, as the end of a sentence: "has threads that wait".
    std::string why_not_led = "cannot be led in lock-step";

    /// Somebody else runs it: it has no process of ours, and cases share it.
    bool elsewhere = false;

    /// When a client that fell silent is dropped, counted from the last packet the broker read.
    /// `keep_alive` is above zero. The standard says 1.5 x keep alive ([MQTT-3.1.2-24] in 3.1.1,
    /// [MQTT-3.1.2-22] in 5.0).
    std::function<Window(Duration keep_alive)> keep_alive_window;
    /// When something due after `delay` happens (will delay, session expiry, message expiry).
    std::function<Window(Duration delay)> delay_window;
    /// How long an event the broker handles at once may take, from its socket to its socket: RST
    /// and FIN to will, PUBLISH to delivery. On the wall clock it makes up for a busy machine.
    Duration promptness{};
    Duration promptness_virtual{};  ///< the same where computing takes no time
    /// What "at once" means in an expectation: the broker's promptness, the way over links there
    /// and back, and what a client needs to answer.
    Duration at_once = 2s;
};

}  // namespace breakwire::scenarios
