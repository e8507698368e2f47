#include "harness/cli/case_jobs.hpp"

#include <gtest/gtest.h>

#include "harness/cli/loading.hpp"
#include "harness/cli/toy_files.hpp"

namespace breakwire::harness {
namespace {

class CaseJobsTest : public testing::Test {
protected:
    /// The limit of a case that waits for ten minutes, where cases have 30 s.
    Duration limit(const std::string& time) {
        Mistakes mistakes;
        brokers.read((files.folder() / "broker.yaml").string(), mistakes);
        const std::vector<std::string> paths{files.scenario("a", "  - wait: 10m\n").string()};
        const auto cases = multiply(load_scenarios(paths, brokers.file(), {}, mistakes));
        EXPECT_TRUE(mistakes.empty());
        return CaseJobs(brokers, {parse_time_mode(time), false, 30s})
            .make(cases.front())
            .wall_limit;
    }

    ToyFiles files;
    BrokerChoice brokers;
};

TEST_F(CaseJobsTest, LimitsACaseInVirtualTimeToWhatWasSaid) { EXPECT_EQ(limit("virtual"), 30s); }

TEST_F(CaseJobsTest, GivesACaseOnTheClockTheTimeOfItsWaitsAndWindowsBesides) {
    EXPECT_EQ(limit("wall"), 10min + 30s);
    EXPECT_EQ(limit("scaled:20"), 30s + 30s);
}

}  // namespace
}  // namespace breakwire::harness
