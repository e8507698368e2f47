#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

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

/// So that the table promises no judge that is not there. Of a law that reports nothing yet it may
/// say what that law is for.
TEST(MakeLaws, JudgeEveryStatementThatNamesOneOfThem) {
    const std::vector<std::string> judged = judged_by_laws();
    std::set<std::string> laws;
    for (const std::string& id : judged) {
        const mqtt::Statement* statement = mqtt::find_statement(id);
        const bool named = statement != nullptr && statement->judged == mqtt::Judged::by_law;
        if (named) laws.insert(statement->judge);
    }
    for (const mqtt::Statement& statement : mqtt::statements()) {
        if (!laws.contains(statement.judge)) continue;
        EXPECT_THAT(judged, testing::Contains(statement.id)) << "law " << statement.judge;
    }
}

}  // namespace
}  // namespace breakwire::scenarios
