#include "sim/faults/link_settings.hpp"

namespace breakwire::sim {

Fields<LinkSettings> LinkSettings::fields() {
    return Fields<LinkSettings>("link", "the access link between a device and the broker")
        .optional("delay", &LinkSettings::delay, "one-way propagation delay")
        .optional("jitter", &LinkSettings::jitter,
                  "uniform spread around the delay, at most the delay itself")
        .optional("rate", &LinkSettings::rate, "capacity of each direction, e.g. 250kbit/s")
        .optional("rate_up", &LinkSettings::rate_up, "capacity from device to broker")
        .optional("rate_down", &LinkSettings::rate_down, "capacity from broker to device")
        .optional("queue_limit", &LinkSettings::queue_limit,
                  "bytes that may wait for a direction with a rate; more are dropped and resent");
}

void LinkSettings::validate(const Places& at) const {
    if (jitter > delay) at.fail("jitter", "is larger than delay");
    if (queue_limit && !rate && !rate_up && !rate_down) at.fail("queue_limit", "needs a rate");
}

}  // namespace breakwire::sim
