#include "sim/io/front_door.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/write.hpp>

#include "sim/base/errors.hpp"
#include "sim/io/wall_driver.hpp"
#include "sim/mqtt/encode.hpp"
#include "sim/net/network_bench.hpp"

namespace breakwire::sim {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const asio::ip::address host = asio::ip::make_address("127.9.1.1");

DoorMatch named(const std::string& client_id) { return {client_id, std::nullopt}; }

DoorMatch from(const std::string& address) {
    return {std::nullopt, asio::ip::make_address(address)};
}

class FrontDoorTest : public testing::Test {
protected:
    FrontDoorTest() {
        bench.network.add_device("pump", "127.9.0.1", {});
        bench.network.add_device("valve", "127.9.0.2", {});
        bench.network.add_device("rest", "127.9.0.3", {});
        const auto any = doors.enter({host, 0}, {"pump", bench.network});
        shared = any->address();
    }

    std::unique_ptr<Entrance> enter(const std::string& device, DoorMatch match) {
        return doors.enter(shared,
                           {device, bench.network, std::move(match),
                            [this](const std::string& what) { strangers.push_back(what); }});
    }

    /// A board's socket, connected to the shared address from an address of this machine.
    tcp::socket connect(const std::string& own = "127.0.0.1") {
        tcp::socket socket(io);
        socket.open(tcp::v4());
        socket.bind({asio::ip::make_address(own), 0});
        socket.connect(shared);
        return socket;
    }
    tcp::socket connect_as(const std::string& client_id) {
        tcp::socket socket = connect();
        write(socket, connect_of(client_id));
        return socket;
    }
    static Bytes connect_of(const std::string& client_id) {
        mqtt::Connect connect;
        connect.client_id = client_id;
        return mqtt::encode(mqtt::Packet{connect}, mqtt::Version::v3_1_1);
    }
    static void write(tcp::socket& socket, ByteView octets) {
        asio::write(socket, asio::buffer(octets.data(), octets.size()));
    }

    /// The addresses of those that have reached the broker, in order, once they are so many.
    const std::vector<std::string>& arrivals(std::size_t count) {
        driver.run([this, count] { return bench.server.addresses.size() >= count; });
        return bench.server.addresses;
    }
    /// Until the real connection has ended; how it did.
    boost::system::error_code end_of(tcp::socket& socket) {
        boost::system::error_code how;
        char octet = 0;
        socket.async_read_some(asio::buffer(&octet, 1), [&](auto error, auto) { how = error; });
        driver.run([&] { return how.failed(); });
        return how;
    }

