#include "harness/shell/man_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace breakwire::harness {
namespace {

using testing::HasSubstr;

std::string page() {
    DeclaredCommand run{"run", "runs scenarios", "Examples:\n\n  breakwire run 'a'"};
    run.options = {{.value = "PATHS", .help = "files", .repeated = true},
                   {.names = {"-j", "--jobs"},
                    .value = "INT",
                    .range = "1 - 100",
                    .help = "at a time",
                    .preset = "2"},
                   {.names = {"--mqtt"}, .value = "VERSION", .choices = {"3.1.1", "5.0"}},
                   {.names = {"--strict"}, .help = ".odd\n'odder"}};
    return man_page({.name = "breakwire", .help = "breaks", .footer = "0 well", .commands = {run}},
                    {"1.2.3", "May 4, 2026"});
}

TEST(ManPage, SaysWhichVersionItIsOf) {
    EXPECT_THAT(page(), HasSubstr(".Dd May 4, 2026\n.Dt BREAKWIRE 1\n.Os \"Breakwire 1.2.3\"\n"));
}

TEST(ManPage, HasASectionForEachCommand) {
    EXPECT_THAT(page(), HasSubstr(".Ss \"\\&run\"\nruns scenarios\n"));
    EXPECT_THAT(page(), HasSubstr("Op Ar \"\\&PATHS\" ..."));
}

TEST(ManPage, HasEachOptionWithWhatItTakes) {
    EXPECT_THAT(page(), HasSubstr(".It Fl \"\\&j\" , Fl Fl \"\\&jobs\" Ar \"\\&INT\"\n"
                                  "at a time\n(1 \\- 100)\n(default: 2)\n"));
    EXPECT_THAT(page(), HasSubstr(".It Fl Fl \"\\&mqtt\" Ar \"\\&3.1.1|5.0\"\n"));
}

TEST(ManPage, HasTextThatIsNoRequestAndCanBePasted) {
    EXPECT_THAT(page(), HasSubstr("\n\\&.odd\n\\&\\(aqodder\n"));
    EXPECT_THAT(page(), HasSubstr("\\&  breakwire run \\(aqa\\(aq\n"));
}

TEST(ManPage, KeepsTheLinesOfExamples) {
    EXPECT_THAT(page(), HasSubstr(".Bd -literal -offset indent\n\\&Examples:\n\n\\&  breakwire"));
}

}  // namespace
}  // namespace breakwire::harness
