#include <gmock/gmock.h>

#include <cstdio>
#include <sstream>

#include "harness/brokers/program.hpp"
#include "harness/brokers/text_file.hpp"
#include "harness/runner/scratch.hpp"
#include "sim/base/errors.hpp"
#include "sim/record/jsonl.hpp"

namespace breakwire::harness {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

using Lines = std::vector<std::string>;

Lines output_of(const std::string& command) {
    FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
    std::string text;
    char buffer[4096];
    for (std::size_t size = 0; (size = fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
        text.append(buffer, size);
    }
    EXPECT_EQ(pclose(pipe), 0) << command;
    Lines lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

bool has_tshark() {
    try {
        find_program("tshark", "tshark");
        return true;
    } catch (const EnvironmentError&) {
        return false;
    }
}

/// The capture of a real case with a reset in it, as tshark reads it.
class Capture : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        if (!has_tshark()) GTEST_SKIP() << "tshark is not installed";
        output_of(std::string(BREAKWIRE_PROGRAM) + " run first_steps/goodbye_unsaid --mqtt " +
                  GetParam() + " --keep --output " + output.string() +
                  " --report pcapng:" + file.string());
    }

    /// The values of a field in the frames that a filter lets through, one line each.
    Lines fields(const std::string& filter, const std::string& field) const {
        return output_of("tshark -r " + file.string() +
                         " -o tcp.check_checksum:TRUE -o ip.check_checksum:TRUE -Y '" + filter +
                         "' -T fields -e " + field);
    }
    std::string id() const { return std::string("first_steps/goodbye_unsaid[") + GetParam() + ']'; }
    /// The types of the packets that a tap recorded, as MQTT numbers them.
    Lines recorded_types(sim::Tap tap) const {
        Lines types;
        sim::RecordReader reader(output / id() / "record.jsonl");
        while (const auto event = reader.next()) {
            const auto* packet = event->as<sim::PacketSeen>();
            if (packet == nullptr || packet->tap != tap) continue;
            types.push_back(std::to_string(std::to_integer<int>(packet->bytes[0]) >> 4));
        }
        return types;
    }

    ScratchFolder folder;
    fs::path output = folder.path() / "runs";
    fs::path file = folder.path() / "all.pcapng";
};

TEST_P(Capture, HasNothingThatTsharkObjectsTo) {
    EXPECT_THAT(fields("_ws.malformed || tcp.analysis.flags || ip.checksum.status == 0 || "
                       "tcp.checksum.status == 0 || tcp.port == 1883 && tcp.len > 0 && !mqtt",
                       "frame.number"),
                IsEmpty());
}

TEST_P(Capture, HasEveryPacketOfTheRecordAtBothTaps) {
    EXPECT_THAT(fields("mqtt && frame.interface_name == \"" + id() + " client\"", "mqtt.msgtype"),
                ElementsAreArray(recorded_types(sim::Tap::client)));
    EXPECT_THAT(fields("mqtt && frame.interface_name == \"" + id() + " broker\"", "mqtt.msgtype"),
                ElementsAreArray(recorded_types(sim::Tap::broker)));
}

TEST_P(Capture, IsDissectedAsTheVersionOfTheCase) {
    const std::string level = GetParam() == std::string("5.0") ? "5" : "4";
    const std::string at_client = " && frame.interface_name contains \"client\"";
    EXPECT_THAT(fields("mqtt.ver == " + level + at_client, "mqtt.clientid"),
                UnorderedElementsAre("dashboard", "thermometer"));
    EXPECT_THAT(
        fields("mqtt.msgtype == 3 && mqtt.topic == \"plant/1/state\"" + at_client, "mqtt.msg"),
        ElementsAre("6f66666c696e65"));
}

TEST_P(Capture, CommentsOnTheSegmentThatAFaultHit) {
    const Lines comments =
        fields("tcp.flags.reset == 1 && frame.interface_name contains \"client\"", "frame.comment");
    ASSERT_EQ(comments.size(), 1U);
    EXPECT_THAT(comments[0], HasSubstr("fault rst hits (thermometer): 1 connection"));
}

TEST_P(Capture, IsMadeFromRunFoldersToo) {
    const std::size_t frames = fields("frame", "frame.number").size();
    fs::remove(file);
    output_of(std::string(BREAKWIRE_PROGRAM) + " report " + output.string() +
              " --report pcapng:" + file.string());
    EXPECT_EQ(fields("frame", "frame.number").size(), frames);
    EXPECT_GT(frames, 0U);
}

TEST_P(Capture, IsShownAsText) {
    const Lines lines = output_of(std::string(BREAKWIRE_PROGRAM) + " show " + output.string() +
                                  " --device dashboard");
    EXPECT_THAT(lines, Contains(AllOf(HasSubstr("dashboard <- broker  PUBLISH"),
                                      HasSubstr("plant/1/state \"offline\""))));
    EXPECT_THAT(lines, Contains(HasSubstr("* fault rst hits (thermometer): 1 connection")));
    EXPECT_THAT(lines, Not(Contains(HasSubstr("thermometer ->"))));
}

INSTANTIATE_TEST_SUITE_P(OfEitherVersion, Capture, testing::Values("3.1.1", "5.0"),
                         [](const auto& version) {
                             return std::string(version.param) == "5.0" ? "v5" : "v311";
                         });

}  // namespace
}  // namespace breakwire::harness
