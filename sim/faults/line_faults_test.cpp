#include <gmock/gmock.h>

#include <array>

#include "sim/faults/fault_bench.hpp"
#include "sim/faults/value_types.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Writes down what it is asked to do to the lines of boards, of which each device has one.
class FakeLines final : public LinePort {
public:
    void garble(const std::string& device, Share octets, const Luck&, const OnHit& hit) override {
        note("garble " + device + ' ' + to_string(octets));
        on_hit = hit;
    }
    void swallow(const std::string& device, Share octets, const Luck&, const OnHit& hit) override {
        note("swallow " + device + ' ' + to_string(octets));
        on_hit = hit;
    }
    int pace(const std::string& device, std::uint32_t baud) override {
        return note("pace " + device + ' ' + std::to_string(baud));
    }
    int send_break(const std::string& device, Duration lasts) override {
        return note("break " + device + ' ' + to_string(lasts));
    }
    int set_baud(const std::string& device, std::uint32_t baud) override {
        return note("baud " + device + ' ' + std::to_string(baud));
    }
    int unplug(const std::string& device, Ending broker_sees) override {
        return note("unplug " + device + ' ' + ValueType<Ending>::text(broker_sees));
    }
    int plug(const std::string& device) override { return note("plug " + device); }

    int lines = 1;
    std::vector<std::string> calls;
    OnHit on_hit;

private:
    int note(std::string what) {
        calls.push_back(std::move(what));
        return lines;
    }
};

/// Writes down what becomes of the power of devices, of which one is on.
class FakePower final : public ProcessPort, public PowerPort {
public:
    bool kill() override { return false; }
    bool terminate() override { return false; }
    bool pause() override { return false; }
    bool resume() override { return false; }
    void start_after(Duration) override {}
    bool jump_clock(Duration) override { return false; }
    bool limit_descriptors(std::uint64_t) override { return false; }
    void lift_descriptor_limit() override {}
    bool fill_disk(DataSize) override { return false; }
    void clear_disk() override {}
    bool fail_files(FileOperation, int) override { return false; }
    int cut_power(const std::string&, Duration) override { return 0; }
    int power(const std::string& device, PowerVerb verb) override {
        constexpr std::array<const char*, 4> words{"off", "on", "reset", "cycle"};
        calls.push_back(words.at(static_cast<std::size_t>(verb)) + (' ' + device));
        return 1;
    }

    std::vector<std::string> calls;
};

class LineFaults : public testing::Test {
protected:
    LineFaults() {
        bench.board.attach(power, power);
        bench.board.attach(lines);
    }
    /// In force, and healed again.
    std::vector<std::string> calls_of(const std::string& kind, std::string_view settings) {
        bench.board.remove(bench.install(kind, settings));
        return lines.calls;
    }

    FaultBench bench;
    FakeLines lines;
    FakePower power;
};

TEST_F(LineFaults, GarbleOctetsUntilHealed) {
    EXPECT_THAT(calls_of("line_noise", "{device: pump, octets: 1%}"),
                ElementsAre("garble pump 1%", "garble pump 0%"));
}

TEST_F(LineFaults, SwallowOctetsUntilHealed) {
    EXPECT_THAT(
        calls_of("line_drop", "{device: [pump, valve], octets: 2%}"),
        ElementsAre("swallow pump 2%", "swallow valve 2%", "swallow pump 0%", "swallow valve 0%"));
}

TEST_F(LineFaults, HitWhenTheyTouchAnOctetAndNotBefore) {
    const std::uint64_t number = bench.install("line_noise", "{device: pump, octets: 1%}");
    EXPECT_THAT(bench.board.never_hit(), ElementsAre("line_noise (pump)"));
    lines.on_hit("pump, 3 octets");
    EXPECT_THAT(bench.board.never_hit(), IsEmpty());
    const auto late = lines.on_hit;
    bench.board.remove(number);
    late("pump, 1 octet");
    EXPECT_THAT(bench.story(), ElementsAre("begin line_noise: ", "hit line_noise: pump, 3 octets",
                                           "end line_noise: 1 hit"));
}

TEST_F(LineFaults, SlowTheLineDown) {
    EXPECT_THAT(calls_of("line_pace", "{device: pump, baud: 1200}"),
                ElementsAre("pace pump 1200", "pace pump 0"));
}

TEST_F(LineFaults, ChangeTheSpeedOfOurEnd) {
    EXPECT_THAT(calls_of("line_baud", "{device: pump, baud: 9600}"),
                ElementsAre("baud pump 9600", "baud pump 0"));
}

TEST_F(LineFaults, SendBreakOnce) {
    EXPECT_THAT(calls_of("line_break", "pump"), ElementsAre("break pump 250ms"));
    EXPECT_THAT(bench.story(), ElementsAre("begin line_break: ", "hit line_break: line of pump",
                                           "end line_break: 1 hit"));
}

TEST_F(LineFaults, UnplugAndPlug) {
    EXPECT_THAT(calls_of("unplug", "{device: pump, broker_sees: rst}"),
                ElementsAre("unplug pump rst", "plug pump"));
}

TEST_F(LineFaults, NeverHitADeviceWithoutALine) {
    lines.lines = 0;
    bench.install("unplug", "pump");
    EXPECT_THAT(bench.board.never_hit(), ElementsAre("unplug (pump)"));
}

TEST_F(LineFaults, NeverHitWhereThereAreNoBoards) {
    FaultBench without;
    without.install("line_pace", "{device: pump, baud: 1200}");
    EXPECT_THAT(without.board.never_hit(), ElementsAre("line_pace (pump)"));
}

TEST_F(LineFaults, SayWhatIsWrongWithTheirSettings) {
    EXPECT_THAT(mistakes_of("line_pace", "{device: pump, baud: 0}"),
                ElementsAre("a.yaml:1:22: error: baud is 0; unplug is what stops a line"));
    EXPECT_THAT(mistakes_of("line_noise", "{device: pump, octets: 0%}"),
                ElementsAre("a.yaml:1:24: error: octets is 0%, which touches nothing"));
    EXPECT_THAT(mistakes_of("unplug", "{device: pump, broker_sees: smoke}"),
                ElementsAre("a.yaml:1:29: error: expected one of rst | fin | silent, got 'smoke'"));
    EXPECT_THAT(mistakes_of("line_drop", "{device: []}").size(), 1U) << "octets is missing";
}

TEST_F(LineFaults, AreWantedOfWhoPlaysTheDevice) {
    for (const char* kind :
         {"line_noise", "line_drop", "line_pace", "line_baud", "line_break", "unplug"}) {
        EXPECT_THAT(bench.kinds.find(kind)->wants, ElementsAre("line")) << kind;
    }
}

TEST_F(LineFaults, APowerCutEndsWhenItHeals) {
    const std::uint64_t number = bench.install("power_cut", "pump");
    EXPECT_THAT(power.calls, ElementsAre("off pump"));
    bench.board.remove(number);
    EXPECT_THAT(power.calls, ElementsAre("off pump", "on pump"));
    EXPECT_THAT(bench.story(), ElementsAre("begin power_cut: ", "hit power_cut: 1 device",
                                           "end power_cut: 1 hit"));
}

TEST_F(LineFaults, AResetIsOverAtOnce) {
    bench.install("reset", "{device: [pump, valve]}");
    EXPECT_THAT(power.calls, ElementsAre("reset pump", "reset valve"));
    EXPECT_THAT(bench.story(),
                ElementsAre("begin reset: ", "hit reset: 2 devices", "end reset: 1 hit"));
}

}  // namespace
}  // namespace breakwire::sim
