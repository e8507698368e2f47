#include "harness/runner/slots.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>

#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

/// The lock's descriptor, or -1 if somebody else holds it.
int lock_range(int octet) {
    const int lock = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (lock < 0) throw EnvironmentError("no socket left for the lock of an address range");
    const std::string name = "breakwire-slot-" + std::to_string(octet);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    // A name that begins with a NUL is abstract: it is in no file system.
    std::copy(name.begin(), name.end(), address.sun_path + 1);
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    if (bind(lock, reinterpret_cast<const sockaddr*>(&address), size) == 0) return lock;
    close(lock);
    return -1;
}

/// Whether a broker could listen there: a stale one would answer in the place of ours.
bool port_is_free(const Address& wanted) {
    const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (probe < 0) return false;
    // Connections of an earlier broker that are still in TIME_WAIT do not count.
    const int yes = 1;
    setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(wanted.port);
    inet_pton(AF_INET, wanted.host.c_str(), &address.sin_addr);
    const bool free = bind(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    close(probe);
    return free;
}

}  // namespace

std::string AddressRange::address(std::size_t offset) const {
    return "127." + std::to_string(second_octet_) + '.' + std::to_string(offset / 256) + '.' +
           std::to_string(offset % 256);
}

Address AddressRange::broker() const { return {address(1), 1883}; }

std::string AddressRange::device(std::size_t index) const {
    if (index >= devices_max) {
        throw EnvironmentError("a case has addresses for " + std::to_string(devices_max) +
                               " devices, not more");
    }
    return address(index + 2);
}

std::unique_ptr<AddressSlot> AddressSlot::take(int first, int last) {
    for (int octet = first; octet <= last; ++octet) {
        const int lock = lock_range(octet);
        if (lock < 0) continue;
        std::unique_ptr<AddressSlot> slot(new AddressSlot(AddressRange(octet), lock));
        if (port_is_free(slot->range().broker())) return slot;
    }
    return nullptr;
}

AddressSlot::~AddressSlot() { close(lock_); }

}  // namespace breakwire::harness
