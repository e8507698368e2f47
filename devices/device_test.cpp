#include "devices/device.hpp"

#include <gtest/gtest.h>

#include "devices/fleet_settings.hpp"
#include "devices/stacks/fake_network.hpp"
#include "devices/test_nodes.hpp"
#include "sim/base/manual_timers.hpp"

namespace breakwire::devices {
namespace {

using Entries = std::vector<std::pair<std::string, Node>>;
using Story = std::vector<std::string>;

const char* name_of(sim::DeviceState state) {
    constexpr const char* names[] = {
        "started",        "stopped",      "powered_off", "connecting",   "connected",
        "connect_failed", "disconnected", "published",   "acknowledged", "subscribed",
        "received",       "sleeping",     "awake",       "note"};
    return names[static_cast<int>(state)];
}

/// A device with stack `packet` whose broker is led by hand.
class DeviceTest : public testing::Test {
protected:
    DeviceTest() {
        add_builtin_models(models);
        add_builtin_stacks(stacks);
    }
    Device& begin(const Entries& section, const Entries& client = {}) {
        Mistakes mistakes;
        auto settings = read_device(whole(section, client), models, stacks, mistakes);
        EXPECT_TRUE(mistakes.empty()) << mistakes.found().front().what();
        return make(std::move(*settings));
    }
    /// The same as device 7 of a fleet, whose settings hold {n}.
    Device& begin_in_fleet(const Entries& section, const Entries& client = {}) {
        return make(read_fleet(whole(section, client), models, stacks).value());
    }
    static Node whole(const Entries& section, Entries client) {
        client.emplace_back("stack", scalar("packet"));
        Entries all = section;
        all.emplace_back("client", map(client));
        return map(all);
    }
    Device& make(DeviceSettings settings) {
        device = std::make_unique<Device>(
            world, DeviceIdentity{"pump", "127.0.0.9", mqtt::Version::v3_1_1, "from users", 0, 7},
            std::make_shared<const DeviceSettings>(std::move(settings)), Luck(7).of("pump"));
        return *device;
    }
    void let_in(bool session_present = false) {
        network.last().events->on_established();
        network.last().answer(mqtt::Connack{session_present});
    }
    /// What the record says of the device since the last look.
    Story story() {
        Story lines;
        for (; read < recorder.events().size(); ++read) {
            const auto* event = recorder.events()[read].as<sim::DeviceEvent>();
            lines.push_back(std::string(name_of(event->state)) +
                            (event->detail.empty() ? "" : " " + event->detail));
        }
        return lines;
    }

