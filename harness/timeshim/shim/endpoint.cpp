#include "harness/timeshim/shim/endpoint.hpp"

#include <netinet/in.h>
#include <string.h>

#include <algorithm>

namespace breakwire::timeshim {
namespace {

/// The last 4 of the 16 octets of a mapped address.
constexpr int mapped_at = 12;

std::uint32_t last_four(const in6_addr& address) {
    std::uint32_t four = 0;
    memcpy(&four, address.s6_addr + mapped_at, sizeof four);
    return ntohl(four);
}

bool read_v4_inside(const in6_addr& address, std::uint32_t& v4) {
    if (IN6_IS_ADDR_UNSPECIFIED(&address)) {
        v4 = INADDR_ANY;
    } else if (IN6_IS_ADDR_LOOPBACK(&address)) {
        v4 = INADDR_LOOPBACK;
    } else if (IN6_IS_ADDR_V4MAPPED(&address)) {
        v4 = last_four(address);
    } else {
        return false;
    }
    return true;
}

sockaddr_in v4_address(Endpoint endpoint) {
    sockaddr_in result{};
    result.sin_family = AF_INET;
    result.sin_port = htons(endpoint.port);
    result.sin_addr.s_addr = htonl(endpoint.address);
    return result;
}

sockaddr_in6 v6_address(Endpoint endpoint) {
    sockaddr_in6 result{};
    result.sin6_family = AF_INET6;
    result.sin6_port = htons(endpoint.port);
    if (endpoint.address == INADDR_ANY) return result;  // "::"
    const std::uint32_t four = htonl(endpoint.address);
    memset(result.sin6_addr.s6_addr + mapped_at - 2, 0xff, 2);
    memcpy(result.sin6_addr.s6_addr + mapped_at, &four, sizeof four);
    return result;
}

template <typename Address>
void give(const Address& from, sockaddr* to, socklen_t* size) {
    memcpy(to, &from, std::min<socklen_t>(*size, sizeof from));
    *size = sizeof from;
}

}  // namespace

bool read_endpoint(const sockaddr* address, socklen_t size, Endpoint& endpoint) {
    if (address->sa_family == AF_INET && size >= sizeof(sockaddr_in)) {
        sockaddr_in v4{};
        memcpy(&v4, address, sizeof v4);
        endpoint = {ntohl(v4.sin_addr.s_addr), ntohs(v4.sin_port)};
        return true;
    }
    if (address->sa_family != AF_INET6 || size < sizeof(sockaddr_in6)) return false;
    sockaddr_in6 v6{};
    memcpy(&v6, address, sizeof v6);
    endpoint.port = ntohs(v6.sin6_port);
    return read_v4_inside(v6.sin6_addr, endpoint.address);
}

void write_endpoint(Endpoint endpoint, sa_family_t family, sockaddr* address, socklen_t* size) {
    if (address == nullptr || size == nullptr) return;
    if (family == AF_INET6) {
        give(v6_address(endpoint), address, size);
    } else {
        give(v4_address(endpoint), address, size);
    }
}

}  // namespace breakwire::timeshim
