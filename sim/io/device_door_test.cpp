#include "sim/io/device_door.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <thread>

#include "sim/base/errors.hpp"
#include "sim/io/wall_driver.hpp"
#include "sim/net/network_bench.hpp"

namespace breakwire::sim {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

class DeviceDoorTest : public testing::Test {
protected:
    DeviceDoorTest() { bench.network.add_device("pump", "127.9.0.1", {}); }

    /// The program's socket, connected to the door.
    tcp::socket connect() {
        tcp::socket socket(io);
        socket.connect(door.address());
        driver.run([this] { return bench.server.addresses.size() == 1; });
        return socket;
    }
    Peer& broker() { return *bench.server.peers.front(); }

    asio::io_context io{1};
    Kernel kernel;
    TimerQueue timers{"timers"};
    NetworkBench bench{timers, "network"};
    WallDriver driver{io, kernel};
    DeviceDoor door{io, driver, bench.network, "pump", {asio::ip::make_address("127.9.0.1"), 0}};
};

TEST_F(DeviceDoorTest, CarriesOctetsBothWays) {
    tcp::socket program = connect();
    asio::write(program, asio::buffer("up", 2));
    driver.run([this] { return broker().received == "up"; });
    broker().send("down");
    bool arrived = false;
    std::string got(4, ' ');
    asio::async_read(program, asio::buffer(got), [&](auto, auto) { arrived = true; });
    driver.run([&] { return arrived; });
    EXPECT_EQ(got, "down");
}

TEST_F(DeviceDoorTest, EndsAsTheProgramEnds) {
    tcp::socket program = connect();
    program.set_option(tcp::socket::linger(true, 0));
    program.close();
    driver.run([this] { return !broker().heard.empty(); });
    EXPECT_THAT(broker().heard, testing::Contains(testing::HasSubstr("reset")));
}

TEST_F(DeviceDoorTest, ResetsBothEndsWhenItIsToldTo) {
    tcp::socket program = connect();
    door.reset();
    driver.run([this] { return !broker().heard.empty(); });
    EXPECT_THAT(broker().heard, testing::Contains(testing::HasSubstr("reset")));
    boost::system::error_code error;
    char octet = 0;
    program.read_some(asio::buffer(&octet, 1), error);
    EXPECT_EQ(error, asio::error::connection_reset);
}

TEST_F(DeviceDoorTest, EndsAsTheBrokerEnds) {
    tcp::socket program = connect();
    broker().socket->reset();
    boost::system::error_code how;
    char octet = 0;
    program.async_read_some(asio::buffer(&octet, 1), [&](auto error, auto) { how = error; });
    driver.run([&] { return how.failed(); });
    EXPECT_EQ(how, asio::error::connection_reset);
}

TEST_F(DeviceDoorTest, EndsWhereTheBrokerRefuses) {
    bench.server.answer = PeerServer::Answer::refuse;
    tcp::socket program = connect();
    boost::system::error_code how;
    char octet = 0;
    program.async_read_some(asio::buffer(&octet, 1), [&](auto error, auto) { how = error; });
    driver.run([&] { return how.failed(); });
    EXPECT_EQ(how, asio::error::connection_reset);
}

TEST_F(DeviceDoorTest, IsNotReachedByWhoHadToWaitWhenTheHostLostItsPower) {
    tcp::socket program(io);
    program.connect(door.address());
    door.vanish();
    boost::system::error_code how;
    char octet = 0;
    program.async_read_some(asio::buffer(&octet, 1), [&](auto error, auto) { how = error; });
    driver.run([&] { return how.failed(); });
    EXPECT_TRUE(bench.server.addresses.empty());
    EXPECT_EQ(connect().remote_endpoint(), door.address());
}

TEST_F(DeviceDoorTest, TakesCallsFromOtherThreadsToTheLoop) {
    std::thread::id caller;
    std::thread other([&] { door.soon([&] { caller = std::this_thread::get_id(); }); });
    driver.run([&] { return caller != std::thread::id(); });
    other.join();
    EXPECT_EQ(caller, std::this_thread::get_id());
}

TEST_F(DeviceDoorTest, SaysThatItsAddressIsTaken) {
    EXPECT_THROW(DeviceDoor(io, driver, bench.network, "pump", door.address()), EnvironmentError);
}

}  // namespace
}  // namespace breakwire::sim
