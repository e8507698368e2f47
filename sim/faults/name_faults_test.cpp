#include <gmock/gmock.h>

#include "sim/faults/fault_bench.hpp"

namespace breakwire::sim {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// What the board makes of the pump's question.
LookupInFlight lookup(FaultBench& bench) {
    LookupInFlight lookup("pump", "broker.example", "127.0.0.1", 20ms);
    bench.board.on_lookup("pump", lookup);
    return lookup;
}

TEST(DnsNxdomain, SaysThatThereIsNoSuchName) {
    FaultBench bench;
    bench.install("dns_nxdomain", "pump");
    const LookupInFlight asked = lookup(bench);
    EXPECT_EQ(asked.result(), LookupResult::nxdomain);
    EXPECT_EQ(asked.address(), "");
    EXPECT_EQ(asked.takes(), 20ms);
    EXPECT_THAT(bench.story(), Contains("hit dns_nxdomain: pump looks up broker.example"));
}

TEST(DnsNxdomain, ActsAsOftenAsItIsTold) {
    FaultBench bench;
    bench.install("dns_nxdomain", "{device: pump, times: 2}");
    EXPECT_EQ(lookup(bench).result(), LookupResult::nxdomain);
    EXPECT_EQ(lookup(bench).result(), LookupResult::nxdomain);
    EXPECT_EQ(lookup(bench).result(), LookupResult::found);
    EXPECT_THAT(mistakes_of("dns_nxdomain", "{device: pump, times: 0}"),
                ElementsAre(HasSubstr("times counts from 1")));
}

TEST(DnsServfail, SaysThatTheNameServerFails) {
    FaultBench bench;
    bench.install("dns_servfail", "pump");
    EXPECT_EQ(lookup(bench).result(), LookupResult::servfail);
}

TEST(DnsTimeout, TakesAsLongAsTheResolverWaits) {
    FaultBench bench;
    bench.install("dns_timeout", "pump");
    EXPECT_EQ(lookup(bench).result(), LookupResult::timed_out);
    EXPECT_EQ(lookup(bench).takes(), 10s);
}

TEST(DnsWrongAddress, LeadsToAHostThatRefuses) {
    FaultBench bench;
    bench.install("dns_wrong_address", "pump");
    EXPECT_FALSE(bench.syn().rejected());  // it had its address already
    EXPECT_EQ(lookup(bench).address(), "192.0.2.1");
    EXPECT_TRUE(bench.syn().rejected());
}

TEST(DnsWrongAddress, LeadsIntoSilence) {
    FaultBench bench;
    bench.install("dns_wrong_address", "{device: pump, there: silent}");
    lookup(bench);
    EXPECT_TRUE(bench.syn().dropped());
}

TEST(DnsWrongAddress, IsAnAddress) {
    EXPECT_THAT(mistakes_of("dns_wrong_address", "{device: pump, address: elsewhere}"),
                ElementsAre(HasSubstr("address is no IPv4 address")));
}

TEST(DnsWrongAddress, LetsTheDeviceGoWhereItIsToldNext) {
    FaultBench bench;
    bench.install("dns_wrong_address", "{device: pump, times: 1}");
    lookup(bench);
    EXPECT_TRUE(bench.syn().rejected());
    EXPECT_EQ(lookup(bench).address(), "127.0.0.1");
    EXPECT_FALSE(bench.syn().rejected());
}

}  // namespace
}  // namespace breakwire::sim
