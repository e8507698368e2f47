#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>

#include "harness/timeshim/testing/paper_leader.hpp"

namespace breakwire::harness {
namespace {

using lockstep::Descriptor;
using lockstep::DescriptorState;
using lockstep::Grant;
using lockstep::GrantKind;
using lockstep::Report;
using lockstep::ReportKind;
using testing::ElementsAre;
using testing::HasSubstr;

/// A server that listens at port 1883, and waits.
struct Serving {
    explicit Serving(const std::string& story) {
        leader.start({BREAKWIRE_LED_PROGRAM, story});
        listener = leader.let_listen(1883);
        leader.report();
    }
    ~Serving() { close(listener); }
    Serving(const Serving&) = delete;
    Serving& operator=(const Serving&) = delete;

    Report turn() {
        leader.grant_at(leader.block().now);
        return leader.report();
    }
    Report turn_at(std::uint64_t now) {
        leader.grant_at(now);
        return leader.report();
    }
    /// Asks a server that echoes to end; returns what it has written.
    std::string quit() {
        const int stream = post(listener, 99);
        if (send(stream, "quit", 4, 0) != 4) throw std::runtime_error("cannot ask it to quit");
        Report last = turn();
        while (last.kind != ReportKind::exiting) last = turn();
        close(stream);
        EXPECT_EQ(leader.await_exit(), 0);
        return leader.output();
    }
    /// The only descriptor that was touched in the last turn.
    const Descriptor& touched() {
        EXPECT_EQ(leader.block().touched_count, 1u);
        return leader.block().descriptors[leader.block().touched[0]];
    }

