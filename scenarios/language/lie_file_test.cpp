#include "scenarios/language/lie_file.hpp"

#include <gmock/gmock.h>

#include "sim/faults/builtin.hpp"

namespace breakwire::scenarios {
namespace {

using ::testing::ElementsAre;

class LieFile : public testing::Test {
protected:
    LieFile() { sim::add_builtin_faults(faults); }

    std::vector<BrokerLie> read(const std::string& text) {
        return read_lies(text, "a.yaml", "will", faults, mistakes);
    }
    std::vector<std::string> told() {
        mistakes.sort();
        std::vector<std::string> out;
        for (const ConfigError& each : mistakes.found()) out.emplace_back(each.what());
        return out;
    }

    Catalog<sim::Fault> faults{"fault"};
    Mistakes mistakes;
};

TEST_F(LieFile, HoldsLiesByNameInTheirOrder) {
    const auto lies = read(
        "twice:\n"
        "  lie: The will comes twice\n"
        "  breaks: v5/3.1.2-8\n"
        "  mqtt: 5.0\n"
        "  packets: {packet_duplicate: {match: {type: publish, is_will: true}}}\n"
        "public:\n"
        "  lie: Nobody is asked for a password\n"
        "  breaks: [v311/3.1.3-1, BW-ACL-1]\n"
        "  requires: users\n"
        "  misreads: [passwords, rules]\n");
    EXPECT_THAT(told(), ElementsAre());
    ASSERT_EQ(lies.size(), 2U);
    EXPECT_EQ(lies[0].id, "will/twice");
    EXPECT_EQ(lies[0].sentence, "The will comes twice");
    EXPECT_TRUE(lies[0].speaks(mqtt::Version::v5_0));
    EXPECT_FALSE(lies[0].speaks(mqtt::Version::v3_1_1));
    EXPECT_EQ(lies[1].misreadings(),
              (std::set<Misreading>{Misreading::passwords, Misreading::rules}));
    EXPECT_THAT(lies[1].abilities, ElementsAre("users"));
}

TEST_F(LieFile, IsAboutAllDevicesUnlessSomeAreNamed) {
    const auto lies = read(
        "dropped:\n"
        "  lie: Nothing arrives\n"
        "  breaks: v5/4.3.1-1\n"
        "  packets: [{packet_drop: {match: {type: publish}}}]\n");
    ASSERT_EQ(lies.size(), 1U);
    const auto fault = faults.make_one(lies[0].packets.at(0), mistakes);
    ASSERT_NE(fault, nullptr);
    EXPECT_THAT(fault->targets(), ElementsAre("*"));
}

TEST_F(LieFile, TellsAllMistakesWithTheirPlaces) {
    read(
        "Loud one:\n"
        "  lie: It shouts\n"
        "  breaks: [v4/1, v5/3.1.2-99]\n"
        "  misreads: passwort\n"
        "empty: {}\n"
        "slow:\n"
        "  lie: It is slow\n"
        "  breaks: v5/4.3.1-1\n"
        "  packets:\n"
        "    - delay: {by: 2s}\n"
        "    - packet_drop: {match: {tipe: publish}}\n"
        "    - packet_drop: {device: pump, match: {}}\n");
    EXPECT_THAT(
        told(),
        ElementsAre(
            "a.yaml:1:1: error: the name of a lie holds small letters, digits and '_', got 'Loud "
            "one'",
            "a.yaml:3:12: error: 'v4/1' is no normative id, such as v311/3.1.2-8, v5/3.1.2-22 or "
            "BW-ACL-1",
            "a.yaml:3:18: error: 'v5/3.1.2-99' is no statement; the last of its section is "
            "'v5/3.1.2-30'",
            "a.yaml:4:13: error: expected one of passwords | rules | reads | writes | denials | "
            "access | levels | names | changes | persistence | queues, got 'passwort'",
            "a.yaml:5:8: error: lies: missing key 'lie' (one sentence: what such a broker does)",
            "a.yaml:5:8: error: lies: missing key 'breaks' (normative ids: v311/3.1.2-8, "
            "v5/3.1.2-8, BW-ACL-1)",
            "a.yaml:10:7: error: 'delay' cannot be a lie: it does not act on packets",
            "a.yaml:11:29: error: unknown key 'tipe'; did you mean 'type'?",
            "a.yaml:12:29: error: unknown device 'pump'"));
}

TEST_F(LieFile, RefusesLiesThatSayNothing) {
    read(
        "silent: {lie: '', breaks: [], mqtt: []}\n"
        "silent: {lie: It says nothing, breaks: v5/4.3.1-1}\n");
    EXPECT_THAT(told(),
                ElementsAre("a.yaml:1:9: error: lies need packets or misreads",
                            "a.yaml:1:15: error: lie is empty: one sentence on what such a broker "
                            "does",
                            "a.yaml:1:27: error: breaks is empty: which statement is it that it "
                            "breaks?",
                            "a.yaml:1:37: error: mqtt names no version",
                            "a.yaml:2:1: error: lie 'silent' is there twice",
                            "a.yaml:2:9: error: lies need packets or misreads"));
}

TEST_F(LieFile, IsAMapping) {
    read("[a, b]");
    EXPECT_THAT(told(), ElementsAre("a.yaml:1:1: error: expected names of lies, each with what it "
                                    "is, got a list"));
}

TEST_F(LieFile, HasToBeThere) {
    load_lies("no_such.yaml", "x", faults, mistakes);
    EXPECT_THAT(told(), ElementsAre("no_such.yaml:1:1: error: cannot read this file"));
}

}  // namespace
}  // namespace breakwire::scenarios
