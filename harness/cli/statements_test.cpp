#include "harness/cli/statements.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/cli/judges.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Judges that know one scenario, which names `covers`.
Judges judges_with(std::vector<std::string> covers) {
    auto scenario = std::make_shared<scenarios::Scenario>();
    scenario->name = "A toy";
    scenario->covers = std::move(covers);
    return Judges({{"toys/toy", scenario}});
}

JudgedBy judged(const Judges& judges, const char* id) {
    return judges.of(*mqtt::find_statement(id));
}

TEST(Judges, AreLawsWhereLawsReport) {
    const Judges judges = judges_with({"v5/3.1.2-8"});
    EXPECT_EQ(judged(judges, "v5/3.1.2-8"), JudgedBy::law);
    EXPECT_EQ(judges.in_words(*mqtt::find_statement("v5/3.1.2-8")), "law will, 1 scenario");
    EXPECT_EQ(judged(judges, "BW-ACL-1"), JudgedBy::law);
}

TEST(Judges, AreScenariosWhereTheyNameAStatement) {
    const Judges judges = judges_with({"v5/3.3.2-8", "v5/3.1.0-1"});
    EXPECT_EQ(judged(judges, "v5/3.3.2-8"), JudgedBy::scenarios);
    EXPECT_EQ(judges.in_words(*mqtt::find_statement("v5/3.3.2-8")), "1 scenario");
    EXPECT_EQ(judged(judges, "v5/3.1.0-1"), JudgedBy::scenarios);
    EXPECT_EQ(judged(judges_with({}), "v5/3.3.2-8"), JudgedBy::nobody);
}

TEST(Judges, AreNotThereForWhatTheDeviceKeepsAndWhatTheWireHides) {
    const Judges judges = judges_with({});
    EXPECT_EQ(judged(judges, "v311/7.1.2-1"), JudgedBy::device);
    EXPECT_EQ(judged(judges, "v5/2.2.1-2"), JudgedBy::unseen);
    EXPECT_EQ(judges.in_words(*mqtt::find_statement("v5/2.2.1-2")), "cannot be seen");
}

TEST(ExplainStatement, TellsWhoJudgesItAndWhatBreaksIt) {
    const std::string told = explain_statement("v5/3.3.1-4");
    EXPECT_THAT(told, HasSubstr("MQTT 5.0, section 3.3.1; binds both"));
    EXPECT_THAT(told, HasSubstr("broken by  qos_3: "));
    EXPECT_THAT(explain_statement("v5/2.2.1-2"), HasSubstr("because    where an identifier"));
    EXPECT_THAT(explain_statement("v5/3.1.2-1"), Not(HasSubstr("will_qos_3")));  // of -12
}

TEST(ExplainStatement, SuggestsTheOneThatWasMeant) {
    EXPECT_TRUE(names_a_statement("v5/3.1.22-4"));
    EXPECT_FALSE(names_a_statement("rst"));
    EXPECT_THROW(explain_statement("v5/3.1.22-4"), ConfigError);
}

}  // namespace
}  // namespace breakwire::harness
