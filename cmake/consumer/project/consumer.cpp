#include <systemc>

#include "sim/base/time.hpp"

/// Ends well if the installed library does its work and SystemC links beside it.
int sc_main(int /*argc*/, char** /*argv*/) {
    sc_core::sc_start();
    return breakwire::parse_duration("20ms") == breakwire::Duration{20'000'000} ? 0 : 1;
}
