#pragma once

#include <optional>

#include "devices/client_settings.hpp"
#include "sim/base/luck.hpp"

namespace breakwire::devices {

/// Decides when a device that has lost its connection tries again. Owns no timer.
class Reconnect {
public:
    /// `settings` must outlive this.
    Reconnect(const ReconnectSettings& settings, Luck luck) : settings_(&settings), luck_(luck) {}

    /// How long to wait before the next attempt; nothing if there shall be none.
    std::optional<Duration> next();
    /// An attempt led to a session: the next loss starts from the shortest delay again.
    void succeeded() { failures_ = 0; }

private:
    Duration base() const;

    const ReconnectSettings* settings_;
    Luck luck_;
    unsigned failures_ = 0;    ///< attempts in a row
    std::uint64_t draws_ = 0;  ///< jitter drawn so far, over the device's whole life
};

}  // namespace breakwire::devices
