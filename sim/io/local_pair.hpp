#pragma once

#include <array>

namespace breakwire::sim {

/// Two AF_UNIX sockets connected to each other; the caller closes both. `type`: SOCK_STREAM or
/// SOCK_SEQPACKET. Throws `EnvironmentError` if there are none left.
std::array<int, 2> local_pair(int type);

}  // namespace breakwire::sim
