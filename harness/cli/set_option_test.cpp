#include "harness/cli/set_option.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace breakwire::harness {
namespace {

using scenarios::ParameterSettings;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(SetOption, HasOneValueOrSeveral) {
    ParameterSettings set;
    EXPECT_EQ(parse_set("keep_alive=10s,20s", set), "");
    EXPECT_EQ(parse_set("topic=a=b", set), "");
    EXPECT_EQ(parse_set("payload=", set), "");
    EXPECT_THAT(set["keep_alive"], ElementsAre("10s", "20s"));
    EXPECT_THAT(set["topic"], ElementsAre("a=b"));
    EXPECT_THAT(set["payload"], ElementsAre(""));
}

TEST(SetOption, TakesACommaBehindABackslashAsItIs) {
    ParameterSettings set;
    const std::vector<std::string> values{"a,b", "c\\d", "\\,"};
    EXPECT_EQ(parse_set(set_option("payload", values), set), "");
    EXPECT_EQ(set["payload"], values);
}

TEST(SetOption, SaysWhatIsWrong) {
    ParameterSettings set{{"qos", {"1"}}};
    EXPECT_EQ(parse_set("qos", set), "expected NAME=VALUE or NAME=VALUE,VALUE, got qos");
    EXPECT_EQ(parse_set("=1", set), "expected NAME=VALUE or NAME=VALUE,VALUE, got =1");
    EXPECT_EQ(parse_set("qos=2", set), "'qos' is set twice");
}

}  // namespace
}  // namespace breakwire::harness
