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
