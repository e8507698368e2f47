#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "harness/timeshim/testing/paper_leader.hpp"

namespace breakwire::harness {
namespace {

using lockstep::Descriptor;
using lockstep::Grant;
using lockstep::Report;
using testing::HasSubstr;

/// Makes the process's end unwritable, as that of a connect under way is.
void fill(int theirs) {
    const char octets[4096] = {};
    while (send(theirs, octets, sizeof octets, MSG_DONTWAIT) > 0) {
    }
}

/// A client that connects, and its question.
struct Connecting {
    explicit Connecting(const std::vector<std::string>& story) {
        std::vector<std::string> command{BREAKWIRE_LED_PROGRAM};
        command.insert(command.end(), story.begin(), story.end());
        leader.start(command);
        question = leader.connecting();
    }
    ~Connecting() {
        if (stream >= 0) close(stream);
    }
    Connecting(const Connecting&) = delete;
    Connecting& operator=(const Connecting&) = delete;

    Descriptor& entry() {
        return leader.block().descriptors[static_cast<std::uint32_t>(question.descriptor)];
    }
    void refuse(int error) {
        Grant answer{};
        answer.error = error;
        leader.grant(answer);
    }
    void let_at_once() {
        entry().connecting = 0;
        stream = leader.let_connect(3);
    }
    void let_later() {
        int pair[2];
        ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
        stream = pair[0];
        fill(pair[1]);
        Grant answer{};
        answer.connection = 3;
        answer.address = 0x0a000063;
        answer.port = 40'000;
        leader.grant(answer, pair[1]);
        close(pair[1]);
    }
    void settle_at(std::uint64_t now, int error) {
        entry().connecting = 0;
        entry().error = error;
        leader.grant_at(now);
    }

    PaperLeader leader;
    Report question;
    int stream = -1;
};

TEST(ShimClient, AsksBeforeItConnects) {
    Connecting client({"connect_blocking"});
    EXPECT_EQ(client.question.address, 0x0a000007u);
    EXPECT_EQ(client.question.port, 1883);
    EXPECT_EQ(client.question.blocking, 1);
    EXPECT_EQ(client.entry().connecting, 1);
}

TEST(ShimClient, IsRefusedAtOnce) {
    Connecting client({"connect_blocking"});
    client.refuse(ECONNREFUSED);
    EXPECT_EQ(client.leader.run_to_exit(), "0 Connection refused -1\n0 has no peer 1\n");
}

TEST(ShimClient, ConnectsAtOnce) {
    Connecting client({"connect_blocking"});
    client.let_at_once();
    EXPECT_EQ(client.leader.run_to_exit(),
              "0 connected 0\npeer 10.0.0.7:1883\nself 10.0.0.99:40000\n");
}

TEST(ShimClient, WaitsForTheOutcomeIfItBlocks) {
    Connecting client({"connect_blocking"});
    client.let_later();
    EXPECT_EQ(client.leader.report().wake, lockstep::never);
    client.settle_at(3 * second, 0);
    EXPECT_EQ(client.leader.run_to_exit(),
              "3000 connected 0\npeer 10.0.0.7:1883\nself 10.0.0.99:40000\n");
}

TEST(ShimClient, LearnsOfAFailureLaterIfItBlocks) {
    Connecting client({"connect_blocking"});
    client.let_later();
    client.leader.report();
    client.settle_at(127 * second, ETIMEDOUT);
    EXPECT_EQ(client.leader.run_to_exit(),
              "127000 Connection timed out -1\n127000 has no peer 1\n");
}

TEST(ShimClient, GivesUpWhenItsTimeoutSaysSo) {
    Connecting client({"connect_blocking", "5"});
    client.let_later();
    EXPECT_EQ(client.leader.report().wake, 5 * second);
    client.leader.grant_at(5 * second);
    EXPECT_EQ(client.leader.run_to_exit(),
              "5000 Operation now in progress -1\n5000 has no peer 1\n");
}

TEST(ShimClient, GoesOnMeanwhileIfItDoesNotBlock) {
    Connecting client({"connect_without_blocking"});
    EXPECT_EQ(client.question.blocking, 0);
    client.let_later();
    EXPECT_EQ(client.leader.report().wake, 10 * second);
    char octets[4096];
    while (recv(client.stream, octets, sizeof octets, MSG_DONTWAIT) > 0) {
    }
    client.settle_at(2 * second, 0);
    EXPECT_EQ(client.leader.run_to_exit(),
              "0 Operation now in progress -1\n"
              "0 has no peer 1\n"
              "0 Operation already in progress -1\n"
              "2000 epoll_wait 1\n"
              "2000 hung up 0\n"
              "2000 no error 0\n"
              "2000 no error 0\n"
              "peer 10.0.0.7:1883\n"
              "self 10.0.0.99:40000\n");
}

TEST(ShimClient, IsNotConnectedAtOnceIfItDoesNotBlock) {
    Connecting client({"connect_without_blocking"});
    client.let_at_once();
    EXPECT_THAT(client.leader.run_to_exit(), HasSubstr("0 Operation now in progress -1\n"
                                                       "peer 10.0.0.7:1883\n"
                                                       "self 10.0.0.99:40000\n"));
}

TEST(ShimClient, FindsTheReasonOfAFailureOnce) {
    Connecting client({"connect_without_blocking"});
    client.let_later();
    client.leader.report();
    close(std::exchange(client.stream, -1));
    client.settle_at(2 * second, ECONNREFUSED);
    EXPECT_THAT(client.leader.run_to_exit(), HasSubstr("2000 hung up 1\n"
                                                       "2000 Connection refused 1\n"
                                                       "2000 no error 0\n"
                                                       "2000 has no peer 1\n"));
}

TEST(ShimClient, ReadsUntilItsTimeout) {
    Connecting client({"read_with_a_timeout"});
    client.let_at_once();
    EXPECT_EQ(client.leader.report().wake, 2 * second);
    client.leader.grant_at(2 * second);
    EXPECT_EQ(client.leader.report().wake, 4 * second);
    ASSERT_EQ(write(client.stream, "one", 3), 3);
    client.leader.grant_at(3 * second);
    client.leader.report();
    ASSERT_EQ(write(client.stream, "12345", 5), 5);
    client.leader.grant_at(4 * second);
    client.leader.report();
    ASSERT_EQ(write(client.stream, "67890", 5), 5);
    client.leader.grant_at(5 * second);
    EXPECT_EQ(client.leader.run_to_exit(),
              "2000 recv -1\n"
              "2000 errno is EAGAIN 1\n"
              "3000 recv 3\n"
              "5000 recv all 10\n");
}

TEST(ShimClient, WritesAllThatABlockingCallPromises) {
    Connecting client({"write_much"});
    client.let_at_once();
    std::uint64_t seen = 0;
    Report report = client.leader.report();
    while (report.kind != lockstep::ReportKind::exiting) {
        EXPECT_GT(client.leader.block().full_writes, 0u);
        char octets[65'536];
        for (;;) {
            const ssize_t size = recv(client.stream, octets, sizeof octets, MSG_DONTWAIT);
            if (size <= 0) break;
            seen += static_cast<std::uint64_t>(size);
        }
        client.leader.grant_at(client.leader.block().now);
        report = client.leader.report();
    }
    EXPECT_EQ(client.leader.await_exit(), 0);
    EXPECT_EQ(client.leader.output(), "0 write 3000000\n0 close 0\n");
    EXPECT_GT(seen, 2'000'000u) << "the rest is in the socket yet";
    EXPECT_EQ(client.entry().sent, 3'000'000u);
}

}  // namespace
}  // namespace breakwire::harness
