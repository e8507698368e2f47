#include "sim/io/local_pair.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include "sim/base/errors.hpp"

namespace breakwire::sim {

std::array<int, 2> local_pair(int type) {
    std::array<int, 2> pair{};
    if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, pair.data()) != 0) {
        throw EnvironmentError(std::string("no local sockets left: ") + std::strerror(errno));
    }
    return pair;
}

}  // namespace breakwire::sim
