#include "sim/io/slirp_gateway.hpp"

#include <gtest/gtest.h>

#include <boost/asio/ip/tcp.hpp>

#include "sim/io/wall_driver.hpp"
#include "sim/kernel/timer_queue.hpp"
#include "sim/net/ethernet_frame.hpp"
#include "sim/net/testing_frames.hpp"

namespace breakwire::sim {
namespace {

using boost::asio::ip::tcp;

TEST(GatewayTakes, WhatABoardNeedsAndNothingElse) {
    EXPECT_TRUE(gateway_takes(arp_request(), 1883));
    EXPECT_TRUE(gateway_takes(tcp_frame(tcp_syn), 1883));
    EXPECT_TRUE(gateway_takes(ipv4_frame(17, 0xffffffff, 67, 8), 1883)) << "DHCP";
    EXPECT_FALSE(gateway_takes(tcp_frame(tcp_syn, 0, gateway_address, 22), 1883));
    EXPECT_FALSE(gateway_takes(tcp_frame(tcp_syn, 0, 0x01020304, 1883), 1883));
    EXPECT_FALSE(gateway_takes(ipv4_frame(17, gateway_address, 53, 8), 1883)) << "DNS";
    EXPECT_FALSE(gateway_takes(ipv4_frame(1, gateway_address, 0, 8), 1883)) << "ICMP";
    EXPECT_FALSE(gateway_takes(ethernet_frame(0x86dd, 40), 1883)) << "IPv6";
    EXPECT_FALSE(gateway_takes(ByteView(), 1883));
}

class SlirpGatewayTest : public testing::Test {
protected:
    boost::asio::io_context io{1};
    Kernel kernel;
    TimerQueue timers{"timers"};
    WallDriver driver{io, kernel};
    tcp::acceptor broker{io, {boost::asio::ip::address_v4::loopback(), 0}};
    const std::uint16_t port = broker.local_endpoint().port();
    std::vector<EthernetFrame> got;
    SlirpGateway gateway{io, driver, timers, port, [this](ByteView frame) {
                             got.push_back(EthernetFrame::look_into(frame));
                         }};
};

TEST_F(SlirpGatewayTest, SaysWhereItIs) {
    gateway.take(arp_request());
    ASSERT_EQ(got.size(), 1U);
    EXPECT_EQ(got.front().type, EthernetFrame::type_arp);
}

TEST_F(SlirpGatewayTest, CarriesTcpOnToThePort) {
    bool accepted = false;
    broker.async_accept([&](const auto& error, tcp::socket) { accepted = !error; });
    gateway.take(arp_request());
    gateway.take(tcp_frame(tcp_syn, 0, gateway_address, port));
    driver.run([&] { return accepted && got.size() >= 2; });
    EXPECT_TRUE(got[1].syn) << "the answer to the SYN";
    EXPECT_EQ(got[1].destination_port, 49'153);
}

TEST_F(SlirpGatewayTest, RefusesWhereNobodyListens) {
    broker.close();
    gateway.take(arp_request());
    gateway.take(tcp_frame(tcp_syn, 0, gateway_address, port));
    driver.run([&] { return got.size() >= 2; });
    EXPECT_TRUE(got[1].rst);
}

}  // namespace
}  // namespace breakwire::sim
