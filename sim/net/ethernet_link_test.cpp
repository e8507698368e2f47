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
        last = to_bytes(frame);
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
    EthernetLink ethernet{
        "pump",
        link,
        faults.board,
        faults.port.time,
        {[this] { return ++dials; }, [this](ConnectionId number) { refused.push_back(number); }}};
    ConnectionId dials = 6;
    std::vector<ConnectionId> refused;
    std::vector<std::string> arrived;
    Bytes last;  ///< of those
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

TEST_F(EthernetLinkTest, BringsWhatIsDamagedPastTheFramesCheckWithAWrongBitOfTcps) {
    faults.install("corrupt", "{device: pump, percent: 100%, caught_by: tcp}");
    for (int i = 0; i < 50; ++i) {
        for (const Direction direction : {Direction::up, Direction::down}) {
            ethernet.send(direction, tcp_frame(0, 10));
            faults.advance(20ms);
            const ByteView frame = last;
            ASSERT_EQ(frame.size(), 64U);
            EXPECT_EQ(internet_checksum(frame.subspan(14, 20)), 0U) << "IP passes it on";
            EXPECT_NE(internet_checksum(frame.subspan(34), pseudo_header(frame)), 0U);
        }
    }
    EXPECT_EQ(arrived.size(), 100U);
    EXPECT_EQ(ethernet.counts().lost, 0U);
    up(arp_request());
    faults.advance(20ms);
    EXPECT_EQ(arrived.size(), 100U) << "of which no checksum of TCP tells";
    EXPECT_EQ(ethernet.counts().lost, 1U);
}

TEST_F(EthernetLinkTest, LosesWhatIsDamagedAndLost) {
    faults.install("corrupt", "{device: pump, percent: 100%, caught_by: tcp}");
    faults.install("loss", "{device: pump, bernoulli: 100%}");
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

TEST_F(EthernetLinkTest, AnswersASynThatIsRejectedWithAnRstFromBeyondTheLink) {
    faults.install("conn_refused", "pump");
    up(tcp_frame(tcp_syn));
    faults.advance(20ms);
    EXPECT_THAT(arrived, IsEmpty()) << "neither does the gateway hear of it";
    EXPECT_THAT(refused, IsEmpty());
    faults.advance(20ms);
    EXPECT_THAT(arrived, ElementsAre("board 54 at 40 ms"));
    EXPECT_THAT(refused, ElementsAre(7U));
    up(tcp_frame(0, 4));
    faults.advance(20ms);
    EXPECT_EQ(arrived.back(), "gateway 58 at 60 ms") << "what is open already goes on";
    EXPECT_THAT(faults.story(),
                ElementsAre("begin conn_refused: ", "hit conn_refused: pump, connection 7"));
}

TEST_F(EthernetLinkTest, LosesTheAnswerToASynLikeAnyOtherFrame) {
    faults.install("conn_refused", "pump");
    faults.install("loss", "{device: pump, bernoulli: 100%, direction: down}");
    up(tcp_frame(tcp_syn));
    faults.advance(1s);
    EXPECT_THAT(arrived, IsEmpty());
    EXPECT_THAT(refused, IsEmpty());
    EXPECT_EQ(ethernet.counts().lost, 1U);
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
