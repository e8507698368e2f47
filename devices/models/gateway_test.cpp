#include "devices/models/gateway.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "devices/models/fake_port.hpp"
#include "devices/test_nodes.hpp"
#include "sim/base/manual_timers.hpp"

namespace breakwire::devices {
namespace {

using testing::ElementsAre;

Node sensor(const std::string& topic, const std::string& every,
            std::vector<std::pair<std::string, Node>> more = {}) {
    more.emplace_back("publish", map({{"topic", scalar(topic)},
                                      {"every", scalar(every)},
                                      {"payload", scalar("{device} {n}")}}));
    return map(more);
}

class GatewayTest : public testing::Test {
protected:
    /// Builds the gateway, powers it and connects it.
    void begin(const Node& sensors, std::vector<std::pair<std::string, Node>> more = {}) {
        more.emplace_back("sensors", sensors);
        Mistakes mistakes;
        ASSERT_TRUE(Gateway::fields().read(gateway, map(more), mistakes))
            << mistakes.found().front().what();
        behaviour = gateway.build({"cellar", port, timers, Luck(7)});
        behaviour->on_power(true);
        behaviour->on_connected();
    }
    void disconnect() {
        port.online = false;
        behaviour->on_disconnected();
    }
    void connect() {
        port.online = true;
        behaviour->on_connected();
    }
    std::vector<std::string> mistakes_of(const Node& section) {
        Mistakes mistakes;
        Gateway::fields().read(gateway, section, mistakes);
        return texts(mistakes);
    }

    ManualTimers timers;
    FakePort port{timers};
    Gateway gateway;
    std::unique_ptr<Behaviour> behaviour;
};

TEST_F(GatewayTest, SpeaksForEachOfItsSensors) {
    begin(map({{"boiler", sensor("cellar/{sensor}", "1s")}, {"pump", sensor("pump", "2s")}}));
    timers.advance(2s);
    EXPECT_THAT(port.done, ElementsAre("0s cellar/boiler boiler 0", "0s pump pump 0",
                                       "1s cellar/boiler boiler 1", "2s cellar/boiler boiler 2",
                                       "2s pump pump 1"));
}

TEST_F(GatewayTest, MakesManySensorsOfOneSection) {
    begin(map({{"meter_{i}", sensor("hall/{i}/{sensor}", "1h", {{"count", scalar("3")}})}}));
    timers.advance(1s);
    EXPECT_THAT(port.done, ElementsAre("0s hall/1/meter_1 meter_1 0", "0s hall/2/meter_2 meter_2 0",
                                       "0s hall/3/meter_3 meter_3 0"));
}

TEST_F(GatewayTest, WithoutABufferLosesWhatItCannotSend) {
    begin(map({{"boiler", sensor("t", "1s")}}));
    timers.advance(500ms);
    disconnect();
    timers.advance(2s);
    connect();
    timers.advance(1s);
    EXPECT_THAT(port.done, ElementsAre("0s t boiler 0", "3s t boiler 3"));
}

TEST_F(GatewayTest, SendsWhatItHasKeptInItsOrder) {
    begin(map({{"boiler", sensor("t", "1s")}}), {{"buffer", scalar("10")}});
    timers.advance(500ms);
    disconnect();
    timers.advance(2s);
    connect();
    timers.advance(500ms);
    EXPECT_THAT(port.done, ElementsAre("0s t boiler 0", "2.5s t boiler 1", "2.5s t boiler 2",
                                       "3s t boiler 3"));
}

TEST_F(GatewayTest, AFullBufferDropsTheOldestAndSaysSo) {
    begin(map({{"boiler", sensor("t", "1s")}}), {{"buffer", scalar("2")}});
    timers.advance(500ms);
    disconnect();
    timers.advance(4s);
    connect();
    EXPECT_THAT(port.done,
                ElementsAre("0s t boiler 0", "4.5s the buffer was full: 2 readings are lost",
                            "4.5s t boiler 3", "4.5s t boiler 4"));
}

TEST_F(GatewayTest, AFullBufferMayDropTheNewest) {
    begin(map({{"boiler", sensor("t", "1s")}}),
          {{"buffer", map({{"readings", scalar("2")}, {"drop", scalar("newest")}})}});
    timers.advance(500ms);
    disconnect();
    timers.advance(4s);
    connect();
    EXPECT_THAT(port.done,
                ElementsAre("0s t boiler 0", "4.5s the buffer was full: 2 readings are lost",
                            "4.5s t boiler 1", "4.5s t boiler 2"));
}

TEST_F(GatewayTest, ForgetsEverythingWithoutPower) {
    begin(map({{"boiler", sensor("t", "1s")}}), {{"buffer", scalar("10")}});
    timers.advance(100ms);
    disconnect();
    timers.advance(1400ms);
    behaviour->on_power(false);
    EXPECT_EQ(timers.next(), std::nullopt);
    timers.advance(1s);
    behaviour->on_power(true);
    connect();
    timers.advance(0s);
    EXPECT_THAT(port.done, ElementsAre("0s t boiler 0", "2.5s t boiler 0"));
}

/// Of 1000 readings, 20 % are lost: 4 standard deviations are 51.
TEST_F(GatewayTest, LosesItsShareOfReadings) {
    begin(map({{"boiler", sensor("t", "1s")}}), {{"lost", scalar("20%")}});
    timers.advance(999s);
    EXPECT_NEAR(static_cast<double>(port.done.size()), 800, 51);
}

TEST_F(GatewayTest, SaysWhatIsWrongWithItsSensors) {
    EXPECT_THAT(
        mistakes_of(map({{"sensors", map({{"meter_{i}", sensor("t", "1s")},
                                          {"pump", sensor("t", "1s", {{"count", scalar("2")}})},
                                          {"a_{i}", sensor("t", "0s", {{"count", scalar("2")}})},
                                          {"boiler", map({{"pubilsh", scalar("1")}})}})}})),
        ElementsAre("'meter_{i}' has an {i}, so it needs a count",
                    "with a count the name has to hold {i}: 'pump_{i}'", "every is zero",
                    "unknown key 'pubilsh'; did you mean 'publish'?",
                    "sensors: missing key 'publish' (what it measures and on which topic, "
                    "as for a sensor; its name is {sensor})"));
    EXPECT_THAT(mistakes_of(map({{"sensors", map({})}})), ElementsAre("sensors is empty"));
}

}  // namespace
}  // namespace breakwire::devices
