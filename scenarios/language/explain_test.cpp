#include "scenarios/language/explain.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/checks/check.hpp"
#include "scenarios/language/schema.hpp"
#include "scenarios/steps/step.hpp"
#include "scenarios/testing/kinds.hpp"

namespace breakwire::scenarios {
namespace {

using testing::HasSubstr;

std::vector<Declaration> everything() {
    std::vector<Declaration> out = builtin_steps().declarations();
    for (const auto& more : {builtin_checks().declarations(), test_faults().declarations(),
                             test_kinds().models, test_kinds().stacks}) {
        out.insert(out.end(), more.begin(), more.end());
    }
    return out;
}

TEST(Explain, ListsEveryDeclaredKind) {
    const std::string overview = explain("", test_kinds());
    for (const Declaration& kind : everything()) {
        EXPECT_THAT(overview, HasSubstr("  " + kind.name + ' ')) << kind.name;
    }
}

TEST(Explain, TellsHelpAndKeysOfEveryKind) {
    for (const Declaration& kind : everything()) {
        const std::string told = explain(kind.name, test_kinds());
        EXPECT_THAT(told, HasSubstr(kind.help));
        for (const FieldInfo& field : kind.fields) EXPECT_THAT(told, HasSubstr(field.key));
    }
}

TEST(Explain, ShowsAnExampleOfEveryStepCheckAndFault) {
    for (const auto& kinds : {builtin_steps().declarations(), builtin_checks().declarations(),
                              test_faults().declarations()}) {
        for (const Declaration& kind : kinds) {
            EXPECT_THAT(explain(kind.name, test_kinds()), HasSubstr("Example: "));
        }
    }
}

TEST(Explain, ShowsExamplesThatCanBeTyped) {
    std::string steps;
    for (const auto& kinds : {builtin_steps().declarations(), builtin_checks().declarations()}) {
        for (const Declaration& kind : kinds) steps += "  - " + kind.example + '\n';
    }
    Mistakes mistakes;
    read_scenario(
        "scenario: a\ndevices: {thermometer: , dashboard: , rogue: , listener: }\nsteps:\n" + steps,
        "examples.yaml", test_kinds(), mistakes);
    for (const ConfigError& mistake : mistakes.found()) ADD_FAILURE() << mistake.what();
}

TEST(Explain, TellsAllThatShareAName) {
    const std::string told = explain("broker", test_kinds());
    EXPECT_THAT(told, HasSubstr("section broker: "));
    EXPECT_THAT(told, HasSubstr("step broker: "));
}

TEST(Explain, SuggestsTheTopicThatWasMeant) {
    try {
        explain("recieves", test_kinds());
        FAIL() << "an unknown topic was explained";
    } catch (const ConfigError& mistake) {
        EXPECT_STREQ(mistake.what(), "error: unknown topic 'recieves'; did you mean 'receives'?");
    }
}

TEST(Schema, KnowsEveryStepCheckAndFault) {
    const nlohmann::json schema = scenario_schema(test_kinds());
    EXPECT_EQ(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    const auto& verbs = schema["$defs"]["steps"]["items"]["anyOf"][0]["properties"];
    EXPECT_EQ(verbs.size(), builtin_steps().names().size());
    for (const std::string& fault : test_faults().names()) {
        EXPECT_TRUE(verbs["fault"]["properties"].contains(fault)) << fault;
        EXPECT_TRUE(schema["$defs"]["fault"]["properties"].contains(fault)) << fault;
    }
    EXPECT_TRUE(verbs["fault"]["properties"].contains("for"));
    EXPECT_FALSE(verbs["fault"]["properties"].contains("KIND"));
    EXPECT_EQ(verbs["expect"]["additionalProperties"]["$ref"], "#/$defs/checks");
    EXPECT_FALSE(verbs["expect"]["properties"].contains("DEVICE"));
}

}  // namespace
}  // namespace breakwire::scenarios
