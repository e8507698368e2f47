#include "scenarios/language/explain.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/checks/check.hpp"
#include "scenarios/language/schema.hpp"
#include "scenarios/steps/step.hpp"
#include "scenarios/testing/kinds.hpp"
#include "sim/faults/link_presets.hpp"

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

TEST(Explain, TellsWhatAPresetStandsForAndWhereItComesFrom) {
    const std::string told = explain("gprs", test_kinds());
    EXPECT_THAT(told, HasSubstr("preset gprs: 2G without EDGE\n"));
    EXPECT_THAT(told, HasSubstr("Short for {delay: 650ms, jitter: 100ms, loss: 1%, rate_up: "
                                "20kbit/s, rate_down: 80kbit/s}\n"));
    EXPECT_THAT(told, HasSubstr("Source: Loadero"));
    EXPECT_THAT(explain("nb_iot", test_kinds()), HasSubstr("Assumed, not published: p90"));
}

TEST(Explain, TellsTheSectionAndTheFaultOfALinksWord) {
    const std::string told = explain("loss", test_kinds());
    EXPECT_THAT(told, HasSubstr("section loss: "));
    EXPECT_THAT(told, HasSubstr("fault loss: "));
    EXPECT_THAT(explain("gilbert_elliott", test_kinds()), HasSubstr("1-h"));
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

TEST(Explain, TellsOfBrokerDrivers) {
    EXPECT_THAT(explain("remote", test_kinds()), HasSubstr("broker driver remote: started by"));
}

TEST(Explain, ListsTheCatalogueOfMalformations) {
    const std::string told = explain("", test_kinds());
    EXPECT_THAT(told, HasSubstr("\nmalformations\n"));
    EXPECT_THAT(told, HasSubstr("  qos_3              both QoS bits are set (publish; "
                                "v311/3.3.1-4, v5/3.3.1-4)"));
    EXPECT_THAT(explain("match", test_kinds()), HasSubstr("probability"));
}

TEST(Reference, HasEveryTopicWithItsKeys) {
    const std::string page = reference(test_kinds());
    for (const Declaration& kind : everything()) {
        EXPECT_THAT(page, HasSubstr(kind.name));
        for (const FieldInfo& field : kind.fields) {
            EXPECT_THAT(page, HasSubstr("| `" + field.key + "` | "));
        }
    }
    EXPECT_THAT(page, HasSubstr("\n## Parts of packet faults\n\n### match\n"));
    EXPECT_THAT(page, HasSubstr("\n- `acl_read`: it can be told who may read what\n"));
    EXPECT_THAT(page, HasSubstr("| `qos` | 0 \\| 1 \\| 2 | `0` | quality of service |"));
}

TEST(Explain, SuggestsTheTopicThatWasMeant) {
    try {
        explain("recieves", test_kinds());
        FAIL() << "an unknown topic was explained";
    } catch (const ConfigError& mistake) {
        EXPECT_STREQ(mistake.what(), "error: unknown topic 'recieves'; did you mean 'receives'?");
    }
}

/// Every example of a fault and of a preset is a line of a scenario without mistakes.
TEST(Explain, ShowsExamplesOfFaultsAndPresetsThatCanBeTyped) {
    std::string steps;
    for (const Declaration& fault : test_faults().declarations()) {
        if (!fault.example.empty()) steps += "  - " + fault.example + '\n';
    }
    EXPECT_THAT(steps, HasSubstr("{loss: "));
    for (const Declaration& preset : sim::preset_declarations()) {
        Mistakes mistakes;
        read_scenario("scenario: a\n" + preset.example +
                          "\ndevices: {thermometer: {link: field}}\nsteps:\n" + steps,
                      "examples.yaml", test_kinds(), mistakes);
        for (const ConfigError& mistake : mistakes.found()) ADD_FAILURE() << mistake.what();
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