    asio::io_context io{1};
    Kernel kernel;
    TimerQueue timers{"timers"};
    NetworkBench bench{timers, "network"};
    WallDriver driver{io, kernel};
    FrontDoors doors{io, driver};
    tcp::endpoint shared;
    std::vector<std::string> strangers;
};

TEST_F(FrontDoorTest, TellsDevicesByTheirClientIdentifiers) {
    const auto pump = enter("pump", named("p-1"));
    const auto valve = enter("valve", named("v-1"));
    const tcp::socket second = connect_as("v-1");
    EXPECT_THAT(arrivals(1), ElementsAre("127.9.0.2"));
    const tcp::socket first = connect_as("p-1");
    EXPECT_THAT(arrivals(2), ElementsAre("127.9.0.2", "127.9.0.1"));
    EXPECT_THAT(strangers, IsEmpty());
}

TEST_F(FrontDoorTest, TellsDevicesByTheirAddressesBeforeTheySayAnything) {
    const auto pump = enter("pump", from("127.9.2.1"));
    const auto valve = enter("valve", from("127.9.2.2"));
    const tcp::socket second = connect("127.9.2.2");
    EXPECT_THAT(arrivals(1), ElementsAre("127.9.0.2"));
    const tcp::socket first = connect("127.9.2.1");
    EXPECT_THAT(arrivals(2), ElementsAre("127.9.0.2", "127.9.0.1"));
}

TEST_F(FrontDoorTest, NothingOfAConnectIsLostThatComesOctetByOctet) {
    const auto pump = enter("pump", named("p-1"));
    tcp::socket socket = connect();
    const Bytes octets = connect_of("p-1");
    for (const std::byte& octet : octets) {
        write(socket, {&octet, 1});
        timers.after(Duration(1ms), [] {});
        driver.run([this, until = timers.now() + 1ms] { return timers.now() >= until; });
    }
    arrivals(1);
    driver.run([&] { return bench.server.peers.front()->received.size() == octets.size(); });
    EXPECT_EQ(to_bytes(bench.server.peers.front()->received), octets);
}

TEST_F(FrontDoorTest, WhatIsNobodysIsResetAndTold) {
    const auto pump = enter("pump", named("p-1"));
    const auto valve = enter("valve", from("127.9.2.2"));
    tcp::socket other = connect_as("x-1");
    EXPECT_EQ(end_of(other), asio::error::connection_reset);
    EXPECT_THAT(strangers, testing::Each(HasSubstr("is nobody's: its client identifier is 'x-1'")));
    EXPECT_EQ(strangers.size(), 2U);
    EXPECT_THAT(bench.server.addresses, IsEmpty());
}

TEST_F(FrontDoorTest, AnAddressThatNobodyHasIsTurnedAwayBeforeItSaysAnything) {
    const auto valve = enter("valve", from("127.9.2.2"));
    tcp::socket other = connect("127.9.2.3");
    EXPECT_EQ(end_of(other), asio::error::connection_reset);
    EXPECT_THAT(strangers, ElementsAre(HasSubstr("its address is nobody's")));
}

TEST_F(FrontDoorTest, WhatEndsBeforeItHasANameIsNobodys) {
    const auto pump = enter("pump", named("p-1"));
    tcp::socket socket = connect();
    write(socket, ByteView(connect_of("p-1")).first(5));
    socket.shutdown(tcp::socket::shutdown_send);
    EXPECT_TRUE(end_of(socket).failed());
    EXPECT_THAT(strangers, ElementsAre(HasSubstr("it has ended before it said who it is")));
}

TEST_F(FrontDoorTest, WhoAsksForMostComesFirst) {
    const auto rest = enter("rest", {});
    const auto pump = enter("pump", named("p-1"));
    const tcp::socket first = connect_as("p-1");
    EXPECT_THAT(arrivals(1), ElementsAre("127.9.0.1"));
    const tcp::socket other = connect_as("x-1");
    EXPECT_THAT(arrivals(2), ElementsAre("127.9.0.1", "127.9.0.3"));
}

TEST_F(FrontDoorTest, AClosedEntranceVanishesAndHearsNothingUntilItIsOpenedAgain) {
    const auto pump = enter("pump", named("p-1"));
    const auto valve = enter("valve", named("v-1"));
    const tcp::socket first = connect_as("p-1");
    arrivals(1);
    tcp::socket waiting = connect_as("p-1");
    pump->close();
    tcp::socket unheard = connect_as("p-1");
    const tcp::socket neighbour = connect_as("v-1");
    EXPECT_THAT(arrivals(2), ElementsAre("127.9.0.1", "127.9.0.2"));
    EXPECT_THAT(bench.server.peers.front()->heard, IsEmpty());
    pump->open();
    EXPECT_EQ(end_of(waiting), asio::error::connection_reset);
    EXPECT_EQ(end_of(unheard), asio::error::connection_reset);
    const tcp::socket again = connect_as("p-1");
    EXPECT_THAT(arrivals(3), ElementsAre("127.9.0.1", "127.9.0.2", "127.9.0.1"));
    EXPECT_THAT(strangers, IsEmpty());
}

TEST_F(FrontDoorTest, TheAddressIsFreeOnceNobodyIsThere) {
    enter("pump", named("p-1")).reset();
    const auto valve = enter("valve", {});
    const tcp::socket socket = connect();
    EXPECT_THAT(arrivals(1), ElementsAre("127.9.0.2"));
}

TEST_F(FrontDoorTest, SaysThatTheAddressIsTaken) {
    tcp::acceptor other(io, shared);
    EXPECT_THROW(enter("pump", {}), EnvironmentError);
}

}  // namespace
}  // namespace breakwire::sim
