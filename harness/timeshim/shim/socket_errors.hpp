#pragma once

namespace breakwire::timeshim {

/// What the same call on a TCP socket would have returned where a pair of AF_UNIX sockets returned
/// `result` (a negative errno for an error): ECONNREFUSED and its like after a connect that failed
/// later, ECONNRESET after an RST.
long true_to_tcp(int descriptor, long result);

/// Why the descriptor could not be connected, once; 0 without a reason.
int take_connect_error(int descriptor);

/// The error that SO_ERROR reports, once.
int take_error(int descriptor);

}  // namespace breakwire::timeshim
