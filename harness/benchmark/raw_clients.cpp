#include "harness/benchmark/raw_clients.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <vector>

#include "harness/benchmark/stopwatch.hpp"
#include "sim/base/errors.hpp"
#include "sim/mqtt/encode.hpp"

namespace breakwire::harness {

namespace {

constexpr int silence_limit_ms = 10'000;

sockaddr_in socket_address(const std::string& host, std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    inet_pton(AF_INET, host.c_str(), &address.sin_addr);
    return address;
}

const sockaddr* generic(const sockaddr_in& address) {
    return reinterpret_cast<const sockaddr*>(&address);
}

class RawClients {
public:
    RawClients(const AddressRange& addresses, const Address& to, std::size_t count)
        : addresses_(addresses),
          broker_(socket_address(to.host, to.port)),
          sockets_(count, -1),
          greeted_(count, false),
          set_(epoll_create1(EPOLL_CLOEXEC)) {}
    ~RawClients() {
        for (const int socket : sockets_) {
            if (socket >= 0) close(socket);
        }
        close(set_);
    }
    RawClients(const RawClients&) = delete;
    RawClients& operator=(const RawClients&) = delete;

    void connect_all(std::size_t window) {
        while (connected_ < sockets_.size()) {
            while (next_ < sockets_.size() && next_ - connected_ < window) open(next_++);
            wait();
        }
    }

private:
    void open(std::size_t index) {
        const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (socket < 0) throw EnvironmentError("no more sockets: raise the limit of open files");
        sockets_[index] = socket;
        const int one = 1;
        setsockopt(socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
        const sockaddr_in own = socket_address(addresses_.device(index), 0);
        bind(socket, generic(own), sizeof own);
        if (connect(socket, generic(broker_), sizeof broker_) != 0 && errno != EINPROGRESS) {
            throw EnvironmentError("the broker refuses connections");
        }
        epoll_event event{};
        event.events = EPOLLOUT;
        event.data.u64 = index;
        epoll_ctl(set_, EPOLL_CTL_ADD, socket, &event);
    }

    void wait() {
        std::array<epoll_event, 256> events;
        const int ready = epoll_wait(set_, events.data(), events.size(), silence_limit_ms);
        if (ready == 0) throw EnvironmentError("the broker answers no CONNECT");
        for (int i = 0; i < ready; ++i) serve(events[static_cast<std::size_t>(i)].data.u64);
    }

    void serve(std::size_t index) {
        if (!greeted_[index]) return greet(index);
        std::array<char, 64> answer;
        if (recv(sockets_[index], answer.data(), answer.size(), 0) <= 0) {
            throw EnvironmentError("the broker closed a connection");
        }
        ++connected_;
        epoll_ctl(set_, EPOLL_CTL_DEL, sockets_[index], nullptr);
    }

    void greet(std::size_t index) {
        mqtt::Connect connect;
        connect.version = mqtt::Version::v3_1_1;
        connect.keep_alive = 60;
        connect.client_id = fmt::format("raw-{}", index);
        const Bytes bytes = mqtt::encode(connect, connect.version);
        if (send(sockets_[index], bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0) {
            throw EnvironmentError("the broker refuses connections");
        }
        greeted_[index] = true;
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = index;
        epoll_ctl(set_, EPOLL_CTL_MOD, sockets_[index], &event);
    }

    const AddressRange& addresses_;
    sockaddr_in broker_;
    std::vector<int> sockets_;
    std::vector<bool> greeted_;
    int set_;
    std::size_t next_ = 0;
    std::size_t connected_ = 0;
};

}  // namespace

ConnectCost connect_raw_clients(const AddressRange& addresses, const Address& to, std::size_t count,
                                std::size_t window) {
    RawClients clients(addresses, to, count);
    const Stopwatch watch;
    clients.connect_all(window);
    return {count, watch.wall_seconds(), watch.cpu_seconds()};
}

}  // namespace breakwire::harness
