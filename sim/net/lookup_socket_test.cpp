#include "sim/net/lookup_socket.hpp"

#include <gmock/gmock.h>

#include "sim/net/network_bench.hpp"
#include "sim/record/words.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;

/// Writes down why there is no connection.
class Disappointed final : public SocketEvents {
public:
    void on_established() override { established = true; }
    void on_refused() override { problem = "refused"; }
    void on_data(ByteView) override {}
    void on_fin() override {}
    void on_reset() override {}
    void on_failed(const std::string& why) override { problem = why; }
    bool established = false;
    std::string problem;
};

class LookupSockets : public testing::Test {
protected:
    void look_up() {
        socket = std::make_unique<LookupSocket>(
            world.timers, world.bench.recorder, world.bench.faults,
            LookupSocket::Question{"pump", "broker.example", "127.9.0.9", 20ms},
            [this] { return world.bench.network.dial("pump", owner); }, owner);
    }
    std::vector<std::string> results() const {
        std::vector<std::string> out;
        for (const Event& event : world.bench.recorder.events()) {
            if (const auto* seen = event.as<LookupSeen>()) {
                out.push_back(to_string(event.at.time_since_epoch()) + ' ' +
                              std::string(word(seen->result)) + ' ' + seen->address);
            }
        }
        return out;
    }

    OneDevice world{link_with_delay(10ms)};
    Disappointed owner;
    std::unique_ptr<LookupSocket> socket;
};

TEST_F(LookupSockets, DialWhenTheNameIsFound) {
    look_up();
    world.run_until(35ms);
    EXPECT_FALSE(owner.established);
    world.run_until(1s);
    EXPECT_TRUE(owner.established);
    EXPECT_THAT(results(), ElementsAre("20ms found 127.9.0.9"));
    EXPECT_EQ(socket->id(), 1U);
}

TEST_F(LookupSockets, TellThatThereIsNoSuchName) {
    world.bench.install("dns_nxdomain", "pump");
    look_up();
    world.run_until(1s);
    EXPECT_EQ(owner.problem, "broker.example does not exist (NXDOMAIN)");
    EXPECT_THAT(results(), ElementsAre("20ms nxdomain "));
    EXPECT_TRUE(world.bench.story().empty());
}

TEST_F(LookupSockets, WaitAsLongAsTheResolverDoes) {
    world.bench.install("dns_timeout", "{device: pump, after: 7s}");
    look_up();
    world.run_until(6s);
    EXPECT_EQ(owner.problem, "");
    world.run_until(8s);
    EXPECT_EQ(owner.problem, "broker.example is not resolved: no name server answers");
}

TEST_F(LookupSockets, GoWhereAWrongAnswerLeadsThem) {
    world.bench.install("dns_wrong_address", "pump");
    look_up();
    world.run_until(1s);
    EXPECT_EQ(owner.problem, "refused");
    EXPECT_THAT(results(), ElementsAre("20ms found 192.0.2.1"));
}

TEST_F(LookupSockets, ForgetTheQuestionWhenNobodyWaitsAnyMore) {
    look_up();
    socket->reset();
    world.run_until(1s);
    EXPECT_THAT(results(), ElementsAre());
    look_up();
    socket.reset();
    world.run_until(2s);
    EXPECT_THAT(results(), ElementsAre());
}

}  // namespace
}  // namespace breakwire::sim
