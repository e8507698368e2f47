#include "harness/prove/score.hpp"

#include <gmock/gmock.h>

namespace breakwire::harness {
namespace {

using testing::ElementsAre;

Trial trial(const char* case_id, TrialOutcome outcome, std::vector<std::string> laws = {}) {
    Trial trial{"will/dropped", case_id, outcome};
    trial.laws = std::move(laws);
    if (outcome == TrialOutcome::caught) trial.checks = {"dashboard receives offline (a.yaml:3:5)"};
    if (outcome == TrialOutcome::unclear) trial.reason = "the broker did not start";
    return trial;
}

LieScore lie(const char* id, std::vector<Trial> trials) {
    scenarios::BrokerLie lie;
    lie.id = id;
    lie.sentence = "The will is never published";
    lie.breaks = {"v311/3.1.2-8", "v5/3.1.2-8"};
    return {std::make_shared<const scenarios::BrokerLie>(std::move(lie)), std::move(trials), 7};
}

LieScore by_law() {
    return lie("will/dropped", {trial("a[5.0]", TrialOutcome::caught),
                                trial("b[5.0]", TrialOutcome::caught, {"v5/3.1.2-8"})});
}
LieScore by_check() { return lie("will/late", {trial("b[5.0]", TrialOutcome::caught)}); }
LieScore escaped() {
    return lie("will/odd",
               {trial("a[5.0]", TrialOutcome::untold), trial("b[5.0]", TrialOutcome::escaped),
                trial("c[5.0]", TrialOutcome::unclear)});
}
LieScore unclear() { return lie("will/fatal", {trial("c[5.0]", TrialOutcome::unclear)}); }
LieScore untold() { return lie("will/rare", {trial("c[5.0]", TrialOutcome::untold)}); }

Score score(std::vector<LieScore> lies) {
    Score score;
    score.broker = "mosquitto 2.0.11";
    score.lies = std::move(lies);
    score.honest_cases = 2;
    score.wall = 1500ms;
    return score;
}

TEST(LieScore, NeedsOneCatchAndPrefersALaw) {
    EXPECT_EQ(by_law().outcome(), TrialOutcome::caught);
    EXPECT_EQ(by_law().first(TrialOutcome::caught)->case_id, "b[5.0]");
    EXPECT_TRUE(by_law().caught_by_law());
    EXPECT_FALSE(by_check().caught_by_law());
}

TEST(LieScore, EscapesRatherThanIsUnclear) {
    EXPECT_EQ(escaped().outcome(), TrialOutcome::escaped);
    EXPECT_EQ(unclear().outcome(), TrialOutcome::unclear);
    EXPECT_EQ(untold().outcome(), TrialOutcome::untold);
}

TEST(LieScore, IsALineThatNamesWhoCaughtIt) {
    EXPECT_EQ(in_words(by_law(), 12), "caught   will/dropped  in b[5.0] by law: v5/3.1.2-8\n");
    EXPECT_EQ(in_words(by_check(), 12),
              "caught   will/late     in b[5.0] by a check: dashboard receives offline "
              "(a.yaml:3:5)\n");
}

TEST(LieScore, SaysWhatTheLieIsIfNobodyCaughtIt) {
    EXPECT_EQ(in_words(escaped(), 8),
              "escaped  will/odd  told in 1 case, among them b[5.0]\n"
              "         The will is never published (v311/3.1.2-8, v5/3.1.2-8)\n");
    EXPECT_EQ(in_words(unclear(), 10),
              "unclear  will/fatal  told in 1 case, among them c[5.0]: the broker did not start\n"
              "         The will is never published (v311/3.1.2-8, v5/3.1.2-8)\n");
    EXPECT_EQ(in_words(untold(), 9),
              "not told will/rare  in none of 7 cases\n"
              "         The will is never published (v311/3.1.2-8, v5/3.1.2-8)\n");
}

TEST(Score, CountsAndClosesWithALine) {
    EXPECT_EQ(in_words(score({by_law(), by_check(), escaped(), unclear(), untold()})),
              "2 of 5 lies caught, 1 of them by a law, 1 escaped, 1 unclear, 1 not told; no false "
              "alarm in 2 cases of an honest broker\n"
              "mosquitto 2.0.11, 1.500 s\n");
}

TEST(Score, ShowsWhereHonestyWasPunished) {
    Score alarmed = score({by_law()});
    alarmed.false_alarms = {{"a[5.0]", "v5/1.1.1-1: it is honest", false},
                            {"b[5.0]", "too late", true}};
    EXPECT_EQ(in_words(alarmed),
              "false alarm  a[5.0]: v5/1.1.1-1: it is honest\n"
              "inconclusive b[5.0]: too late\n"
              "1 of 1 lie caught, 1 of them by a law; 2 alarms in 2 cases of an honest broker\n"
              "mosquitto 2.0.11, 1.500 s\n");
}

TEST(Score, HasTheExitCodeOfTheVerdicts) {
    EXPECT_EQ(score({by_law(), by_check()}).exit_code(), 0);
    EXPECT_EQ(score({by_law(), escaped(), untold()}).exit_code(), 1);
    EXPECT_EQ(score({by_law(), unclear()}).exit_code(), 3);
    EXPECT_EQ(score({by_law(), untold()}).exit_code(), 3);
    Score other = score({by_law()});
    other.false_alarms = {{"a[5.0]", "no", true}};
    EXPECT_EQ(other.exit_code(), 3);
    other.false_alarms.front().inconclusive = false;
    EXPECT_EQ(other.exit_code(), 1);
    other.lies.front().trials.front().bug = true;
    EXPECT_EQ(other.exit_code(), 70);
    other.interrupted = true;
    EXPECT_EQ(other.exit_code(), 130);
}

TEST(Score, DrawsAMatrixOfCasesAndLies) {
    EXPECT_EQ(matrix(score({by_law(), by_check(), escaped()})),
              "        123\n"
              "a[5.0]  c  \n"
              "b[5.0]  Lc.\n"
              "c[5.0]    ?\n"
              "        123\n"
              "\n"
              "L caught by a law, c by a check alone, . told and not noticed, ? no verdict\n"
              "  1 will/dropped: The will is never published\n"
              "  2 will/late: The will is never published\n"
              "  3 will/odd: The will is never published\n");
}

TEST(Score, IsJsonWithAllOfIt) {
    const nlohmann::json json = to_json(score({by_law(), escaped()}));
    EXPECT_EQ(json.at("schema"), 1);
    EXPECT_EQ(json.at("caught"), 1);
    EXPECT_EQ(json.at("escaped"), 1);
    EXPECT_EQ(json.at("lies").at(0).at("id"), "will/dropped");
    EXPECT_EQ(json.at("lies").at(0).at("trials").at(1).at("laws"),
              nlohmann::json::array({"v5/3.1.2-8"}));
    EXPECT_EQ(json.at("lies").at(1).at("outcome"), "escaped");
}

}  // namespace
}  // namespace breakwire::harness
