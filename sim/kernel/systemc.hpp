#pragma once

#include <systemc>

#include "sim/base/time.hpp"

/// Stands in a module that has SC_METHOD or SC_THREAD in its constructor. SystemC 2.3 needs
/// SC_HAS_PROCESS there; 3.0 finds the module's type by itself and warns of the macro.
#if SC_VERSION_MAJOR >= 3
#define BREAKWIRE_HAS_PROCESS(module) static_assert(true)
#else
#define BREAKWIRE_HAS_PROCESS(module) SC_HAS_PROCESS(module)
#endif

namespace breakwire::sim {

/// Exact, since the kernel's resolution is 1 ns. `duration` must not be negative.
inline sc_core::sc_time to_sc_time(Duration duration) {
    return sc_core::sc_time::from_value(static_cast<sc_dt::uint64>(duration.count()));
}

inline Duration to_duration(const sc_core::sc_time& time) {
    return Duration(static_cast<Duration::rep>(time.value()));
}

inline Instant to_instant(const sc_core::sc_time& time) { return Instant(to_duration(time)); }

}  // namespace breakwire::sim
