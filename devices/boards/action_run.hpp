#pragma once

#include "devices/boards/action_runner.hpp"

namespace breakwire::devices {

/// An action under way: it acts, then waits for the boot line that proves it, then until the board
/// has settled.
class ActionRunner::Run final : public std::enable_shared_from_this<Run> {
public:
    Run(const LineSurroundings& around, const ActionMeans& means, PowerAction action,
        OnDone on_done)
        : around_(around),
          means_(means),
          action_(std::move(action)),
          on_done_(std::move(on_done)) {}

    /// Not from inside the kernel. `unable`: why it cannot be done at all; empty if it can.
    void begin(const std::string& unable);
    bool over() const { return on_done_ == nullptr; }
    /// Nobody hears of it any more.
    void abandon();

private:
    using Step = void (Run::*)();

    void act();
    void run_program();
    void ended(const sim::ChildExit& exit);
    void pulse();
    void end_pulse(ModemLine which);
    void rest(ModemLine which);
    void say();
    void send_break();
    void tell_qemu();
    void ask_person();

    void await_boot();
    void booted(const std::optional<Console::Answer>& answer);
    void acted();
    void prove();
    std::string disproof() const;
    void settle();
    void fail(const std::string& what);
    void conclude();

    void after(Duration delay, Step step);
    std::string filled(std::string text) const;
    std::string last_words() const;
    void release();

    LineSurroundings around_;
    const ActionMeans& means_;
    PowerAction action_;
    OnDone on_done_;  ///< null once it is over
    ActionOutcome outcome_;
    bool acted_ = false;
    std::vector<ModemLine> pulsed_;  ///< that are away from where they rest
    Timers::Id deadline_ = 0;
    std::vector<Timers::Id> steps_;
    Console::WaitId answer_wait_ = 0;
    Console::WaitId boot_wait_ = 0;
    std::unique_ptr<sim::ChildProcess> program_;
};

}  // namespace breakwire::devices
