#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/timeshim/testing/paper_leader.hpp"

namespace breakwire::harness {
namespace {

using lockstep::Descriptor;
using lockstep::DescriptorState;
using lockstep::Grant;
using lockstep::Promise;
using lockstep::Report;
using lockstep::ReportKind;

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

std::uint16_t port_of(int socket) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

/// Leads a process whose connections are real.
struct RealTcp {
    RealTcp() { leader.block().real_tcp = 1; }
    ~RealTcp() { close(socket); }
    RealTcp(const RealTcp&) = delete;
    RealTcp& operator=(const RealTcp&) = delete;

    Report promise(std::uint64_t now, Promise what, std::uint32_t connection,
                   std::uint64_t total = 0) {
        Grant grant{};
        grant.promise = what;
        grant.connection = connection;
        grant.total = total;
        leader.block().now = now;
        leader.grant(grant);
        return leader.report();
    }
    const Descriptor& touched() {
        EXPECT_EQ(leader.block().touched_count, 1u);
        return leader.block().descriptors[leader.block().touched[0]];
    }

    PaperLeader leader;
    int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
};

TEST(RealTcp, ListenersAreLeftAndConnectionsFollowed) {
    RealTcp tcp;
    tcp.leader.start({BREAKWIRE_LED_PROGRAM, "serve_for_real"});
    EXPECT_EQ(tcp.leader.report().kind, ReportKind::waiting) << "no question, it just listens";
    const auto address = loopback(static_cast<std::uint16_t>(std::stoi(tcp.leader.output())));
    ASSERT_EQ(connect(tcp.socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    const std::uint16_t port = port_of(tcp.socket);
    tcp.promise(1 * second, Promise::connection, port);
    EXPECT_EQ(tcp.touched().connection, port);

    ASSERT_EQ(send(tcp.socket, "hello", 5, 0), 5);
    tcp.promise(2 * second, Promise::octets, port, 5);
    EXPECT_EQ(tcp.touched().received, 5u);
    EXPECT_EQ(tcp.touched().sent, 5u);
    char octets[5];
    EXPECT_EQ(recv(tcp.socket, octets, sizeof octets, MSG_WAITALL), 5);

    shutdown(tcp.socket, SHUT_WR);
    EXPECT_EQ(tcp.promise(3 * second, Promise::fin, port).kind, ReportKind::exiting);
    EXPECT_EQ(tcp.touched().state, DescriptorState::closed);
    EXPECT_EQ(tcp.leader.await_exit(), 0);
    EXPECT_EQ(tcp.leader.output().substr(tcp.leader.output().find('\n') + 1),
              "1000 TCP_NODELAY 1\n"
              "2000 read 5\n"
              "3000 read 0\n");
}

TEST(RealTcp, ConnectsWithoutAskingAndIsKnownByItsOwnPort) {
    RealTcp tcp;
    const auto address = loopback(0);
    ASSERT_EQ(bind(tcp.socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ASSERT_EQ(listen(tcp.socket, 1), 0);
    tcp.leader.start(
        {BREAKWIRE_LED_PROGRAM, "connect_for_real", std::to_string(port_of(tcp.socket))});
    EXPECT_EQ(tcp.leader.report().kind, ReportKind::waiting);
    sockaddr_in peer{};
    socklen_t size = sizeof peer;
    const int stream = accept(tcp.socket, reinterpret_cast<sockaddr*>(&peer), &size);
    EXPECT_EQ(tcp.touched().connection, ntohs(peer.sin_port));
    close(stream);
    tcp.promise(1 * second, Promise::fin, ntohs(peer.sin_port));
    EXPECT_EQ(tcp.leader.await_exit(), 0);
}

TEST(RealTcp, APromiseThatIsNotKeptEndsTheProcess) {
    RealTcp tcp;
    tcp.leader.start({BREAKWIRE_LED_PROGRAM, "serve_for_real"});
    tcp.leader.report();
    Grant grant{};
    grant.promise = Promise::connection;
    tcp.leader.grant(grant);
    EXPECT_EQ(tcp.leader.await_exit(), lockstep::exit_cannot_lead);
    EXPECT_NE(tcp.leader.output().find("never arrived"), std::string::npos);
}

}  // namespace
}  // namespace breakwire::harness
