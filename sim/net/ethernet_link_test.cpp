#include "sim/net/ethernet_link.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/faults/fault_bench.hpp"
#include "sim/net/testing_frames.hpp"

namespace breakwire::sim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A board, a gateway, and what reaches them: "gateway 60 at 20 ms".
class EthernetLinkTest : public testing::Test {
protected:
    EthernetLinkTest() { attach(); }

    void attach() {
        ethernet.attach([this](ByteView frame) { note("board", frame); },
                        [this](ByteView frame) { note("gateway", frame); });
    }
    void note(const std::string& who, ByteView frame) {
        const auto ms = (faults.port.time.now() - Instant{}) / 1ms;
        arrived.push_back(who + ' ' + std::to_string(frame.size()) + " at " + std::to_string(ms) +
                          " ms");
    }
    void up(const Bytes& frame) { ethernet.send(Direction::up, frame); }
    static LinkSettings slow() {
        LinkSettings settings;
        settings.delay = 20ms;
        return settings;
    }

    FaultBench faults;
    Link link{slow(), Luck(3)};
    EthernetLink ethernet{"pump", link, faults.board, faults.port.time, [this] { return ++dials; }};
    ConnectionId dials = 6;
    std::vector<std::string> arrived;
};

TEST_F(EthernetLinkTest, CarriesFramesBothWaysAsTheLinkDoes) {
    up(tcp_frame(tcp_syn));
    ethernet.send(Direction::down, arp_request());
    EXPECT_THAT(arrived, IsEmpty());
    faults.advance(20ms);
    EXPECT_THAT(arrived, ElementsAre("gateway 54 at 20 ms", "board 42 at 20 ms"));
    EXPECT_EQ(ethernet.counts().sent, 2U);
    EXPECT_EQ(ethernet.counts().lost, 0U);
}

TEST_F(EthernetLinkTest, LosesWhatAFaultLosesAndSaysSo) {
    faults.install("loss", "{device: pump, bernoulli: 100%}");
    up(tcp_frame(tcp_syn));
    up(arp_request());
    faults.advance(1s);
    EXPECT_THAT(arrived, IsEmpty());
    EXPECT_EQ(ethernet.counts().lost, 2U);
    EXPECT_THAT(faults.story(), ElementsAre("begin loss: ", "hit loss: pump, connection 7",
                                            "hit loss: pump, connection 0"));
}

TEST_F(EthernetLinkTest, NumbersAConnectionOnceHoweverOftenItsSynIsSent) {
    up(tcp_frame(tcp_syn));
    up(tcp_frame(tcp_syn));
    up(tcp_frame(0, 10));
    EXPECT_EQ(dials, 7U);
    Bytes later = tcp_frame(tcp_syn);
    put_four(later, 38, 2000);
    up(later);
    EXPECT_EQ(dials, 8U);
}

TEST_F(EthernetLinkTest, IsPartitionedOneWayOrBoth) {
    const auto number = faults.install("partition", "{devices: pump, direction: down}");
    up(arp_request());
    ethernet.send(Direction::down, arp_request());
    faults.advance(20ms);
    EXPECT_THAT(arrived, ElementsAre("gateway 42 at 20 ms"));
    faults.board.remove(number);
    ethernet.send(Direction::down, arp_request());
    faults.advance(20ms);
    EXPECT_EQ(arrived.back(), "board 42 at 40 ms");
}

TEST_F(EthernetLinkTest, DuplicatesAndReorders) {
    const auto twice = faults.install("duplicate", "{device: pump, percent: 100%}");
    up(arp_request());
    faults.advance(20ms);
    EXPECT_THAT(arrived, ElementsAre("gateway 42 at 20 ms", "gateway 42 at 20 ms"));
    EXPECT_EQ(ethernet.counts().duplicated, 1U);
    faults.board.remove(twice);
    up(arp_request());
    faults.install("reorder", "{device: pump, percent: 100%}");
    up(tcp_frame(tcp_syn));
    faults.advance(20ms);
    EXPECT_THAT(arrived, ElementsAre("gateway 42 at 20 ms", "gateway 42 at 20 ms",
                                     "gateway 54 at 20 ms", "gateway 42 at 40 ms"));
}

TEST_F(EthernetLinkTest, DropsWhatIsDamagedAsANetworkCardDoes) {
    faults.install("corrupt", "{device: pump, percent: 100%}");
    up(tcp_frame(tcp_syn));
    faults.advance(1s);
    EXPECT_THAT(arrived, IsEmpty());
}

TEST_F(EthernetLinkTest, SwallowsWhatIsLargerThanTheMtu) {
    faults.install("mtu", "{device: pump, limit: 100B}");
    up(tcp_frame(0, 60));
    up(tcp_frame(0, 62));
    faults.advance(20ms);
    EXPECT_THAT(arrived, ElementsAre("gateway 114 at 20 ms"));
    EXPECT_EQ(ethernet.counts().lost, 1U);
}

TEST_F(EthernetLinkTest, KeepsWhatAFaultHoldsUntilItLetsGo) {
    faults.install("accept_delay", "{device: pump, by: 1s}");
    up(tcp_frame(tcp_syn));
    up(tcp_frame(0, 4));
    faults.advance(900ms);
    EXPECT_THAT(arrived, ElementsAre("gateway 58 at 20 ms"));
    faults.advance(120ms);
    EXPECT_EQ(arrived.back(), "gateway 54 at 1020 ms");
}

TEST_F(EthernetLinkTest, LetsGoWhatIsReleasedInOrder) {
    auto fault = make_fault("hold", "{device: pump}");
    const Fault& holder = *fault;
    faults.board.install("hold", std::move(fault));
    up(arp_request());
    up(tcp_frame(tcp_syn));
    faults.advance(1s);
    EXPECT_THAT(arrived, IsEmpty());
    ethernet.release(holder);
    faults.advance(20ms);
    EXPECT_THAT(arrived, ElementsAre("gateway 42 at 1020 ms", "gateway 54 at 1020 ms"));
}

TEST_F(EthernetLinkTest, BringsNothingToWhoeverIsPluggedInLater) {
    up(arp_request());
    ethernet.detach();
    attach();
    faults.advance(1s);
    EXPECT_THAT(arrived, IsEmpty());
}

TEST_F(EthernetLinkTest, ThatIsSlowSendsOneFrameAfterTheOther) {
    LinkSettings settings;
    settings.rate = DataRate{8'000};  // an octet in a millisecond
    link = Link(settings, Luck(3));
    up(tcp_frame(0, 60));
    up(tcp_frame(0, 60));
    faults.advance(1s);
    EXPECT_THAT(arrived, ElementsAre("gateway 114 at 100 ms", "gateway 114 at 200 ms"));
}

}  // namespace
}  // namespace breakwire::sim
