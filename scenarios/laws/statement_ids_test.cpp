#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/laws/law.hpp"
#include "sim/mqtt/statements.hpp"

namespace breakwire::scenarios {
namespace {

/// Every sentence that some law can say something about.
std::vector<std::string> judged_by_laws() {
    std::vector<std::string> ids;
    for (const auto& law : make_laws({})) {
        for (const LawFinding& finding : law->finish({})) ids.push_back(finding.id);
    }
    return ids;
}

TEST(MakeLaws, JudgeStatementsThatExist) {
    for (const std::string& id : judged_by_laws()) {
        EXPECT_NE(mqtt::find_statement(id), nullptr) << mqtt::unknown_statement(id);
    }
}

TEST(MakeLaws, AreNamedWhereTheyJudge) {
    for (const std::string& id : judged_by_laws()) {
        const mqtt::Statement* statement = mqtt::find_statement(id);
        if (statement == nullptr) continue;  // said above
        EXPECT_EQ(statement->judged, mqtt::Judged::by_law)
            << id << " is judged by a law; sim/mqtt/statements should name it";
    }
}

/// So that `breakwire statements` promises no judge that is not there.
TEST(MakeLaws, JudgeEveryStatementThatNamesOneOfThem) {
    const std::vector<std::string> judged = judged_by_laws();
    for (const mqtt::Statement& statement : mqtt::statements()) {
        if (statement.judge != "acl" && statement.judge != "will" && statement.judge != "wire") {
            continue;
        }
        EXPECT_THAT(judged, testing::Contains(statement.id)) << "law " << statement.judge;
    }
}

}  // namespace
}  // namespace breakwire::scenarios
