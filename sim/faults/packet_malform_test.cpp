#include <gmock/gmock.h>

#include "sim/faults/fault_bench.hpp"
#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/raw.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;

constexpr auto v3_1_1 = mqtt::Version::v3_1_1;

TEST(PacketMalform, MakesTheMistakeInEitherDirection) {
    FaultBench bench;
    bench.install("packet_malform", "{device: pump, match: {type: publish}, case: qos_3}");
    for (const Direction direction : {Direction::up, Direction::down}) {
        const auto output = bench.packet(direction, publish()).output;
        ASSERT_EQ(output.size(), 1U);
        EXPECT_EQ(mqtt::decode(output[0], v3_1_1).error().why, mqtt::Malformed::qos_invalid);
    }
    EXPECT_THAT(bench.board.never_hit(), ElementsAre());
}

TEST(PacketMalform, LetsOtherPacketsPass) {
    FaultBench bench;
    bench.install("packet_malform", "{device: pump, match: {type: publish, nth: 2}, case: qos_3}");
    EXPECT_THAT(bench.packet(Direction::up, publish()).output,
                ElementsAre(mqtt::encode(publish(), v3_1_1)));
    EXPECT_THAT(bench.packet(Direction::up, mqtt::Puback{7}).output,
                ElementsAre(mqtt::encode(mqtt::Puback{7}, v3_1_1)));
}

TEST(PacketMalform, HitsNothingThatGivesItNoOpportunity) {
    FaultBench bench;
    bench.install("packet_malform", "{device: pump, match: {type: publish}, case: topic_alias_0}");
    EXPECT_THAT(bench.packet(Direction::up, publish()).output,
                ElementsAre(mqtt::encode(publish(), v3_1_1)));
    const Bytes malformed = mqtt::Raw().u16(0).packet(0x36);
    EXPECT_THAT(bench.bytes(Direction::up, malformed).output, ElementsAre(malformed));
    EXPECT_THAT(bench.board.never_hit(), ElementsAre("packet_malform (pump)"));
}

TEST(PacketMalform, NeedsAMistakeThatItsPacketsCanHave) {
    EXPECT_THAT(mistakes_of("packet_malform", "{device: pump, match: {}, case: qos_3}"),
                ElementsAre("a.yaml:1:23: error: match needs the type of packet to malform"));
    EXPECT_THAT(mistakes_of("packet_malform", "{device: pump, match: {type: puback}, case: qos_3}"),
                ElementsAre("a.yaml:1:45: error: case 'qos_3' is of publish, not of PUBACK"));
    EXPECT_THAT(mistakes_of("packet_malform", "{device: pump, match: {}, case: qos3}"),
                ElementsAre("a.yaml:1:33: error: unknown malformation 'qos3'; did you mean "
                            "'qos_3'?"));
}

}  // namespace
}  // namespace breakwire::sim
