#include "scenarios/laws/broker_calm.hpp"

namespace breakwire::scenarios {

using sim::BrokerState;
using sim::Phase;

void BrokerCalm::see(const sim::Event& event) {
    if (const auto* seen = event.as<sim::BrokerEvent>()) return broker(seen->state, event.at);
    const auto* fault = event.as<sim::FaultEvent>();
    if (fault == nullptr || fault->lie || fault->target != "broker") return;
    if (fault->phase == Phase::begin) ++faults_;
    if (fault->phase == Phase::end && faults_ > 0) --faults_;
    calm_ = event.at;
}

void BrokerCalm::broker(BrokerState state, Instant at) {
    switch (state) {
        case BrokerState::starting:
        case BrokerState::stopping:
        case BrokerState::exited:
        case BrokerState::crashed:
        case BrokerState::paused:
            running_ = false;
            break;
        case BrokerState::ready:
        case BrokerState::resumed:
            running_ = true;
            break;
        case BrokerState::reloaded:
        case BrokerState::saved:
            break;
    }
    calm_ = at;
}

}  // namespace breakwire::scenarios