    Catalog<Model> models{"model"};
    Catalog<ClientStack> stacks{"stack"};
    ManualTimers timers;
    FakeNetwork network{mqtt::Version::v3_1_1};
    sim::Recorder recorder{[this] { return timers.now(); }};
    World world{timers, network, recorder};
    std::unique_ptr<Device> device;
    std::size_t read = 0;
};

const Entries subscribes{
    {"subscribe", list({map({{"filter", scalar("plant/#")}, {"qos", scalar("1")}})})}};
const Entries measures{{"model", scalar("sensor")},
                       {"publish", map({{"topic", scalar("t")},
                                        {"every", scalar("1s")},
                                        {"value", scalar("21")},
                                        {"qos", scalar("1")}})}};
Node reconnects(const std::string& policy) {
    return map({{"policy", scalar(policy)}, {"delay", scalar("1s")}, {"max", scalar("4s")}});
}

TEST_F(DeviceTest, ConnectsAndSubscribesWhenItStarts) {
    begin(subscribes).start();
    let_in();
    EXPECT_EQ(network.last().sent<mqtt::Subscribe>(1).subscriptions.at(0).filter, "plant/#");
    network.last().answer(mqtt::Suback{1, {}, {1}});
    EXPECT_EQ(story(), (Story{"started", "connecting", "connected no session",
                              "subscribed plant/# 0x01 Success - Maximum QoS 1"}));
}

TEST_F(DeviceTest, DoesNotSubscribeAgainWhileItsSessionLives) {
    begin(subscribes).start();
    let_in(true);
    EXPECT_EQ(network.last().packets.size(), 1U);
}

TEST_F(DeviceTest, IsCalledByItsNameAndTakesThePasswordOfItsUser) {
    begin({}, {{"user", scalar("u")}}).start();
    let_in();
    const auto& connect = network.last().sent<mqtt::Connect>(0);
    EXPECT_EQ(connect.client_id, "pump");
    EXPECT_EQ(to_text(connect.password.value()), "from users");
}

TEST_F(DeviceTest, OfAFleetFillsInItsNumberWhereItSpeaks) {
    const Node publish = map({{"topic", scalar("plant/{n}/{{n}}")},
                              {"every", scalar("1s")},
                              {"qos", scalar("1")},
                              {"payload", scalar("sample {{n}}")}});
    begin_in_fleet(
        {{"model", scalar("sensor")}, {"publish", publish}, {"subscribe", list({"command/{n}"})}},
        {{"client_id", scalar("unit-{n}")}})
        .start();
    let_in();
    timers.advance(0s);
    EXPECT_EQ(network.last().sent<mqtt::Connect>(0).client_id, "unit-7");
    EXPECT_EQ(network.last().sent<mqtt::Subscribe>(1).subscriptions.at(0).filter, "command/7");
    EXPECT_EQ(network.last().sent<mqtt::Publish>(2).topic, "plant/7/{n}");
    EXPECT_EQ(to_text(network.last().sent<mqtt::Publish>(2).payload), "sample 0");
}

TEST_F(DeviceTest, PublishesWhatItsModelMeasures) {
    begin(measures).start();
    let_in();
    story();
    timers.advance(500ms);
    network.last().answer(mqtt::Puback{1});
    EXPECT_EQ(story(), (Story{"published t", "acknowledged t"}));
    EXPECT_EQ(to_text(network.last().sent<mqtt::Publish>(1).payload), "21.00");
    const auto number = recorder.events().size() - 2;
    EXPECT_EQ(recorder.events()[number].as<sim::DeviceEvent>()->value, 21.0);
}

TEST_F(DeviceTest, StopsWithADisconnectAndStaysSilent) {
    begin(measures, {{"reconnect", reconnects("fixed")}}).start();
    let_in();
    story();
    device->stop();
    EXPECT_EQ(network.last().packets.back(), mqtt::Packet(mqtt::Disconnect{}));
    EXPECT_EQ(story(), (Story{"disconnected by us", "stopped"}));
    network.last().events->on_fin();
    timers.advance(1min);
    EXPECT_EQ(story(), Story{});
}

TEST_F(DeviceTest, GoesOffWithoutAWord) {
    begin(measures).start();
    let_in();
    device->power_off();
    timers.advance(1min);
    EXPECT_EQ(network.last().packets.size(), 1U);
    EXPECT_EQ(network.last().ends.front(), "vanish");
    EXPECT_EQ(story().back(), "powered_off");
}

TEST_F(DeviceTest, StaysAwayWithoutAReconnectPolicy) {
    begin({}).start();
    let_in();
    network.last().events->on_reset();
    timers.advance(1h);
    EXPECT_EQ(network.connections.size(), 1U);
}

TEST_F(DeviceTest, ComesBackAsItsPolicySays) {
    begin({}, {{"reconnect", reconnects("exponential")}}).start();
    let_in();
    network.last().events->on_reset();
    for (const Duration delay : {1s, 2s, 4s, 4s}) {
        const std::size_t before = network.connections.size();
        timers.advance(delay - 1ms);
        EXPECT_EQ(network.connections.size(), before);
        timers.advance(1ms);
        EXPECT_EQ(network.connections.size(), before + 1);
        network.last().events->on_refused();
    }
}

TEST_F(DeviceTest, DoesNotComeBackAfterADisconnectThatWasAskedFor) {
    begin({}, {{"reconnect", reconnects("fixed")}}).start();
    let_in();
    device->disconnect(0);
    timers.advance(1min);
    EXPECT_EQ(network.connections.size(), 1U);
}

TEST_F(DeviceTest, ConnectsOnceWithoutModelOrPolicyIfAskedTo) {
    begin(measures, {{"reconnect", reconnects("fixed")}}).connect();
    let_in();
    timers.advance(5s);
    EXPECT_EQ(network.last().packets.size(), 1U);
    network.last().events->on_reset();
    timers.advance(1min);
    EXPECT_EQ(network.connections.size(), 1U);
}

TEST_F(DeviceTest, SaysWhyItCannotDoWhatAStepAsksFor) {
    begin({});
    EXPECT_EQ(device->publish({"t", {}}), "not connected");
    EXPECT_EQ(device->subscribe({"t"}), "not connected");
    EXPECT_EQ(device->unsubscribe("t"), "not connected");
    EXPECT_EQ(device->send_raw({}), "not connected");
}

TEST_F(DeviceTest, SleepsAndComesBackWithoutAPolicy) {
    Entries sleeper = measures;
    sleeper.emplace_back("sleep", map({{"awake", scalar("5s")}, {"asleep", scalar("10s")}}));
    begin(sleeper).start();
    let_in();
    timers.advance(4500ms);
    story();
    timers.advance(500ms);
    network.last().events->on_fin();
    timers.advance(10s);
    EXPECT_EQ(story(), (Story{"sleeping", "disconnected by us", "awake", "connecting"}));
    EXPECT_EQ(network.connections.size(), 2U);
}

TEST_F(DeviceTest, StartsAnewWhenItIsResetOrItsPowerIsCycled) {
    for (const sim::PowerVerb verb : {sim::PowerVerb::reset, sim::PowerVerb::cycle}) {
        begin(measures).start();
        let_in();
        story();
        std::string problem = "not told";
        device->power(verb, [&](const std::string& what) { problem = what; });
        EXPECT_EQ(problem, "");
        EXPECT_EQ(story(), (Story{"powered_off", "started", "connecting"}));
    }
}

TEST_F(DeviceTest, HasNoConsole) { EXPECT_EQ(begin(measures).say("reboot"), "has no console"); }

TEST_F(DeviceTest, MayBeSwitchedOffByWhoeverReadsTheRecord) {
    begin(measures).start();
    recorder.listen([this](const sim::Event& event) {
        const auto* seen = event.as<sim::DeviceEvent>();
        if (seen->state == sim::DeviceState::received) device->power_off();
    });
    let_in();
    network.last().answer(mqtt::Publish{false, {}, false, "t", 0, {}, {}});
    EXPECT_EQ(story().back(), "powered_off");
    timers.advance(1min);
    EXPECT_EQ(story(), Story{});
}

}  // namespace
}  // namespace breakwire::devices
