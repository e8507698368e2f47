#pragma once

#include "sim/tls/words.hpp"

namespace breakwire::sim {

/// What is known of a device before a case begins, as far as faults have to know it.
struct DeviceFacts {
    TlsMode tls = TlsMode::none;
    bool program = false;   ///< a program plays it
    bool looks_up = false;  ///< it knows the broker by name
};

}  // namespace breakwire::sim
