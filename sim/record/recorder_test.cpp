#include "sim/record/recorder.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;

TEST(Recorder, NumbersAndStampsEvents) {
    Instant now{};
    Recorder recorder([&] { return now; });
    EXPECT_EQ(recorder.add(BrokerLog{"a"}), 1U);
    now += 3s;
    EXPECT_EQ(recorder.add(BrokerLog{"b"}), 2U);
    EXPECT_EQ(recorder.events().at(1).at, Instant{3s});
}

TEST(Recorder, TellsEventsThatAListenerAddsAfterTheOneAtHand) {
    Recorder recorder([] { return Instant{}; });
    std::vector<std::uint64_t> first;
    std::vector<std::uint64_t> second;
    recorder.listen([&](const Event& event) {
        if (event.number == 1) recorder.add(BrokerLog{"answer"});
        first.push_back(event.number);
    });
    recorder.listen([&](const Event& event) { second.push_back(event.number); });
    recorder.add(BrokerLog{"question"});
    EXPECT_THAT(first, ElementsAre(1, 2));
    EXPECT_THAT(second, ElementsAre(1, 2));
}

TEST(Recorder, GoesOnTellingAfterAListenerThrew) {
    Recorder recorder([] { return Instant{}; });
    std::vector<std::uint64_t> told;
    recorder.listen([&](const Event& event) {
        if (event.number == 1) throw std::runtime_error("disk full");
        told.push_back(event.number);
    });
    EXPECT_THROW(recorder.add(BrokerLog{"a"}), std::runtime_error);
    recorder.add(BrokerLog{"b"});
    EXPECT_THAT(told, ElementsAre(2));
}

TEST(Recorder, LetsGoOfOldEventsThatNobodyWants) {
    Instant now{};
    Recorder recorder([&] { return now; });
    for (const char* line : {"a", "b", "c", "d"}) {
        recorder.add(BrokerLog{line});
        now += 1s;
    }
    int asked = 0;
    const auto even = [&](const Event& event) {
        ++asked;
        return event.number % 2 == 0;
    };
    recorder.prune(Instant{3s}, even);
    EXPECT_EQ(asked, 3);
    ASSERT_EQ(recorder.events().size(), 2U);
    EXPECT_EQ(recorder.from(1)->number, 2U);
    EXPECT_EQ(recorder.from(3)->number, 4U);
    EXPECT_EQ(recorder.from(5), nullptr);
    recorder.prune(Instant{10s}, even);
    EXPECT_EQ(asked, 4) << "about each once";
    EXPECT_EQ(recorder.count(), 4U);
}

TEST(Recorder, TellsOfWhatComesAfterItHasLetGo) {
    Recorder recorder([] { return Instant{}; });
    std::vector<std::uint64_t> told;
    recorder.listen([&](const Event& event) { told.push_back(event.number); });
    recorder.add(BrokerLog{"a"});
    recorder.add(BrokerLog{"b"});
    recorder.prune(Instant{1s}, [](const Event&) { return false; });
    EXPECT_TRUE(recorder.events().empty());
    EXPECT_EQ(recorder.add(BrokerLog{"c"}), 3U);
    EXPECT_THAT(told, ElementsAre(1, 2, 3));
    EXPECT_EQ(recorder.from(1)->number, 3U);
}

TEST(Recorder, ForgetsWhatItHasToldIfItIsToldTo) {
    Recorder recorder([] { return Instant{}; });
    std::vector<std::uint64_t> told;
    recorder.forget();
    recorder.listen([&](const Event& event) {
        if (event.number == 1) recorder.add(BrokerLog{"answer"});
        told.push_back(event.number);
    });
    recorder.add(BrokerLog{"question"});
    EXPECT_EQ(recorder.add(BrokerLog{"later"}), 3U);
    EXPECT_THAT(told, ElementsAre(1U, 2U, 3U));
    EXPECT_TRUE(recorder.events().empty());
}

}  // namespace
}  // namespace breakwire::sim
