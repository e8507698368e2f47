#include "sim/net/held_segments.hpp"

#include <gtest/gtest.h>

#include "sim/net/network_bench.hpp"

namespace breakwire::sim {
namespace {

class HeldSegmentsTest : public testing::Test {
protected:
    /// A segment is told by its sequence number.
    void hold(std::uint64_t number, const Fault& holder, std::string_view device, Duration until) {
        Traveller traveller;
        traveller.segment.sequence = number;
        SegmentInFlight in_flight(Direction::up, 100, Instant(), SegmentSeen{device});
        in_flight.hold(holder, Instant(until));
        held.add(std::move(traveller), std::move(in_flight));
    }
    static std::vector<std::uint64_t> numbers(
        const std::vector<HeldSegments<Traveller>::Held>& taken) {
        std::vector<std::uint64_t> out;
        for (const auto& each : taken) {
            EXPECT_FALSE(each.in_flight.held_until());
            out.push_back(each.traveller.segment.sequence);
        }
        return out;
    }

    HeldSegments<Traveller> held;
    RuleFault one{RuleFault::SegmentRule{}};
    RuleFault other{RuleFault::SegmentRule{}};
};

using Numbers = std::vector<std::uint64_t>;

TEST_F(HeldSegmentsTest, LetsGoWhatIsDueByItsTimeAndThenInTheOrderItCame) {
    hold(1, one, "pump", 5s);
    hold(2, one, "pump", 3s);
    hold(3, other, "pump", 3s);
    hold(4, one, "pump", 9s);
    EXPECT_EQ(held.next(), Instant(3s));
    EXPECT_EQ(numbers(held.take_due(Instant(5s))), (Numbers{2, 3, 1}));
    EXPECT_EQ(held.next(), Instant(9s));
}

TEST_F(HeldSegmentsTest, ReleasesWhatAFaultHoldsOfADevice) {
    const Duration for_ever = Instant::max().time_since_epoch();
    hold(1, one, "pump", for_ever);
    hold(2, other, "pump", for_ever);
    hold(3, one, "valve", for_ever);
    hold(4, one, "pump", for_ever);
    EXPECT_EQ(held.next(), Instant::max());
    EXPECT_EQ(numbers(held.take(one, "pump")), (Numbers{1, 4}));
    EXPECT_EQ(numbers(held.take(one, "*")), (Numbers{3}));
    EXPECT_EQ(numbers(held.take_due(Instant(1h))), Numbers{});
}

}  // namespace
}  // namespace breakwire::sim
