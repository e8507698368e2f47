#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "harness/brokers/library_run.hpp"
#include "harness/brokers/text_file.hpp"
#include "sim/record/jsonl.hpp"

namespace breakwire::harness {
namespace {

using testing::HasSubstr;

/// A fleet of which a tenth is recorded, or all of it, as a parameter says. What the collector gets
/// is judged by what everybody has sent.
std::string sampled_fleet(const std::string& last_step) {
    return "scenario: A fleet is heard\n"
           "mqtt: 5.0\n"
           "parameters: {part: 10%}\n"
           "record: {devices: \"{part}\", broker_log: false}\n"
           "devices:\n"
           "  sensor_{n}:\n"
           "    count: 40\n"
           "    model: sensor\n"
           "    client: {clean: false, session_expiry: 1d}\n"
           "    publish: [{topic: \"fleet/{n}\", every: 2s, phase: spread, qos: 1,\n"
           "               payload: \"reading {{n}}\"}]\n"
           "  collector: {model: observer, subscribe: [{filter: \"fleet/+\", qos: 1}]}\n"
           "steps:\n"
           "  - start: [collector, \"sensor_{n}\"]\n"
           "  - wait: 1m\n"
           "  - fault: {rst: {device: \"sensor_{n}\"}, share: 25%}\n"
           "  - wait: 1m\n"
           "  - stop: \"sensor_{n}\"\n" +
           last_step;
}

const char* const all_arrives = "  - expect: {collector: {receives_all: fleet/+}, within: 10s}\n";
const char* const sensor_is_there = "  - never: {sensor_3: disconnected, for: 1s}\n";

class SampledRecord : public testing::Test {
protected:
    /// Runs it and keeps everything; returns the exit code.
    int run(const std::string& last_step, const std::string& more = "") {
        const std::string file = (folder() / "fleet.yaml").string();
        write_text(file, sampled_fleet(last_step));
        return breakwire("run", file + " --keep --output " + runs() + ' ' + more);
    }
    int breakwire(const std::string& command, const std::string& arguments) {
        const LibraryRun run(command, arguments);
        out = run.out;
        return run.exit_code;
    }
    std::string runs() const { return (folder() / "runs").string(); }
    const std::filesystem::path& folder() const { return folder_.path(); }

    std::filesystem::path case_folder() const {
        for (const auto& entry : std::filesystem::directory_iterator(runs())) {
            if (entry.is_directory()) return entry.path();
        }
        return {};
    }
    nlohmann::json result() const {
        return nlohmann::json::parse(read_text(case_folder() / "case.json"));
    }
    /// The devices of which the record has packets, and whether its events are numbered one by one.
    std::set<std::string> recorded() const {
        sim::RecordReader reader(case_folder() / "record.jsonl");
        left_out = reader.left_out();
        std::set<std::string> devices;
        std::uint64_t count = 0;
        while (const auto event = reader.next()) {
            EXPECT_EQ(event->number, ++count);
            EXPECT_EQ(event->as<sim::BrokerLog>(), nullptr);
            const auto* seen = event->as<sim::PacketSeen>();
            if (seen != nullptr) devices.insert(seen->device);
        }
        return devices;
    }

    std::string out;
    mutable std::optional<std::string> left_out;

private:
    ScratchFolder folder_;
};

TEST_F(SampledRecord, HasAPartOfTheFleetAndSaysSo) {
    ASSERT_EQ(run(all_arrives), 0) << out;
    const auto devices = recorded();
    EXPECT_EQ(devices.size(), 4U + 1U);
    EXPECT_TRUE(devices.contains("collector"));
    EXPECT_EQ(left_out, "36 of 40 devices of fleets, the broker's log");
    EXPECT_EQ(result()["left_out"]["what"], *left_out);
    EXPECT_GT(result()["left_out"]["events"], 1000);
    ASSERT_EQ(breakwire("show", runs()), 0) << out;
    EXPECT_THAT(out, HasSubstr("left out: 36 of 40 devices of fleets, the broker's log"));
}

TEST_F(SampledRecord, IsJudgedAsTheWholeIs) {
    ASSERT_EQ(run(all_arrives), 0) << out;
    const nlohmann::json sampled = result();
    std::filesystem::remove_all(runs());
    ASSERT_EQ(run(all_arrives, "--set part=100%"), 0) << out;
    EXPECT_EQ(recorded().size(), 41U);
    EXPECT_EQ(sampled["fingerprint"], result()["fingerprint"]);
    EXPECT_EQ(sampled["laws"], result()["laws"]);
    EXPECT_EQ(sampled["latencies"], result()["latencies"]);
}

TEST_F(SampledRecord, IsReplayedEventForEvent) {
    ASSERT_EQ(run(all_arrives), 0) << out;
    EXPECT_EQ(breakwire("replay", runs()), 0) << out;
    EXPECT_THAT(out, HasSubstr("the same outcome: passed, event for event"));
}

TEST_F(SampledRecord, JudgesADeviceThatItLeavesOut) {
    ASSERT_EQ(run(sensor_is_there), 1) << out;
    EXPECT_THAT(out, HasSubstr("never sensor_3 is disconnected"));
    EXPECT_THAT(out, HasSubstr("the record leaves out 36 of 40 devices of fleets"));
}

TEST_F(SampledRecord, EvidenceIsWhereTheRecordHasIt) {
    ASSERT_EQ(run("  - expect: {collector: {receives: fleet/1}, within: 1s}\n"
                  "  - expect: {collector: {receives: fleet/x}, within: 1s}\n"),
              1)
        << out;
    const std::uint64_t last = [&] {
        sim::RecordReader reader(case_folder() / "record.jsonl");
        std::uint64_t count = 0;
        while (reader.next()) ++count;
        return count;
    }();
    for (const auto& finding : result()["findings"]) {
        for (const std::uint64_t number : finding["evidence"]) EXPECT_LE(number, last);
    }
}

}  // namespace
}  // namespace breakwire::harness
