#pragma once

#include <functional>

#include "sim/base/bytes.hpp"

namespace breakwire::devices {

/// Looks for the start of an MQTT CONNECT in a stream of octets, at any offset: a reboot cuts
/// packets anywhere, and garbage may stand before it.
///
/// A CONNECT is its fixed header (0x10 and a Remaining Length of 1 to 4 octets) and one of the
/// protocol names "MQTT" and "MQIsdp". Octets that may become one are held back, for as long as the
/// owner likes; all others are passed on as they are. A payload that contains all that is taken for
/// a CONNECT too: nothing on a line tells it from a board that has rebooted.
/// Source: MQTT 3.1.1 and 5.0 section 3.1; 3.1 section 3.1 for "MQIsdp".
class ConnectFinder {
public:
    struct Events {
        /// Octets of whatever is under way.
        std::function<void(ByteView)> on_bytes;
        /// A CONNECT begins with these octets; those that follow belong to it.
        std::function<void(ByteView)> on_connect;
    };
    explicit ConnectFinder(Events events) : events_(std::move(events)) {}

    /// No event for octets that are held back.
    void feed(ByteView octets);
    /// Octets that are held back.
    std::size_t held() const { return candidate_.size() - released_; }
    /// Passes them on. Should they become a CONNECT after all, it is told of with all its octets.
    void release();
    /// What was before is over: the line was cut.
    void forget();

private:
    enum class Fit { no, maybe, yes };
    static Fit fit(ByteView candidate);
    void advance(Bytes& passed);

    Events events_;
    Bytes candidate_;           ///< what may become a CONNECT
    std::size_t released_ = 0;  ///< how much of it has been passed on already
};

}  // namespace breakwire::devices
