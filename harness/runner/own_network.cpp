#include "harness/runner/own_network.hpp"

#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace {

[[noreturn]] void fail(const char* what) {
    throw EnvironmentError(std::string("no network of its own for real TCP in virtual time: ") +
                           what + ": " + std::strerror(errno));
}

}  // namespace

void enter_own_network() {
    if (unshare(CLONE_NEWNET) != 0) fail("unshare");
    const int any = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq loopback{};
    std::strcpy(loopback.ifr_name, "lo");
    const bool up = any >= 0 && ioctl(any, SIOCGIFFLAGS, &loopback) == 0 &&
                    (loopback.ifr_flags |= IFF_UP, ioctl(any, SIOCSIFFLAGS, &loopback) == 0);
    if (!up) fail("lo");
    close(any);
}

}  // namespace breakwire::harness
