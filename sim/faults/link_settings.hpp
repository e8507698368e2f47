#pragma once

#include "sim/base/fields.hpp"

namespace breakwire::sim {

/// One direction or both of a device's access link, as typed under `links:`.
///
/// A direction is a chain: queue (drop-tail) -> rate (serialisation) -> delay and jitter. Segments
/// never overtake each other. The words are netem's; `delay` is one-way.
struct LinkSettings {
    Duration delay{};
    Duration jitter{};
    std::optional<DataRate> rate;
    std::optional<DataRate> rate_up;    ///< overrides `rate` from device to broker
    std::optional<DataRate> rate_down;  ///< overrides `rate` from broker to device
    std::optional<DataSize> queue_limit;

    static Fields<LinkSettings> fields();
    void validate(const Places& at) const;

    /// Nothing to simulate: segments pass in no time.
    bool ideal() const {
        return delay == Duration{} && jitter == Duration{} && !rate && !rate_up && !rate_down;
    }
};

}  // namespace breakwire::sim
