#include <gmock/gmock.h>
#include <sys/wait.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <sstream>

#include "harness/brokers/text_file.hpp"
#include "harness/runner/scratch.hpp"

namespace breakwire::harness {
namespace {

using testing::HasSubstr;
using testing::Not;

/// The program itself, in a folder of its own, on a real broker.
class Prove : public testing::Test {
protected:
    /// Returns the exit code; keeps what was written.
    int prove(const std::string& arguments) {
        const std::string command = "cd " + folder.path().string() +
                                    " && " BREAKWIRE_PROGRAM " prove " + arguments + " 2>&1";
        std::FILE* const pipe = popen(command.c_str(), "r");
        std::ostringstream text;
        for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) text << static_cast<char>(c);
        out = text.str();
        return WEXITSTATUS(pclose(pipe));
    }
    std::string write(const std::string& name, const std::string& text) const {
        write_text(folder.path() / name, text);
        return name;
    }

    ScratchFolder folder;
    std::string out;
};

constexpr const char* lame_scenario =
    "scenario: A pump is heard\n"
    "mqtt: 5.0\n"
    "devices:\n"
    "  dashboard: {model: observer, subscribe: [{filter: \"#\", qos: 1}]}\n"
    "  pump: {model: observer}\n"
    "steps:\n"
    "  - start: [dashboard, pump]\n"
    "  - publish: {device: pump, topic: pump/1, payload: \"on\", qos: 1}\n"
    "  - expect: {dashboard: {receives: {topic: pump/1}}, within: at_once}\n";

constexpr const char* three_lies =
    "lost:\n"
    "  lie: Nothing arrives\n"
    "  breaks: v5/4.5.0-1\n"
    "  packets: {packet_drop: {match: {direction: down, type: publish}}}\n"
    "stained:\n"
    "  lie: Messages get a property that nobody gave them\n"
    "  breaks: v5/3.3.2-20\n"
    "  packets: {packet_rewrite: {match: {direction: down, type: publish},\n"
    "                             set: {properties: {content_type: stained}}}}\n"
    "unheard:\n"
    "  lie: Retained messages are lost\n"
    "  breaks: v5/3.3.1-5\n"
    "  packets: {packet_rewrite: {match: {type: publish, retain: true}, set: {retain: false}}}\n";

TEST_F(Prove, FindsThatEveryShippedLieIsCaughtAndHonestyIsNot) {
    EXPECT_EQ(prove("-j 2"), 0) << out;
    EXPECT_THAT(out, HasSubstr("no false alarm"));
    EXPECT_THAT(out, Not(HasSubstr("escaped")));
}

TEST_F(Prove, TellsAScenarioThatCannotFailWhatItMisses) {
    write("pump.yaml", lame_scenario);
    write("mine.yaml", three_lies);
    EXPECT_EQ(prove("mine.yaml --lie mine/lost --library pump.yaml"), 0) << out;
    EXPECT_EQ(prove("mine.yaml --lie mine/unheard --library pump.yaml"), 3) << out;
    EXPECT_THAT(out, HasSubstr("not told mine/unheard  in none of 1 case"));
}

TEST_F(Prove, WritesEverythingForOtherPrograms) {
    write("pump.yaml", lame_scenario);
    write("mine.yaml", three_lies);
    prove("mine.yaml --library pump.yaml --matrix --report json:out.json --output runs");
    const auto json = nlohmann::json::parse(read_text(folder.path() / "out.json"));
    EXPECT_EQ(json.at("lies").size(), 3U);
    EXPECT_EQ(json.at("lies").at(0).at("id"), "mine/lost");
    EXPECT_EQ(json.at("lies").at(0).at("outcome"), "caught");
    EXPECT_EQ(json.at("lies").at(2).at("outcome"), "not told");
    EXPECT_EQ(json.at("honest_cases"), 1);
    EXPECT_EQ(json.at("false_alarms").size(), 0U);
    EXPECT_THAT(out, HasSubstr("  1 mine/lost: Nothing arrives\n"));
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "runs/mine/lost/pump[5.0]/record.jsonl"));
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "runs/honest/pump[5.0]/record.jsonl"));
}

TEST_F(Prove, NamesItsLies) {
    EXPECT_EQ(prove("--list --lie 'will/*'"), 0);
    EXPECT_THAT(out, HasSubstr("will/dropped "));
    EXPECT_THAT(out, Not(HasSubstr("acl/")));
}

TEST_F(Prove, TellsMistakesWithTheirPlaces) {
    write("mine.yaml",
          "a: {lie: It lies, breaks: v5/1.1.1-1, misreads: rules}\nb: {misreads: it}\n");
    EXPECT_EQ(prove("mine.yaml"), 2);
    EXPECT_THAT(out, HasSubstr("mine.yaml:2:4: error: lies: missing key 'lie'"));
    EXPECT_EQ(prove("--lie will/droped"), 2);
    EXPECT_THAT(out, HasSubstr("did you mean 'will/dropped'?"));
    EXPECT_EQ(prove("--report xml:a.xml"), 2);
    EXPECT_THAT(out, HasSubstr("--report: expected json:FILE, got 'xml:a.xml'"));
}

}  // namespace
}  // namespace breakwire::harness
