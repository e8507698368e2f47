#include "scenarios/steps/watchers.hpp"

#include <gmock/gmock.h>

namespace breakwire::scenarios {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Names = std::vector<std::string>;

class WatchersTest : public testing::Test {
protected:
    void say(const std::string& device) {
        recorder.add(sim::DeviceEvent{device, sim::DeviceState::note, "", {}});
    }
    Watchers::Id add(const std::string& name, const Names& devices) {
        return watchers.add(devices, [this, name] { called.push_back(name); });
    }
    Names take() { return std::exchange(called, {}); }

    sim::Recorder recorder{[] { return Instant{}; }};
    Watchers watchers{recorder};
    Names called;
};

TEST_F(WatchersTest, AreCalledForTheirDevicesInTheOrderInWhichTheyCame) {
    add("pump", {"pump"});
    add("all", {});
    add("both", {"valve", "pump"});
    say("pump");
    EXPECT_THAT(take(), ElementsAre("pump", "all", "both"));
    say("valve");
    EXPECT_THAT(take(), ElementsAre("all", "both"));
    recorder.add(sim::BrokerLog{"a line"});
    EXPECT_THAT(take(), ElementsAre("all"));
}

TEST_F(WatchersTest, AreNotCalledAfterTheyHaveGone) {
    const Watchers::Id pump = add("pump", {"pump"});
    const Watchers::Id all = add("all", {});
    watchers.remove(pump);
    say("pump");
    EXPECT_THAT(take(), ElementsAre("all"));
    watchers.remove(all);
    watchers.remove(all);
    say("pump");
    EXPECT_THAT(take(), IsEmpty());
}

TEST_F(WatchersTest, MayGoWhileTheyAreCalled) {
    Watchers::Id id = 0;
    id = watchers.add({}, [&] { watchers.remove(id); });
    add("behind", {});
    say("pump");
    say("pump");
    EXPECT_THAT(take(), ElementsAre("behind", "behind"));
}

TEST_F(WatchersTest, HearOfWhatAnEarlierOneAddsInTheSameRound) {
    add("before", {"valve"});
    bool added = false;
    watchers.add({"pump"}, [&] {
        if (!std::exchange(added, true)) say("valve");
    });
    add("behind", {"valve"});
    say("pump");
    // The one before comes when the recorder tells of the second event.
    EXPECT_THAT(take(), ElementsAre("behind", "before"));
}

class EventIndexTest : public testing::Test {
protected:
    void say(const std::string& device) {
        recorder.add(sim::DeviceEvent{device, sim::DeviceState::note, "", {}});
    }
    std::vector<std::uint64_t> about(const std::string& device, std::uint64_t end = 10'000) {
        std::vector<std::uint64_t> numbers;
        index.each_about(device, end,
                         [&](const sim::Event& event) { numbers.push_back(event.number); });
        return numbers;
    }

    Instant now{};
    sim::Recorder recorder{[this] { return now; }};
    EventIndex index{recorder};
};

TEST_F(EventIndexTest, FindsTheEventsOfADevice) {
    EXPECT_THAT(about("pump"), IsEmpty());
    for (const char* device : {"pump", "valve", "pump"}) {
        say(device);
        recorder.add(sim::BrokerLog{"a line"});
    }
    EXPECT_THAT(about("pump"), ElementsAre(1u, 5u));
    EXPECT_THAT(about("pump", 5), ElementsAre(1u));
    EXPECT_EQ(index.next_about({"pump", "valve"}, 2)->number, 3u);
    EXPECT_EQ(index.next_about({"pump"}, 2)->number, 5u);
    EXPECT_EQ(index.next_about({"valve"}, 4), nullptr);
}

TEST_F(EventIndexTest, PassesOverWhatTheRecorderHasLetGoOf) {
    for (int i = 0; i < 3000; ++i) say(i % 2 == 0 ? "pump" : "valve");
    EXPECT_EQ(about("pump").size(), 1500u);
    now += Duration{1};
    recorder.prune(now, [](const sim::Event& event) { return event.number % 1000 == 1; });
    EXPECT_THAT(about("pump"), ElementsAre(1u, 1001u, 2001u));
    EXPECT_THAT(about("valve"), IsEmpty());
    say("pump");
    EXPECT_EQ(index.next_about({"pump", "valve"}, 2002)->number, 3001u);
}

}  // namespace
}  // namespace breakwire::scenarios
