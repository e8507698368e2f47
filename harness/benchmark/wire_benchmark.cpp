#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <csignal>
#include <thread>

#include "harness/benchmark/benchmarks.hpp"
#include "harness/benchmark/relay_process.hpp"
#include "harness/benchmark/stopwatch.hpp"
#include "sim/base/errors.hpp"
#include "sim/mqtt/encode.hpp"

namespace breakwire::harness {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr int rounds = 7;
constexpr double seconds_per_measure = 0.4;
constexpr std::size_t connections = 100;
constexpr std::size_t round_trips = 2000;
constexpr std::size_t bulk_packets = 2048;  // of 16 KiB each
constexpr auto tuple = asio::as_tuple(asio::use_awaitable);

/// A PUBLISH at QoS 0 of `size` octets.
Bytes publish_of(std::size_t size) {
    mqtt::Publish publish;
    publish.topic = "a/b";
    publish.payload = Bytes(size / 2);
    const std::size_t frame =
        mqtt::encode(publish, mqtt::Version::v3_1_1).size() - publish.payload.size();
    publish.payload.resize(size - frame);
    return mqtt::encode(publish, mqtt::Version::v3_1_1);
}

tcp::endpoint at(std::uint16_t port) { return {asio::ip::address_v4::loopback(), port}; }

// --- The two processes between which and through which is measured ------------------------------

// GCC 12 inlines the half of a coroutine's allocation and finds that it does not match the rest
// (its bug 103993).
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

asio::awaitable<void> echo(tcp::socket socket) {
    std::array<std::byte, 64 * 1024> buffer;
    for (;;) {
        const auto [ended, size] = co_await socket.async_read_some(asio::buffer(buffer), tuple);
        if (ended) co_return;
        const auto [gone, _] =
            co_await asio::async_write(socket, asio::buffer(buffer.data(), size), tuple);
        if (gone) co_return;
    }
}

asio::awaitable<void> serve(tcp::acceptor acceptor) {
    for (;;) {
        tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
        socket.set_option(tcp::no_delay(true));
        asio::co_spawn(acceptor.get_executor(), echo(std::move(socket)), asio::detached);
    }
}

#pragma GCC diagnostic pop

void run_echo(int pipe) {
    asio::io_context io(1);
    tcp::acceptor acceptor(io, at(0));
    ListeningProcess::tell_port(pipe, acceptor.local_endpoint().port());
    asio::co_spawn(io, serve(std::move(acceptor)), asio::detached);
    io.run();
}

// --- What is measured, at one port --------------------------------------------------------------

struct Figures {
    double p50_us = 0;      ///< of a round trip, one connection
    double trips = 0;       ///< per second, 100 connections
    double connects = 0;    ///< per second: connect, one echo, close
    double mib_second = 0;  ///< there and back, one connection
};

tcp::socket connected(asio::io_context& io, std::uint16_t port) {
    tcp::socket socket(io);
    socket.connect(at(port));
    socket.set_option(tcp::no_delay(true));
    return socket;
}

void trip(tcp::socket& socket, const Bytes& packet, Bytes& answer) {
    asio::write(socket, asio::buffer(packet));
    asio::read(socket, asio::buffer(answer));
}

double p50_us(std::uint16_t port, const Bytes& packet) {
    asio::io_context io(1);
    tcp::socket socket = connected(io, port);
    Bytes answer(packet.size());
    std::vector<double> times;
    for (std::size_t i = 0; i < round_trips; ++i) {
        const Stopwatch watch;
        trip(socket, packet, answer);
        times.push_back(watch.wall_seconds() * 1e6);
    }
    std::ranges::nth_element(times, times.begin() + times.size() / 2);
    return times[times.size() / 2];
}

asio::awaitable<void> ping(tcp::socket socket, const Bytes& packet, const Stopwatch& watch,
                           std::size_t& trips) {
    Bytes answer(packet.size());
    while (watch.wall_seconds() < seconds_per_measure) {
        co_await asio::async_write(socket, asio::buffer(packet), asio::use_awaitable);
        co_await asio::async_read(socket, asio::buffer(answer), asio::use_awaitable);
        ++trips;
    }
}

double trips_per_second(std::uint16_t port, const Bytes& packet) {
    asio::io_context io(1);
    std::vector<tcp::socket> sockets;
    for (std::size_t i = 0; i < connections; ++i) sockets.push_back(connected(io, port));
    std::size_t trips = 0;
    const Stopwatch watch;
    for (tcp::socket& socket : sockets) {
        asio::co_spawn(io, ping(std::move(socket), packet, watch, trips), asio::detached);
    }
    io.run();
    return static_cast<double>(trips) / watch.wall_seconds();
}

double connects_per_second(std::uint16_t port, const Bytes& packet) {
    asio::io_context io(1);
    Bytes answer(packet.size());
    std::size_t count = 0;
    const Stopwatch watch;
    for (; watch.wall_seconds() < seconds_per_measure; ++count) {
        tcp::socket socket = connected(io, port);
        trip(socket, packet, answer);
    }
    return static_cast<double>(count) / watch.wall_seconds();
}

double mib_per_second(std::uint16_t port) {
    asio::io_context io(1);
    tcp::socket socket = connected(io, port);
    const Bytes packet = publish_of(16 * 1024);
    Bytes answer(packet.size());
    const Stopwatch watch;
    std::thread writer([&] {
        for (std::size_t i = 0; i < bulk_packets; ++i) asio::write(socket, asio::buffer(packet));
    });
    for (std::size_t i = 0; i < bulk_packets; ++i) asio::read(socket, asio::buffer(answer));
    writer.join();
    return static_cast<double>(bulk_packets * packet.size()) / 1024 / 1024 / watch.wall_seconds();
}

Figures measure(std::uint16_t port) {
    const Bytes packet = publish_of(64);
    return {p50_us(port, packet), trips_per_second(port, packet), connects_per_second(port, packet),
            mib_per_second(port)};
}

// --- Side by side -------------------------------------------------------------------------------

struct Pair {
    Figures direct;
    Figures relayed;
};

template <class Of>
double median(const std::vector<Pair>& pairs, Of of) {
    std::vector<double> values;
    for (const Pair& pair : pairs) values.push_back(of(pair));
    std::ranges::nth_element(values, values.begin() + values.size() / 2);
    return values[values.size() / 2];
}

void print(const std::vector<Pair>& pairs) {
    const auto line = [&](const char* what, double Figures::*figure, const char* unit) {
        fmt::print("wire  {:<46} {:>9.0f} {} direct, {:>9.0f} relayed; ratio {:.2f}\n", what,
                   median(pairs, [&](const Pair& pair) { return pair.direct.*figure; }), unit,
                   median(pairs, [&](const Pair& pair) { return pair.relayed.*figure; }),
                   median(pairs, [&](const Pair& pair) {
                       return pair.relayed.*figure / pair.direct.*figure;
                   }));
    };
    line("round trips of 64 octets, 100 connections", &Figures::trips, "/s");
    line("connect, one round trip, close", &Figures::connects, "/s");
    line("packets of 16 KiB there and back", &Figures::mib_second, "MiB/s");
    fmt::print(
        "wire  a round trip on one connection, p50: {:.0f} us direct, {:.0f} us added\n",
        median(pairs, [](const Pair& pair) { return pair.direct.p50_us; }),
        median(pairs, [](const Pair& pair) { return pair.relayed.p50_us - pair.direct.p50_us; }));
}

}  // namespace

int benchmark_wire(const std::function<int(std::function<int()>)>& in_simulation) {
    std::signal(SIGPIPE, SIG_IGN);
    const ListeningProcess server(run_echo);
    const Address upstream{"127.0.0.1", server.port()};
    const ListeningProcess relay(
        [&](int pipe) { in_simulation([&] { return run_relay(pipe, upstream); }); });
    std::vector<Pair> pairs;
    for (int round = 0; round < rounds; ++round) {
        pairs.push_back({measure(server.port()), measure(relay.port())});
    }
    print(pairs);
    return 0;
}

}  // namespace breakwire::harness