    PaperLeader leader;
    int listener;
};

void write(int stream, const std::string& text) {
    ASSERT_EQ(::write(stream, text.data(), text.size()), static_cast<ssize_t>(text.size()));
}

std::string read(int stream) {
    char buffer[100];
    const ssize_t size = recv(stream, buffer, sizeof buffer, MSG_DONTWAIT);
    if (size < 0) return errno == EAGAIN ? "nothing" : "error " + std::to_string(errno);
    return size == 0 ? "end" : std::string(buffer, static_cast<std::size_t>(size));
}

TEST(ShimServer, KnowsThePeerAndItself) {
    Serving server("serve");
    EXPECT_EQ(server.quit(), "peer 10.0.0.99:50000\nself 0.0.0.0:1883\n");
}

TEST(ShimServer, CountsConnectionsAndOctets) {
    Serving server("serve");
    const int stream = post(server.listener, 5);
    server.turn();
    EXPECT_EQ(server.touched().connection, 5u);
    EXPECT_EQ(server.touched().serial, 1u);
    EXPECT_EQ(server.touched().state, DescriptorState::open);
    write(stream, "hello");
    server.turn();
    EXPECT_EQ(server.touched().received, 5u);
    EXPECT_EQ(server.touched().sent, 5u);
    EXPECT_EQ(read(stream), "hello");
    server.turn();
    EXPECT_EQ(server.leader.block().touched_count, 0u);
    close(stream);
}

TEST(ShimServer, SeesAFinAndCloses) {
    Serving server("serve");
    const int stream = post(server.listener, 5);
    server.turn();
    shutdown(stream, SHUT_WR);
    server.turn();
    EXPECT_EQ(server.touched().state, DescriptorState::closed);
    EXPECT_EQ(server.touched().aborted, 0);
    EXPECT_EQ(read(stream), "end");
    close(stream);
}

/// Does what a leader does for an RST; returns what the process then sees.
std::string reset(Serving& server, int stream, std::uint32_t connection) {
    Grant prepare{};
    prepare.kind = GrantKind::reset;
    prepare.connection = connection;
    server.leader.grant(prepare);
    const Report ready = server.leader.report();
    EXPECT_EQ(ready.kind, ReportKind::reset_ready);
    EXPECT_EQ(ready.connection, connection);
    close(stream);
    return server.quit();
}

TEST(ShimServer, SeesATrueReset) {
    Serving server("serve");
    const int stream = post(server.listener, 5);
    server.turn();
    EXPECT_THAT(reset(server, stream, 5), HasSubstr("events in rdhup hup err\n0 errno 104\n"));
}

TEST(ShimServer, SeesAResetAfterWhatCameBeforeIt) {
    Serving server("serve");
    const int stream = post(server.listener, 5);
    server.turn();
    write(stream, "last words");
    EXPECT_THAT(reset(server, stream, 5), HasSubstr("0 send 32\n"))
        << "it answers what it has read: the connection is broken by then";
}

TEST(ShimServer, AResetOfAnUnknownConnectionIsReadyAtOnce) {
    Serving server("serve");
    Grant prepare{};
    prepare.kind = GrantKind::reset;
    prepare.connection = 77;
    server.leader.grant(prepare);
    const Report ready = server.leader.report();
    EXPECT_EQ(ready.kind, ReportKind::reset_ready);
    EXPECT_EQ(ready.descriptor, -1);
}

TEST(ShimServer, BlocksInSimulatedTime) {
    Serving server("serve_blocking");
    const int stream = post(server.listener, 9);
    EXPECT_EQ(server.turn_at(3 * second).wake, lockstep::never);
    write(stream, "abc");
    server.turn_at(5 * second);
    EXPECT_EQ(read(stream), "abc");
    shutdown(stream, SHUT_WR);
    server.turn_at(6 * second);
    EXPECT_EQ(server.touched().finished, 1);
    EXPECT_EQ(read(stream), "end");
    server.turn_at(7 * second);
    EXPECT_EQ(server.leader.await_exit(), 0);
    EXPECT_EQ(server.leader.output(),
              "3000 accept 1\n"
              "from 10.0.0.9:50000\n"
              "3000 TCP_NODELAY 0\n"
              "SO_DOMAIN is AF_INET 2\n"
              "SO_ACCEPTCONN 1\n"
              "5000 read 3\n"
              "6000 read 0\n"
              "7000 close 0\n");
    close(stream);
}

TEST(ShimServer, HasAsManyListenersAsItLikes) {
    PaperLeader leader;
    leader.start({BREAKWIRE_LED_PROGRAM, "listen_twice"});
    const int first = leader.let_listen(1883);
    const int other = leader.let_listen(8883);
    leader.report();
    const int streams[] = {post(first, 1), post(other, 2)};
    leader.grant_at(1 * second);
    EXPECT_EQ(leader.run_to_exit(),
              "second [::]:8883\n"
              "peer [::ffff:10.0.0.2]:50000\n"
              "self [::]:8883\n"
              "peer 10.0.0.1:50000\n"
              "self 0.0.0.0:1883\n");
    for (const int descriptor : {first, other, streams[0], streams[1]}) close(descriptor);
}

TEST(ShimServer, FailsToListenIfTheLeaderSaysSo) {
    PaperLeader leader;
    leader.start({BREAKWIRE_LED_PROGRAM, "serve"});
    EXPECT_EQ(leader.report().kind, ReportKind::listening);
    Grant refusal{};
    refusal.error = EADDRINUSE;
    leader.grant(refusal);
    EXPECT_EQ(leader.await_exit(), 1);
    EXPECT_THAT(leader.output(), HasSubstr("Address already in use"));
}

TEST(ShimServer, LosesNoConnectionForWantOfDescriptors) {
    PaperLeader leader;
    leader.start({BREAKWIRE_LED_PROGRAM, "run_out_of_descriptors"});
    const int listener = leader.let_listen(1883);
    leader.report();
    const int stream = post(listener, 1);
    leader.grant_at(1 * second);
    EXPECT_EQ(leader.run_to_exit(),
              "1000 accept -1\n"
              "1000 errno is EMFILE 1\n"
              "1000 accept 1\n");
    close(listener);
    close(stream);
}

TEST(ShimServer, TellsAnAbortFromAnOrderlyClose) {
    Serving server("close_rudely");
    const int streams[] = {post(server.listener, 1), post(server.listener, 2),
                           post(server.listener, 3)};
    server.turn();
    EXPECT_EQ(server.touched().state, DescriptorState::closed);
    EXPECT_EQ(server.touched().aborted, 0);
    EXPECT_EQ(read(streams[0]), "end");
    server.turn_at(1 * second);
    EXPECT_EQ(server.touched().aborted, 1) << "by SO_LINGER";
    server.turn_at(2 * second);
    write(streams[2], "unread");
    server.turn_at(3 * second);
    EXPECT_EQ(server.touched().aborted, 1) << "by octets that it has not read";
    for (const int stream : streams) close(stream);
}

TEST(ShimServer, ShowsAClosedConnectionBeforeItsDescriptorIsUsedAgain) {
    Serving server("reuse_a_descriptor");
    const int first = post(server.listener, 1);
    server.turn();
    const int second_stream = post(server.listener, 2);
    server.turn_at(second);
    EXPECT_EQ(server.touched().connection, 1u);
    EXPECT_EQ(server.touched().state, DescriptorState::closed);
    EXPECT_EQ(server.touched().aborted, 1);
    server.turn();
    EXPECT_EQ(server.leader.await_exit(), 0);
    EXPECT_EQ(server.leader.output(), "1000 the same 1\n");
    close(first);
    close(second_stream);
}

}  // namespace
}  // namespace breakwire::harness
