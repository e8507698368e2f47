#include "harness/prove/line_up.hpp"

#include <gmock/gmock.h>

namespace breakwire::harness {
namespace {

using mqtt::Version;
using testing::ElementsAre;
using testing::IsEmpty;

Case one(const char* id, Version version, std::vector<std::string> covers,
         std::vector<std::string> tags = {}) {
    auto scenario = std::make_shared<scenarios::Scenario>();
    scenario->covers = std::move(covers);
    scenario->tags = std::move(tags);
    return {id, std::move(scenario), version};
}

std::vector<std::string> ids(const scenarios::BrokerLie& lie, const std::vector<Case>& cases) {
    std::vector<std::string> out;
    for (const std::size_t number : line_up(lie, cases)) out.push_back(cases[number].id);
    return out;
}

scenarios::BrokerLie lie(std::vector<std::string> breaks) {
    scenarios::BrokerLie lie;
    lie.id = "will/dropped";
    lie.breaks = std::move(breaks);
    return lie;
}

TEST(LineUp, BeginsWithCasesThatCoverWhatTheLieBreaks) {
    const std::vector<Case> cases{one("qos/a[5.0]", Version::v5_0, {"v5/4.3.1-1"}),
                                  one("will/b[5.0]", Version::v5_0, {"v5/3.1.2-1"}),
                                  one("acl/c[5.0]", Version::v5_0, {"v5/3.1.2-8"}),
                                  one("will/d[5.0]", Version::v5_0, {"v5/3.1.2-8"})};
    EXPECT_THAT(ids(lie({"v5/3.1.2-8"}), cases),
                ElementsAre("will/d[5.0]", "acl/c[5.0]", "will/b[5.0]", "qos/a[5.0]"));
}

TEST(LineUp, TakesStatementsForThoseOfTheirVersion) {
    const std::vector<std::string> both{"v311/3.1.2-8", "v5/3.1.2-8", "BW-WILL-1"};
    const std::vector<Case> cases{one("a/a[5.0]", Version::v5_0, both),
                                  one("a/a[3.1.1]", Version::v3_1_1, both)};
    EXPECT_THAT(ids(lie({"v311/3.1.2-8"}), cases), ElementsAre("a/a[3.1.1]", "a/a[5.0]"));
    EXPECT_THAT(ids(lie({"BW-WILL-1"}), cases), ElementsAre("a/a[5.0]", "a/a[3.1.1]"));
}

TEST(LineUp, EndsWithWhatTakesLong) {
    const std::vector<Case> cases{one("soak/a[5.0]", Version::v5_0, {"v5/3.1.2-8"}, {"soak"}),
                                  one("qos/b[5.0]", Version::v5_0, {})};
    EXPECT_THAT(ids(lie({"v5/3.1.2-8"}), cases), ElementsAre("qos/b[5.0]", "soak/a[5.0]"));
}

TEST(LineUp, LeavesOutVersionsInWhichTheLieMakesNoSense) {
    scenarios::BrokerLie of_5 = lie({"v5/3.1.2-8"});
    of_5.versions = {Version::v5_0};
    EXPECT_THAT(ids(of_5, {one("a/a[3.1.1]", Version::v3_1_1, {})}), IsEmpty());
}

}  // namespace
}  // namespace breakwire::harness
