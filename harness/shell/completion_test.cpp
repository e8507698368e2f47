#include "harness/shell/completion.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace breakwire::harness {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Paths = Completions::Paths;

DeclaredCommand toy_line() {
    DeclaredCommand run{"run", "runs scenarios"};
    run.options = {{.value = "PATHS", .repeated = true},
                   {.names = {"-j", "--jobs"}, .value = "INT", .help = "at a time"},
                   {.names = {"--mqtt"}, .value = "VERSION", .choices = {"3.1.1", "5.0"}},
                   {.names = {"--time"}, .value = "auto|virtual|scaled:N"},
                   {.names = {"--report"}, .value = "KIND:FILE"},
                   {.names = {"--broker"}, .value = "FILE|DRIVER"},
                   {.names = {"--case"}, .value = "CASE"},
                   {.names = {"--strict"}, .help = "no skips"}};
    DeclaredCommand show{"show", "shows a run"};
    show.options = {{.value = "RUN", .required = true}};
    DeclaredCommand help{"help", "helps"};
    help.options = {{.value = "COMMAND"}};
    return {.name = "breakwire", .commands = {run, show, help}};
}

ValueKinds toy_kinds() {
    const auto words = [](std::vector<Completions::Word> all) {
        return [all](const Typed&) { return all; };
    };
    return {{"FILE", {{}, Paths::files}},
            {"RUN", {{}, Paths::folders}},
            {"KIND", {words({{"html", "a page"}, {"junit"}})}},
            {"DRIVER", {words({{"mosquitto"}, {"aedes"}})}},
            {"PATHS", {words({{"will/"}, {"qos/"}}), Paths::files}},
            {"CASE", {[](const Typed& typed) {
                 std::vector<Completions::Word> all;
                 for (const std::string& path : typed.arguments) all.push_back({path + "[5.0]"});
                 return all;
             }}}};
}

Completions completed(const std::vector<std::string>& words) {
    return complete(toy_line(), words, toy_kinds());
}

std::vector<std::string> words_after(const std::vector<std::string>& words) {
    std::vector<std::string> texts;
    for (const Completions::Word& word : completed(words).words) texts.push_back(word.text);
    return texts;
}

TEST(Completion, OffersCommands) {
    EXPECT_THAT(words_after({""}), ElementsAre("run", "show", "help"));
    EXPECT_THAT(words_after({"s"}), ElementsAre("show"));
    EXPECT_THAT(words_after({}), ElementsAre("run", "show", "help"));
    EXPECT_THAT(words_after({"help", "r"}), ElementsAre("run"));
}

TEST(Completion, OffersTheOptionsOfTheCommand) {
    EXPECT_THAT(words_after({"run", "--m"}), ElementsAre("--mqtt"));
    EXPECT_THAT(words_after({"run", "-"}),
                ElementsAre("-j", "--jobs", "--mqtt", "--time", "--report", "--broker", "--case",
                            "--strict"));
    EXPECT_THAT(words_after({"show", "--"}), IsEmpty());
}

TEST(Completion, OffersTheChoicesOfAnOption) {
    EXPECT_THAT(words_after({"run", "--mqtt", ""}), ElementsAre("3.1.1", "5.0"));
    EXPECT_THAT(words_after({"run", "--mqtt=5"}), ElementsAre("--mqtt=5.0"));
    EXPECT_THAT(words_after({"run", "--time", ""}), ElementsAre("auto", "virtual", "scaled:"));
}

TEST(Completion, OffersNothingWhereANumberIsExpected) {
    EXPECT_THAT(words_after({"run", "-j", ""}), IsEmpty());
}

TEST(Completion, OffersKindsThenFilesForAReport) {
    EXPECT_THAT(words_after({"run", "--report", "h"}), ElementsAre("html:"));
    EXPECT_EQ(completed({"run", "--report", "h"}).paths, Paths::none);
    EXPECT_THAT(words_after({"run", "--report", "html:o"}), IsEmpty());
    EXPECT_EQ(completed({"run", "--report", "html:o"}).paths, Paths::files);
}

TEST(Completion, OffersFilesBesideWords) {
    EXPECT_THAT(words_after({"run", "--broker", ""}), ElementsAre("mosquitto", "aedes"));
    EXPECT_EQ(completed({"run", "--broker", ""}).paths, Paths::files);
    EXPECT_THAT(words_after({"run", "w"}), ElementsAre("will/"));
    EXPECT_EQ(completed({"run", "w"}).paths, Paths::files);
    EXPECT_EQ(completed({"show", ""}).paths, Paths::folders);
}

TEST(Completion, TellsAKindWhatStandsBefore) {
    EXPECT_THAT(words_after({"run", "--strict", "a", "-j", "2", "b", "--case", ""}),
                ElementsAre("a[5.0]", "b[5.0]"));
}

TEST(Completion, OffersNothingAfterTheLastArgument) {
    EXPECT_EQ(completed({"show", "folder", ""}).paths, Paths::none);
    EXPECT_THAT(words_after({"run", "will/", "q"}), ElementsAre("qos/"));
}

TEST(Completion, OffersNothingForWhatIsNotDeclared) {
    EXPECT_THAT(words_after({"run", "--nonsense=x"}), IsEmpty());
    EXPECT_THAT(words_after({"nonsense", "--m"}), IsEmpty());
}

TEST(Completion, IsWrittenALineForEachWord) {
    EXPECT_EQ(to_lines({{{"html:", "a page\nof many lines"}, {"5.0"}}, Paths::files}),
              "html:\ta page\n5.0\t\n\tfiles\n");
    EXPECT_EQ(to_lines({{}, Paths::folders}), "\tfolders\n");
    EXPECT_EQ(to_lines({}), "");
}

}  // namespace
}  // namespace breakwire::harness
