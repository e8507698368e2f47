#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "harness/brokers/library_run.hpp"
#include "harness/brokers/text_file.hpp"

namespace breakwire::harness {
namespace {

using testing::HasSubstr;

const char* const split_fleet =
    "scenario: A fleet is heard\n"
    "mqtt: 5.0\n"
    "devices:\n"
    "  sensor_{n}:\n"
    "    count: 30\n"
    "    model: sensor\n"
    "    publish: [{topic: \"fleet/{n}\", every: 2s, phase: spread, qos: 1,\n"
    "               payload: \"reading {{n}}\"}]\n"
    "  collector: {model: observer, subscribe: [{filter: \"fleet/+\", qos: 1}]}\n"
    "steps:\n"
    "  - start: collector\n"
    "  - start: {devices: \"sensor_{n}\", ramp_up: 10/s}\n"
    "  - wait: 10s\n"
    "  - fault: {rst: {device: \"sensor_{n}\"}, share: 50%}\n"
    "  - wait: 10s\n"
    "  - stop: \"sensor_{n}\"\n"
    "  - expect: {collector: {receives_all: fleet/+}, within: 10s}\n";

class DeviceShards : public testing::Test {
protected:
    DeviceShards() { write_text(path("fleet.yaml"), split_fleet); }

    std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
    int breakwire(const std::string& command, const std::string& arguments) {
        const LibraryRun run(command, arguments);
        out = run.out;
        return run.exit_code;
    }
    int run_shard(const std::string& part, const std::string& output) {
        return breakwire("run", path("fleet.yaml") + " --keep --shard devices:" + part +
                                    " --output " + path(output));
    }
    /// The result of the one case in a folder.
    nlohmann::json result(const std::string& output) const {
        for (const auto& entry : std::filesystem::directory_iterator(path(output))) {
            const auto file = entry.path() / "case.json";
            if (std::filesystem::exists(file)) return nlohmann::json::parse(read_text(file));
        }
        return {};
    }
    static std::uint64_t acknowledged(const nlohmann::json& of) {
        for (const auto& each : of["latencies"]) {
            if (each["what"] == "acknowledge") return each["count"];
        }
        return 0;
    }

    std::string out;

private:
    ScratchFolder folder_;
};

TEST_F(DeviceShards, ReportAddsTheirLatenciesUp) {
    ASSERT_EQ(run_shard("1/2", "one"), 0) << out;
    ASSERT_EQ(run_shard("2/2", "two"), 0) << out;
    ASSERT_EQ(
        breakwire("report", path("one") + ' ' + path("two") + " --report json:" + path("all.json")),
        0)
        << out;
    EXPECT_THAT(out, HasSubstr("fleet[5.0], seed 1, 2 of 2 shards\n  connect 32 times: "));
    const auto report = nlohmann::json::parse(read_text(path("all.json")));
    ASSERT_EQ(report["sharded_fleets"].size(), 1U);
    EXPECT_EQ(acknowledged(report["sharded_fleets"][0]),
              acknowledged(result("one")) + acknowledged(result("two")));
}

TEST_F(DeviceShards, HaveDevicesAndAddressesOfTheirOwn) {
    ASSERT_EQ(run_shard("2/3", "two"), 0) << out;
    EXPECT_EQ(result("two")["id"], "fleet[5.0,devices=2-of-3]");
    EXPECT_EQ(result("two")["shard"], "2/3");
    const std::string record = read_text(path("two") + "/fleet[5.0,devices=2-of-3]/record.jsonl");
    EXPECT_THAT(record, HasSubstr("\"device\":\"sensor_11\""));
    EXPECT_THAT(record, HasSubstr("\"device\":\"sensor_20\""));
    EXPECT_THAT(record, Not(HasSubstr("\"device\":\"sensor_10\"")));
    EXPECT_THAT(record, Not(HasSubstr("\"device\":\"sensor_21\"")));
    EXPECT_THAT(record, HasSubstr("\"address\":\"127.64.85."));  // 65534 / 3 behind the first
}

TEST_F(DeviceShards, TogetherStartAsFastAsTheWhole) {
    ASSERT_EQ(run_shard("2/3", "two"), 0) << out;
    const std::string record = read_text(path("two") + "/fleet[5.0,devices=2-of-3]/record.jsonl");
    EXPECT_THAT(record, HasSubstr("start sensor_{n} at 3.33"));
}

TEST_F(DeviceShards, AreRepeatedAndReplayedAsTheyWere) {
    ASSERT_EQ(run_shard("1/2", "one"), 0) << out;
    EXPECT_THAT(std::string(result("one")["repeat"]), HasSubstr(" --shard devices:1/2"));
    EXPECT_EQ(breakwire("replay", path("one")), 0) << out;
    EXPECT_THAT(out, HasSubstr("the same outcome: passed, event for event"));
}

TEST_F(DeviceShards, NeedAFleetWithAsManyDevices) {
    EXPECT_EQ(run_shard("1/31", "one"), 2);
    EXPECT_THAT(out, HasSubstr("fleet.yaml:5:12: error: count is less than the parts"));
    EXPECT_EQ(run_shard("3/2", "one"), 2);
    EXPECT_THAT(out, HasSubstr("expected a part such as 2/4 or devices:2/4"));
}

}  // namespace
}  // namespace breakwire::harness
