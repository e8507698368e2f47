#include "reports/pcapng.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <sstream>

#include "reports/example_run.hpp"
#include "sim/base/errors.hpp"
#include "sim/mqtt/encode.hpp"
#include "sim/record/jsonl.hpp"

namespace breakwire::reports {
namespace {

namespace fs = std::filesystem;

using namespace sim;
using testing::HasSubstr;
using testing::Not;

std::string text_of(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

PacketSeen connect_packet() {
    mqtt::Connect connect;
    connect.version = mqtt::Version::v3_1_1;
    connect.client_id = "pump";
    return {"pump",          1,
            Direction::up,   Tap::client,
            connect.version, mqtt::encode(mqtt::Packet(connect), connect.version),
            nullptr,         std::nullopt};
}

/// A case that failed, with a record of its own: a pump connects and is reset.
class PcapngTest : public testing::Test {
protected:
    void SetUp() override {
        fs::create_directories(folder);
        result = example_run().cases[1];
        result.folder = folder;
        JsonlWriter writer(folder / "record.jsonl", {{"address", "127.64.0.1:1883"}});
        const auto on_wire = [](Transport what, Direction direction) {
            return ConnectionSeen{"pump", 1, direction, Tap::client, what, "127.64.0.2"};
        };
        writer.write({1, Instant{}, StepEvent{"1", "start pump", {"a.yaml", 1, 1}, Phase::begin}});
        writer.write({2, Instant{}, on_wire(Transport::dialing, Direction::up)});
        writer.write({3, Instant{40ms}, on_wire(Transport::established, Direction::down)});
        writer.write({4, Instant{40ms}, connect_packet()});
        writer.write({5, Instant{1s}, on_wire(Transport::rst, Direction::down)});
        writer.write({6, Instant{1s}, FaultEvent{1, "rst", "pump", Phase::hit, "1 connection"}});
    }
    void TearDown() override { fs::remove_all(folder); }

    /// The report of a run of this case alone.
    std::string report() {
        Pcapng pcapng;
        pcapng.write_to(folder / "out.pcapng");
        pcapng.run_started({"0.1.0", "breakwire run", 1, 1});
        pcapng.case_finished(result);
        pcapng.run_finished({});
        return text_of(folder / "out.pcapng");
    }

    fs::path folder = fs::path(testing::TempDir()) / ("pcapng-" + std::to_string(getpid()));
    CaseResult result;
};

TEST_F(PcapngTest, EqualsTheGoldenFile) {
    const std::string text = report();
    EXPECT_EQ(text, golden("capture.pcapng", text));
}

TEST_F(PcapngTest, SaysOfEachCaseWhatItIs) {
    const std::string text = report();
    EXPECT_THAT(text, HasSubstr("will/after_rst[5.0] client"));
    EXPECT_THAT(text, HasSubstr("mosquitto 2.0.11, MQTT 3.1.1, seed 7, wall time\nfailed: "));
    EXPECT_THAT(text, HasSubstr("\nrepeat: breakwire run"));
    EXPECT_THAT(text, HasSubstr("1.000 s  fault rst hits (pump): 1 connection"));
}

TEST_F(PcapngTest, GoesAsFarAsATornRecordDoes) {
    std::ofstream(folder / "record.jsonl", std::ios::app) << "{\"n\":7,";
    EXPECT_THAT(report(), HasSubstr("record.jsonl:8: the last line is torn (7 octets)"));
    std::ofstream(folder / "record.jsonl", std::ios::app) << "\n";
    EXPECT_THAT(report(), HasSubstr("record.jsonl:8:1: error: is no JSON"));
}

TEST_F(PcapngTest, LeavesOutCasesWithoutARecord) {
    fs::remove(folder / "record.jsonl");
    EXPECT_THAT(report(), Not(HasSubstr("will/after_rst")));
}

TEST_F(PcapngTest, LeavesNoPartialFileBehind) {
    report();
    EXPECT_FALSE(fs::exists(folder / "out.pcapng.part"));
    {
        Pcapng unfinished;
        unfinished.write_to(folder / "other.pcapng");
        unfinished.run_started({});
        EXPECT_TRUE(fs::exists(folder / "other.pcapng.part"));
    }
    EXPECT_FALSE(fs::exists(folder / "other.pcapng.part"));
}

TEST(Pcapng, SaysAtOnceWhichFileCannotBeWritten) {
    Pcapng pcapng;
    pcapng.write_to("/nonexistent/report.pcapng");
    EXPECT_THROW(pcapng.run_started({}), EnvironmentError);
}

}  // namespace
}  // namespace breakwire::reports
