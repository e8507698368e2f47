#pragma once

#include <string>

#include "sim/base/time.hpp"

namespace breakwire::sim {

/// What is known of a packet's connection besides the packet, learned from what has passed.
struct ConnectionFacts {
    std::string client_id{};  ///< as CONNECT said it, or as CONNACK assigned it
    bool clean = true;        ///< CONNECT asked for a session without a past
    bool resumed = false;     ///< CONNACK has said Session Present
    Instant opened{};         ///< when the device dialled
};

}  // namespace breakwire::sim
