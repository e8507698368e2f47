#pragma once

#include "scenarios/broker_section.hpp"

namespace breakwire::scenarios {

/// Unacknowledged deliveries to one client at which a broker may hold back the next: the limit it
/// was given, else fewer than any broker in use allows by default (RabbitMQ's 10 is the smallest).
inline std::size_t inflight_limit(const BrokerLimits& limits) {
    constexpr std::size_t below_all_defaults = 8;
    if (!limits.inflight_messages || *limits.inflight_messages <= 0) return below_all_defaults;
    return static_cast<std::size_t>(*limits.inflight_messages);
}

}  // namespace breakwire::scenarios
