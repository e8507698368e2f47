#include "sim/io/broker_bridge.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include "sim/io/wall_driver.hpp"
#include "sim/net/network_bench.hpp"

namespace breakwire::sim {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

/// A listening socket on a free port in the place of a broker.
class BrokerBridgeTest : public testing::Test {
protected:
    BrokerBridgeTest() {
        bench.network.add_device("pump", "127.9.0.1", {});
        bench.network.serve(bridge);
    }
    ~BrokerBridgeTest() override { bench.network.stop_serving(); }

    /// Runs until `done`, or fails the test after ten seconds.
    void run(const std::function<bool()>& done) {
        bool late = false;
        const Timers::Id limit = timers.after(10s, [&] { late = true; });
        EXPECT_TRUE(driver.run([&] { return late || done(); }));
        EXPECT_FALSE(late);
        timers.cancel(limit);
    }
    void run_for(Duration time) {
        bool over = false;
        timers.after(time, [&] { over = true; });
        run([&] { return over; });
    }
    bool pump_heard(std::string_view what) const {
        return !pump->heard.empty() && pump->heard.back().ends_with(what);
    }
    void connect() {
        acceptor.async_accept(broker, from, [](const boost::system::error_code&) {});
        pump = bench.dial("pump");
        run([&] { return broker.is_open() && pump_heard("established"); });
    }
    /// What the broker's next read ends with.
    boost::system::error_code broker_reads() {
        std::optional<boost::system::error_code> result;
        broker.async_read_some(asio::buffer(buffer),
                               [&](const boost::system::error_code& error, std::size_t size) {
                                   read_size = size;
                                   result = error;
                               });
        run([&] { return result.has_value(); });
        return result.value_or(asio::error::timed_out);
    }
    void broker_resets() {
        broker.set_option(tcp::socket::linger(true, 0));
        broker.close();
    }

    Kernel kernel;
    TimerQueue timers{"timers"};
    NetworkBench bench{timers, "network"};
    asio::io_context io;
    WallDriver driver{io, kernel};
    tcp::acceptor acceptor{io, tcp::endpoint(asio::ip::make_address_v4("127.0.0.1"), 0)};
    BrokerBridge bridge{io, driver, acceptor.local_endpoint()};
    tcp::socket broker{io};
    tcp::endpoint from;
    std::unique_ptr<Peer> pump;
    std::array<char, 65536> buffer{};
    std::size_t read_size = 0;
};

TEST_F(BrokerBridgeTest, ComesFromTheDevicesOwnAddress) {
    connect();
    EXPECT_EQ(from.address().to_string(), "127.9.0.1");
}

TEST_F(BrokerBridgeTest, CarriesOctetsBothWays) {
    connect();
    pump->send("to the broker");
    EXPECT_FALSE(broker_reads());
    EXPECT_EQ(std::string(buffer.data(), read_size), "to the broker");
    asio::write(broker, asio::buffer("to the device", 13));
    run([&] { return pump->received == "to the device"; });
}

/// The kernel shakes hands for a listener that accepts nobody, until its backlog is full.
TEST_F(BrokerBridgeTest, NoMoreAreUnderWayThanABacklogHoldsUntilTheBrokerSpeaksOrHasHadTime) {
    constexpr std::size_t count = BrokerBridge::connects_at_once + 6;
    std::vector<std::unique_ptr<Peer>> peers;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name = "pump_" + std::to_string(i);
        bench.network.add_device(name, "127.9.0.2", {});
        peers.push_back(bench.dial(name));
    }
    const auto established = [&peers] {
        return static_cast<std::size_t>(
            std::count_if(peers.begin(), peers.end(), [](const auto& peer) {
                return !peer->heard.empty() && peer->heard.back().ends_with("established");
            }));
    };
    const Instant began = timers.now();
    run([&] { return established() >= BrokerBridge::connects_at_once; });
    EXPECT_EQ(established(), BrokerBridge::connects_at_once);
    run([&] { return established() == count; });
    EXPECT_GE(timers.now() - began, Duration(BrokerBridge::patience));
}

TEST_F(BrokerBridgeTest, RefusalStaysRefusal) {
    acceptor.close();
    pump = bench.dial("pump");
    run([&] { return pump_heard("refused"); });
}

TEST_F(BrokerBridgeTest, AnRstOfTheDeviceReachesTheBrokerAsOne) {
    connect();
    pump->socket->reset();
    EXPECT_EQ(broker_reads(), asio::error::connection_reset);
}

TEST_F(BrokerBridgeTest, AnRstOfTheBrokerReachesTheDeviceAsOne) {
    connect();
    broker_resets();
    run([&] { return pump_heard("reset"); });
}

TEST_F(BrokerBridgeTest, AFinOfTheDeviceLeavesTheOtherDirectionOpen) {
    connect();
    pump->socket->finish();
    EXPECT_EQ(broker_reads(), asio::error::eof);
    asio::write(broker, asio::buffer("still here", 10));
    run([&] { return pump->received == "still here"; });
    broker.close();
    run([&] { return pump_heard("fin"); });
    run([&] { return bench.network.live_connections() == 0; });
}

TEST_F(BrokerBridgeTest, AFinOfTheBrokerLeavesTheOtherDirectionOpen) {
    connect();
    broker.shutdown(tcp::socket::shutdown_send);
    run([&] { return pump_heard("fin"); });
    pump->send("still here");
    EXPECT_FALSE(broker_reads());
    EXPECT_EQ(std::string(buffer.data(), read_size), "still here");
    pump->socket->finish();
    EXPECT_EQ(broker_reads(), asio::error::eof);
}

TEST_F(BrokerBridgeTest, AnRstAfterTheBrokersFinIsStillSeen) {
    connect();
    broker.shutdown(tcp::socket::shutdown_send);
    run([&] { return pump_heard("fin"); });
    broker_resets();
    run([&] { return pump_heard("reset"); });
}

TEST_F(BrokerBridgeTest, TheBrokerHearsNothingOfADeviceThatVanishes) {
    connect();
    bench.network.vanish("pump");
    bool heard = false;
    broker.async_wait(tcp::socket::wait_read,
                      [&](const boost::system::error_code& error) { heard = !error; });
    run_for(50ms);
    EXPECT_FALSE(heard);
}

/// More than the buffers of the host hold, and no MQTT, which spares the tap the framing.
std::string flood() { return "\xff\xff\xff\xff\xff" + pattern(16 * 1024 * 1024); }

TEST_F(BrokerBridgeTest, ABrokerThatReadsNothingStopsTheDevice) {
    connect();
    const std::string text = flood();
    pump->send(text);
    run_for(300ms);
    EXPECT_GT(pump->socket->unacknowledged(), 0U);
    std::string received(text.size(), '\0');
    bool complete = false;
    asio::async_read(
        broker, asio::buffer(received),
        [&](const boost::system::error_code& error, std::size_t) { complete = !error; });
    run([&] { return complete; });
    EXPECT_TRUE(received == text);
}

TEST_F(BrokerBridgeTest, ADeviceThatTakesNothingStopsTheBroker) {
    connect();
    pump->socket->hold(true);
    const std::string text = flood();
    std::size_t written = 0;
    asio::async_write(broker, asio::buffer(text),
                      [&](const boost::system::error_code&, std::size_t size) { written = size; });
    run_for(300ms);
    EXPECT_EQ(written, 0U);
    pump->socket->hold(false);
    run([&] { return pump->received.size() == text.size(); });
    EXPECT_TRUE(pump->received == text);
}

}  // namespace
}  // namespace breakwire::sim
