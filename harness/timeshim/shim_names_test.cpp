#include <gmock/gmock.h>
#include <netdb.h>

#include <cstdlib>
#include <cstring>

#include "harness/timeshim/testing/paper_leader.hpp"

namespace breakwire::harness {
namespace {

using lockstep::Grant;
using lockstep::Report;
using lockstep::ReportKind;
using testing::HasSubstr;

/// getent(1) looks a name up as programs do; the leader answers for one.
class ShimNames : public testing::Test {
protected:
    void look_up(const std::string& name) {
        std::strcpy(leader.block().host_name, "broker.example");
        leader.start({"/usr/bin/getent", "ahostsv4", name});
    }
    void answer(int error, std::uint32_t address, std::uint64_t takes) {
        Grant grant{};
        grant.error = error;
        grant.address = address;
        grant.total = takes;
        leader.grant(grant);
    }
    PaperLeader leader;
};

TEST_F(ShimNames, AreAnsweredForInSimulatedTime) {
    look_up("Broker.Example");
    EXPECT_EQ(leader.report().kind, ReportKind::resolving);
    answer(0, 0x7f090001, 20 * millisecond);
    const Report waiting = leader.report();
    EXPECT_EQ(waiting.kind, ReportKind::waiting);
    EXPECT_EQ(waiting.wake, 20 * millisecond);
    leader.grant_at(20 * millisecond);
    EXPECT_THAT(leader.run_to_exit(), HasSubstr("127.9.0.1"));
}

TEST_F(ShimNames, MayNotExist) {
    look_up("broker.example");
    EXPECT_EQ(leader.report().kind, ReportKind::resolving);
    answer(EAI_NONAME, 0, 0);
    EXPECT_EQ(leader.run_until(lockstep::never - 1).kind, ReportKind::exiting);
    constexpr int not_found = 2;  // getent(1)
    EXPECT_EQ(leader.await_exit(), not_found);
}

TEST_F(ShimNames, OfOthersAreTheMachinesAffair) {
    if (std::system("getent ahostsv4 localhost >/dev/null") != 0) {
        GTEST_SKIP() << "this machine has no address but those of loopback";
    }
    look_up("localhost");
    EXPECT_THAT(leader.run_to_exit(), HasSubstr("127.0.0.1"));
}

}  // namespace
}  // namespace breakwire::harness
