#pragma once

#include <cstdint>

namespace breakwire::timeshim {

/// Prepares `connection` for its end by an RST of the leader.
///
/// The leader holds the other end of a pair of AF_UNIX sockets. Closing that gives this end a true
/// ECONNRESET (EPOLLERR and EPOLLHUP with it) if the leader had not read all: an octet is written
/// for it to leave unread. Returns the connection's descriptor, or -1 if there is none.
int make_ready_for_reset(std::uint32_t connection);

}  // namespace breakwire::timeshim
