#pragma once

#include "sim/io/lockstep_protocol.hpp"

namespace breakwire::timeshim {

/// Waits, in real time, until the kernel shows what the leader has sent over real TCP. Loopback
/// delivers a moment after send() returns, which on some kernels takes another thread. Ends the
/// process if it never comes.
void await_promise(const sim::lockstep::Grant& grant);

}  // namespace breakwire::timeshim
