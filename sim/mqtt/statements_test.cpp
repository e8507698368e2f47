#include "sim/mqtt/statements.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>

#include "sim/mqtt/malform.hpp"

namespace breakwire::mqtt {
namespace {

std::ptrdiff_t count_of(std::optional<Version> standard) {
    return std::count_if(statements().begin(), statements().end(),
                         [&](const Statement& each) { return each.standard() == standard; });
}

/// "v5/3.10.4-1" as {5, 3, 10, 4, 1}: what the order of the table is an order of.
std::vector<int> numbers_in(const std::string& id) {
    static const std::regex number("[0-9]+");
    std::vector<int> numbers;
    for (std::sregex_iterator at(id.begin(), id.end(), number), end; at != end; ++at) {
        numbers.push_back(std::stoi(at->str()));
    }
    return numbers;
}

TEST(Statements, AreAsManyAsTheStandardsHave) {
    EXPECT_EQ(count_of(Version::v3_1_1), 141);
    EXPECT_EQ(count_of(Version::v5_0), 251);
}

/// Appendix B of 5.0 lists them by chapter: a row in the wrong place would keep the sum.
TEST(Statements, AreAsManyInEachChapter) {
    std::map<char, int> of_3_1_1;
    std::map<char, int> of_5_0;
    for (const Statement& each : statements()) {
        if (each.standard() == Version::v3_1_1) ++of_3_1_1[each.section().front()];
        if (each.standard() == Version::v5_0) ++of_5_0[each.section().front()];
    }
    EXPECT_EQ(of_5_0, (std::map<char, int>{{'1', 5}, {'2', 7}, {'3', 175}, {'4', 60}, {'6', 4}}));
    EXPECT_EQ(of_3_1_1,
              (std::map<char, int>{{'1', 3}, {'2', 9}, {'3', 95}, {'4', 26}, {'6', 4}, {'7', 4}}));
}

TEST(Statements, HaveIdsInOrderEachOnce) {
    for (std::size_t i = 1; i < statements().size(); ++i) {
        const Statement& before = statements()[i - 1];
        const Statement& after = statements()[i];
        if (!after.standard()) {
            EXPECT_TRUE(before.standard() || before.id < after.id) << after.id;
        } else if (before.standard() == after.standard()) {
            EXPECT_LT(numbers_in(before.id), numbers_in(after.id));
        } else {
            EXPECT_LT(before.standard(), after.standard());
        }
    }
}

TEST(Statements, AreSentencesOfOurOwn) {
    for (const Statement& each : statements()) {
        EXPECT_GT(each.text.size(), 20U) << each.id;
        EXPECT_EQ(each.text.back(), '.') << each.id;
        // The standard's own sentences are not ours to copy, and they all have this word.
        EXPECT_EQ(each.text.find("MUST"), std::string::npos) << each.id;
    }
}

TEST(Statements, SayWhoJudgesThemOrWhyNobodyDoes) {
    for (const Statement& each : statements()) {
        EXPECT_EQ(each.judge.empty(), each.judged == Judged::by_scenarios) << each.id;
        EXPECT_TRUE(each.judged != Judged::at_client || each.binds == Binds::client) << each.id;
    }
}

TEST(Statements, KnowTheirStandardAndSection) {
    EXPECT_EQ(find_statement("v311/3.1.2-8")->standard(), Version::v3_1_1);
    EXPECT_EQ(find_statement("v5/3.10.4-1")->section(), "3.10.4");
    EXPECT_EQ(find_statement("BW-ACL-1")->standard(), std::nullopt);
    EXPECT_EQ(find_statement("BW-ACL-1")->section(), "ACL");
    EXPECT_EQ(find_statement("v5/3.1.2-22")->binds, Binds::server);
}

TEST(Statements, AreNotWhatTheyAreNot) {
    EXPECT_EQ(find_statement("v5/3.1.2-31"), nullptr);
    EXPECT_EQ(unknown_statement("v5/3.1.2-31"),
              "'v5/3.1.2-31' is no statement; the last of its section is 'v5/3.1.2-30'");
    EXPECT_EQ(unknown_statement("v5/3.1.22-4"),
              "'v5/3.1.22-4' is no statement; did you mean 'v5/3.1.2-4'?");
    EXPECT_EQ(unknown_statement("all"),
              "'all' is no statement; `breakwire statements` lists them all");
}

/// The catalogue of mistakes says which sentence each one breaks.
TEST(Malformations, BreakStatementsThatExist) {
    static const std::regex id("v(311|5)/[0-9.]+-[0-9]+");
    for (const Malformation& row : malformations()) {
        const std::string named = std::string(row.v3_1_1) + ' ' + std::string(row.v5_0);
        for (std::sregex_iterator at(named.begin(), named.end(), id), end; at != end; ++at) {
            EXPECT_NE(find_statement(at->str()), nullptr) << row.name << ": " << at->str();
        }
    }
}

}  // namespace
}  // namespace breakwire::mqtt
