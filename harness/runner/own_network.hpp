#pragma once

namespace breakwire::harness {

/// Gives this process a loopback interface of its own (a network namespace), with all addresses
/// and ports free. Throws EnvironmentError where that is not allowed: it takes CAP_SYS_ADMIN.
void enter_own_network();

}  // namespace breakwire::harness
