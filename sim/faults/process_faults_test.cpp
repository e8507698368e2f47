#include <gmock/gmock.h>

#include <cerrno>

#include "sim/faults/fault_bench.hpp"
#include "sim/faults/io_error.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Writes down what it is asked to do to a process that runs or does not.
class FakeMachine final : public ProcessPort, public PowerPort {
public:
    bool kill() override { return note("kill"); }
    bool terminate() override { return note("terminate"); }
    bool pause() override { return note("pause"); }
    bool resume() override { return note("resume"); }
    void start_after(Duration pause) override { note("start after " + to_string(pause)); }
    bool jump_clock(Duration by) override {
        return note("clock " + std::to_string(by / std::chrono::seconds(1)));
    }
    bool limit_descriptors(std::uint64_t free) override {
        return note("descriptors " + std::to_string(free));
    }
    void lift_descriptor_limit() override { note("descriptors"); }
    bool fill_disk(DataSize left) override { return note("fill but " + to_string(left)); }
    void clear_disk() override { note("clear"); }
    bool fail_files(FileOperation operation, int error) override {
        return note(ValueType<FileOperation>::text(operation) + ' ' + std::to_string(error));
    }
    int cut_power(const std::string& device, Duration back_after) override {
        return note("power " + device + ' ' + to_string(back_after)) ? 2 : 0;
    }

    int power(const std::string&, PowerVerb) override { return 0; }

    bool running = true;
    std::vector<std::string> calls;

private:
    bool note(std::string what) {
        calls.push_back(std::move(what));
        return running;
    }
};

class ProcessFaults : public testing::Test {
protected:
    ProcessFaults() { bench.board.attach(machine, machine); }
    /// In force, and healed again.
    std::vector<std::string> calls_of(const std::string& kind, std::string_view settings) {
        const std::uint64_t number = bench.install(kind, settings);
        bench.board.remove(number);
        return machine.calls;
    }

    FaultBench bench;
    FakeMachine machine;
};

TEST_F(ProcessFaults, KillsTheBrokerOnce) {
    EXPECT_THAT(calls_of("kill", "{}"), ElementsAre("kill"));
    EXPECT_THAT(bench.story(),
                ElementsAre("begin kill: ", "hit kill: its process", "end kill: 1 hit"));
}

TEST_F(ProcessFaults, TerminatesTheBrokerOnce) {
    EXPECT_THAT(calls_of("terminate", "{process: broker}"), ElementsAre("terminate"));
}

TEST_F(ProcessFaults, StartsItAgainAfterARestart) {
    EXPECT_THAT(calls_of("restart", "{how: terminate, down_for: 30s}"),
                ElementsAre("terminate", "start after 30s"));
}

TEST_F(ProcessFaults, StartsNothingThatWasNotRunning) {
    machine.running = false;
    EXPECT_THAT(calls_of("restart", "{}"), ElementsAre("kill"));
    EXPECT_THAT(bench.board.never_hit(), ElementsAre("restart (broker)"));
}

TEST_F(ProcessFaults, PausesUntilItHeals) {
    const std::uint64_t number = bench.install("pause", "{}");
    EXPECT_THAT(machine.calls, ElementsAre("pause"));
    bench.board.remove(number);
    EXPECT_THAT(machine.calls, ElementsAre("pause", "resume"));
}

TEST_F(ProcessFaults, MovesTheClockThereAndBack) {
    EXPECT_THAT(calls_of("clock_jump", "{by: 1h}"), ElementsAre("clock 3600", "clock -3600"));
    machine.calls.clear();
    EXPECT_THAT(calls_of("clock_jump", "{by: 1h, back: true}"),
                ElementsAre("clock -3600", "clock 3600"));
}

TEST_F(ProcessFaults, TakesDescriptorsAndGivesThemBack) {
    EXPECT_THAT(calls_of("fd_exhaustion", "{free: 2}"),
                ElementsAre("descriptors 2", "descriptors"));
}

TEST_F(ProcessFaults, FillsTheDiskAndMakesRoom) {
    EXPECT_THAT(calls_of("disk_full", "{left: 4KiB}"), ElementsAre("fill but 4KiB", "clear"));
}

TEST_F(ProcessFaults, LetsOneOperationFailUntilItHeals) {
    const std::string error = std::to_string(EIO);
    EXPECT_THAT(calls_of("io_error", "{operation: sync}"), ElementsAre("sync " + error, "sync 0"));
}

TEST_F(ProcessFaults, CutsThePowerOfEachDevice) {
    EXPECT_THAT(calls_of("brownout", "{device: [pump, valve], down_for: 2s}"),
                ElementsAre("power pump 2s", "power valve 2s"));
    EXPECT_THAT(bench.story(),
                ElementsAre("begin brownout: ", "hit brownout: 4 devices", "end brownout: 1 hit"));
}

TEST_F(ProcessFaults, TouchNoTraffic) {
    bench.install("pause", "{}");
    EXPECT_FALSE(bench.segment(Direction::up).dropped());
    EXPECT_THAT(bench.packet(Direction::up, publish()).delay, Duration{});
}

TEST_F(ProcessFaults, KnowTheBrokerAlone) {
    EXPECT_THAT(mistakes_of("kill", "pump"),
                ElementsAre("a.yaml:1:1: error: process can only be the broker"));
    EXPECT_THAT(mistakes_of("io_error", "{operation: read}"),
                ElementsAre("a.yaml:1:13: error: expected one of open | write | sync | rename, got "
                            "'read'"));
    EXPECT_THAT(mistakes_of("kill", "broker"), IsEmpty());
}

}  // namespace
}  // namespace breakwire::sim
