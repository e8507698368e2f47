#include <gtest/gtest.h>

#include "scenarios/laws/paper_broker.hpp"

namespace breakwire::scenarios {
namespace {

constexpr std::uint64_t seeds = 500;
using Events = std::vector<sim::Event>;

void renumber(Events& events) {
    for (std::size_t i = 0; i < events.size(); ++i) events[i].number = i + 1;
}

bool finds_anything(const Events& events, PaperBroker& broker) {
    return !breaches(judge(events, broker.context(), broker.history().now())).empty();
}

TEST(Laws, FindNothingInLegalHistories) {
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        PaperBroker broker(seed);
        broker.run();
        const auto findings = broker.history().judge(broker.context());
        EXPECT_TRUE(breaches(findings).empty()) << "seed " << seed << '\n' << explain(findings);
    }
}

TEST(Laws, AreExercisedByLegalHistories) {
    std::map<std::string, std::uint64_t> count;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        PaperBroker broker(seed);
        broker.run();
        for (const LawFinding& finding : broker.history().judge(broker.context())) {
            count[finding.id] += finding.held;
        }
    }
    for (const auto& [id, times] : count) EXPECT_GT(times, seeds / 10) << id;
}

/// Which share of histories with one change the laws see through, out of those where `change` finds
/// something to change.
template <class Change>
double caught(Change change) {
    double changed = 0;
    double seen = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        PaperBroker broker(seed);
        broker.run();
        Events events = broker.history().events();
        if (!change(events, broker)) continue;
        renumber(events);
        changed += 1;
        seen += finds_anything(events, broker) ? 1 : 0;
    }
    EXPECT_GT(changed, 200);
    return seen / changed;
}

/// A delivery of a will somewhere in the history.
std::optional<std::size_t> some_will(const PaperBroker& broker, std::size_t salt) {
    const auto& all = broker.will_deliveries();
    if (all.empty()) return std::nullopt;
    return all[salt % all.size()];
}

TEST(Laws, MissAWillThatIsNotDelivered) {
    const double share = caught([](Events& events, const PaperBroker& broker) {
        const auto place = some_will(broker, events.size());
        if (place) events.erase(events.begin() + static_cast<std::ptrdiff_t>(*place));
        return place.has_value();
    });
    EXPECT_GT(share, 0.4);
}

TEST(Laws, NoticeAWillDeliveredTwice) {
    const double share = caught([](Events& events, const PaperBroker& broker) {
        const auto place = some_will(broker, events.size());
        if (!place) return false;
        const sim::Event copy = events[*place];
        events.insert(events.begin() + static_cast<std::ptrdiff_t>(*place), copy);
        return true;
    });
    EXPECT_GT(share, 0.2);
}

TEST(Laws, NoticeALeak) {
    const double share = caught([](Events& events, const PaperBroker& broker) {
        if (broker.context().broker.acl.empty()) return false;
        for (std::size_t i = events.size() / 2; i < events.size(); ++i) {
            const auto* seen = events[i].as<sim::PacketSeen>();
            if (!seen || seen->direction == sim::Direction::up || !seen->as<mqtt::Publish>())
                continue;
            sim::PacketSeen leak = *seen;
            mqtt::Publish secret = *seen->as<mqtt::Publish>();
            secret.topic = "q/secret";
            secret.packet_id = 60'000;
            leak.packet = std::make_shared<const mqtt::Packet>(secret);
            events.insert(events.begin() + static_cast<std::ptrdiff_t>(i),
                          sim::Event{0, events[i].at, leak});
            return true;
        }
        return false;
    });
    EXPECT_GT(share, 0.99);
}

}  // namespace
}  // namespace breakwire::scenarios
