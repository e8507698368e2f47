#include "scenarios/steps/routes.hpp"

#include <gmock/gmock.h>

namespace breakwire::scenarios {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Probe final : public Check {
public:
    Probe(const std::string& about, bool everybody) : everybody_(everybody) { device = about; }
    Sight see(const sim::Event&) override { return Sight::nothing; }
    std::string text() const override { return "probes"; }
    bool looks_at_everybody() const override { return everybody_; }

private:
    bool everybody_;
};

using Checks = std::vector<std::unique_ptr<Check>>;

Checks about(const std::vector<std::string>& devices) {
    Checks checks;
    for (const std::string& device : devices) {
        const bool everybody = device.ends_with('*');
        checks.push_back(std::make_unique<Probe>(everybody ? "collector" : device, everybody));
    }
    return checks;
}

sim::Event said_by(const std::string& device) {
    return {1, Instant{}, sim::DeviceEvent{device, sim::DeviceState::connected, "", {}}};
}

const sim::Event about_nobody{1, Instant{}, sim::BrokerLog{"a line"}};

TEST(Routes, LeadToTheChecksOfTheDeviceInTheirOrder) {
    const Checks checks = about({"a", "b", "collector*", "a"});
    const Routes routes(checks);
    EXPECT_THAT(routes.of(said_by("a")), ElementsAre(0u, 2u, 3u));
    EXPECT_THAT(routes.of(said_by("b")), ElementsAre(1u, 2u));
    EXPECT_THAT(routes.of(said_by("c")), ElementsAre(2u));
    EXPECT_THAT(routes.of(about_nobody), ElementsAre(2u));
}

TEST(Routes, KnowTheDevicesThatMatterIfTheyAreFew) {
    EXPECT_THAT(Routes(about({"a", "b", "a"})).few_devices(), UnorderedElementsAre("a", "b"));
    EXPECT_THAT(Routes(about({"a", "collector*"})).few_devices(), IsEmpty());
    std::vector<std::string> many;
    for (int i = 0; i < 100; ++i) many.push_back("sensor_" + std::to_string(i));
    EXPECT_THAT(Routes(about(many)).few_devices(), IsEmpty());
}

TEST(Routes, OfABuiltinCheckThatFollowsEverybodyTakeEverything) {
    Mistakes mistakes;
    Checks checks;
    checks.push_back(builtin_checks().make("receives_all", {}, Node::scalar("plant/#"), mistakes));
    ASSERT_NE(checks.back(), nullptr);
    checks.back()->device = "dashboard";
    EXPECT_THAT(Routes(checks).of(said_by("thermometer")), ElementsAre(0u));
}

}  // namespace
}  // namespace breakwire::scenarios
