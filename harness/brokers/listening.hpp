#pragma once

#include <sys/types.h>

#include "harness/brokers/address.hpp"

namespace breakwire::harness {

/// Whether a process of the group listens at exactly this address. A stale broker on the port would
/// answer in the place of ours, and all that follows would be said of the wrong one.
bool group_listens(pid_t group, const Address& address);

}  // namespace breakwire::harness
