#pragma once

#include "devices/boards/console.hpp"
#include "devices/boards/hand.hpp"
#include "devices/boards/power_action.hpp"
#include "devices/boards/qmp.hpp"
#include "sim/io/child_process.hpp"

namespace breakwire::devices {

/// How a board announces that it has booted.
struct BootWatch {
    std::optional<LinePattern> boot{};  ///< its groups are what `proves` speaks of
    Duration within = 10s;
};

/// What an action can get hold of. Owned by the board; outlives the runner.
struct ActionMeans {
    /// The line of this name, or nullptr.
    std::function<Line*(const std::string& name)> line;
    Console* console = nullptr;  ///< where answers and the boot line are looked for
    Qmp* qmp = nullptr;
    Hand* hand = nullptr;
    BootWatch boot{};
    /// Replaced in arguments, in what is said and in questions: "{host}" by its value.
    std::map<std::string, std::string> placeholders{};
};

/// What came of an action.
struct ActionOutcome {
    std::string failure;              ///< why it did not work; empty if it did
    std::vector<std::string> output;  ///< what a program wrote, the last 200 lines
    std::optional<Console::Answer> answer{};
    std::optional<Console::Answer> boot{};  ///< the boot line, where `proves` asked for one
    bool ok() const { return failure.empty(); }
};

/// Does to a board what an action says: acts, looks for the proof, waits until it has settled. One
/// action at a time.
class ActionRunner {
public:
    using OnDone = std::function<void(const ActionOutcome&)>;

    ActionRunner(const LineSurroundings& around, ActionMeans means);
    ~ActionRunner();
    ActionRunner(const ActionRunner&) = delete;
    ActionRunner& operator=(const ActionRunner&) = delete;

    /// `on_done` is called once, later; a failure is one of the bench, not of the board's firmware.
    /// May be called from inside the kernel, not while `busy`.
    void perform(const PowerAction& action, OnDone on_done);
    bool busy() const;
    /// Why this machine cannot perform `action` at all: "the board has no line 'data'", "nobody
    /// sits at the terminal". Empty if it can.
    std::string unable(const PowerAction& action) const;
    ActionMeans& means();

private:
    class Run;
    LineSurroundings around_;
    ActionMeans means_;
    std::shared_ptr<Run> run_;
};

}  // namespace breakwire::devices
