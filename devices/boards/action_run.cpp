#include "devices/boards/action_run.hpp"

#include <utility>

#include "sim/base/errors.hpp"

namespace breakwire::devices {

namespace {

constexpr std::size_t output_kept = 200;

/// Where a modem line rests: on if it is held there, else off.
bool rests_on(const Line& line, ModemLine which) {
    const LineSettings& settings = line.settings();
    return (which == ModemLine::dtr ? settings.dtr : settings.rts) == Held::on;
}

std::string_view name_of_line(ModemLine which) { return which == ModemLine::dtr ? "DTR" : "RTS"; }

}  // namespace

void ActionRunner::Run::begin(const std::string& unable) {
    if (over()) return;
    if (!unable.empty()) return fail(unable);
    deadline_ = around_.timers.after(action_.timeout, [self = shared_from_this()] {
        self->deadline_ = 0;
        self->fail("not done within " + to_string(self->action_.timeout) + self->last_words());
    });
    if (!action_.proves.empty()) await_boot();
    act();
}

// --- The deed -----------------------------------------------------------------------------------

void ActionRunner::Run::act() {
    if (!action_.run.empty()) return run_program();
    if (action_.pulse) return pulse();
    if (action_.say) return say();
    if (action_.send_break) return send_break();
    if (action_.qmp) return tell_qemu();
    ask_person();
}

void ActionRunner::Run::run_program() {
    sim::ChildCommand command;
    for (const std::string& argument : action_.run) command.arguments.push_back(filled(argument));
    try {
        program_ = std::make_unique<sim::ChildProcess>(
            around_.io, around_.driver, command,
            sim::ChildProcess::Events{
                [this](std::string_view line) {
                    auto& output = outcome_.output;
                    if (output.size() == output_kept) output.erase(output.begin());
                    output.emplace_back(line);
                },
                [self = shared_from_this()](const sim::ChildExit& exit) { self->ended(exit); }});
    } catch (const EnvironmentError& error) {
        fail(error.what());
    }
}

void ActionRunner::Run::ended(const sim::ChildExit& exit) {
    if (exit.signal == 0 && exit.code == 0) return acted();
    const auto& output = outcome_.output;
    fail(exit.text() + (output.empty() ? "" : ": " + output.back()));
}

/// Away from where the line rests, and back.
void ActionRunner::Run::pulse() {
    const auto begin = [this](ModemLine which, const std::optional<Duration>& length) {
        if (!length || over()) return;
        Line& line = *means_.line(action_.line);
        if (!line.set_modem_line(which, !rests_on(line, which))) {
            return fail(std::string(name_of_line(which)) + " of " + line.name() +
                        " cannot be moved: " + (line.is_open() ? "it has none" : line.trouble()));
        }
        pulsed_.push_back(which);
        steps_.push_back(around_.timers.after(
            *length, [self = shared_from_this(), which] { self->end_pulse(which); }));
    };
    begin(ModemLine::dtr, action_.pulse->dtr);
    begin(ModemLine::rts, action_.pulse->rts);
}

void ActionRunner::Run::end_pulse(ModemLine which) {
    rest(which);
    std::erase(pulsed_, which);
    if (pulsed_.empty()) acted();
}

/// A board whose own USB port is the line takes it away while it is reset; the line is held as the
/// settings say when it is opened again.
void ActionRunner::Run::rest(ModemLine which) {
    Line& line = *means_.line(action_.line);
    line.set_modem_line(which, rests_on(line, which));
}

void ActionRunner::Run::say() {
    Line& line = *means_.line(action_.line);
    if (!line.is_open()) return fail(line.name() + " is not open: " + line.trouble());
    if (action_.answer) {
        answer_wait_ = means_.console->await(
            *action_.answer, action_.timeout,
            [self = shared_from_this()](const std::optional<Console::Answer>& answer) {
                self->answer_wait_ = 0;
                if (!answer) return;  // The action's own time is up too.
                self->outcome_.answer = answer;
                self->acted();
            });
    }
    const std::string text = filled(*action_.say) + line.settings().eol.octets;
    line.write(as_bytes(text));
    if (!action_.answer) acted();
}

void ActionRunner::Run::send_break() {
    Line& line = *means_.line(action_.line);
    if (!line.send_break(*action_.send_break)) {
        return fail(line.name() + " cannot send BREAK" +
                    (line.is_open() ? "" : ": it is not open: " + line.trouble()));
    }
    after(*action_.send_break, &Run::acted);
}

void ActionRunner::Run::tell_qemu() {
    means_.qmp->execute(action_.qmp->execute, action_.qmp->arguments, action_.timeout,
                        [self = shared_from_this()](const Qmp::Reply& reply) {
                            if (self->over()) return;
                            if (!reply.ok()) return self->fail(reply.error);
                            self->acted();
                        });
}

void ActionRunner::Run::ask_person() {
    means_.hand->ask(filled(*action_.by_hand), [self = shared_from_this()] { self->acted(); });
}

// --- The proof ----------------------------------------------------------------------------------

/// Waits from before the deed on: a board may boot before a program that resets it has ended.
void ActionRunner::Run::await_boot() {
    boot_wait_ = means_.console->await(
        *means_.boot.boot, action_.timeout + means_.boot.within,
        [self = shared_from_this()](const std::optional<Console::Answer>& answer) {
            self->boot_wait_ = 0;
            self->booted(answer);
        });
}

void ActionRunner::Run::booted(const std::optional<Console::Answer>& answer) {
    if (!answer) return;  // The deed's or the boot's own time is up too.
    outcome_.boot = answer;
    if (acted_) return prove();
    // A person who has pressed the button need not press Enter as well.
    if (!action_.by_hand) return;
    means_.hand->withdraw();
    acted();
}

void ActionRunner::Run::acted() {
    if (over() || std::exchange(acted_, true)) return;
    around_.timers.cancel(std::exchange(deadline_, 0));
    if (action_.proves.empty()) return settle();
    if (outcome_.boot) return prove();
    deadline_ = around_.timers.after(means_.boot.within, [self = shared_from_this()] {
        self->deadline_ = 0;
        self->fail("no boot line within " + to_string(self->means_.boot.within) +
                   self->last_words());
    });
}

void ActionRunner::Run::prove() {
    around_.timers.cancel(std::exchange(deadline_, 0));
    const std::string disproved = disproof();
    if (!disproved.empty()) return fail(disproved);
    settle();
}

std::string ActionRunner::Run::disproof() const {
    const Console::Answer& boot = *outcome_.boot;
    for (const auto& [name, wanted] : action_.proves) {
        const auto said = boot.match.find(name);
        if (said != boot.match.end() && said->second == wanted) continue;
        const std::string seen = said == boot.match.end() ? "nothing" : "'" + said->second + "'";
        return "the boot line says " + seen + " for " + name + ", not '" + wanted +
               "': " + boot.line.text;
    }
    return "";
}

void ActionRunner::Run::settle() { after(action_.settle, &Run::conclude); }

// --- The end ------------------------------------------------------------------------------------

void ActionRunner::Run::fail(const std::string& what) {
    if (over()) return;
    outcome_.failure = action_.text() + ": " + what;
    conclude();
}

void ActionRunner::Run::conclude() {
    if (over()) return;
    const auto on_done = std::exchange(on_done_, nullptr);
    release();
    on_done(outcome_);
}

void ActionRunner::Run::abandon() {
    on_done_ = nullptr;
    release();
}

/// Lets go of all that could call, and of the board's reset line.
void ActionRunner::Run::release() {
    for (const ModemLine which : std::exchange(pulsed_, {})) rest(which);
    around_.timers.cancel(std::exchange(deadline_, 0));
    for (const Timers::Id step : std::exchange(steps_, {})) around_.timers.cancel(step);
    if (means_.console != nullptr) {
        means_.console->cancel(std::exchange(answer_wait_, 0));
        means_.console->cancel(std::exchange(boot_wait_, 0));
    }
    if (action_.by_hand && means_.hand != nullptr) means_.hand->withdraw();
    program_.reset();
}

void ActionRunner::Run::after(Duration delay, Step step) {
    steps_.push_back(
        around_.timers.after(delay, [self = shared_from_this(), step] { (self.get()->*step)(); }));
}

std::string ActionRunner::Run::filled(std::string text) const {
    for (const auto& [name, value] : means_.placeholders) {
        const std::string typed = '{' + name + '}';
        for (auto at = text.find(typed); at != text.npos; at = text.find(typed, at)) {
            text.replace(at, typed.size(), value);
            at += value.size();
        }
    }
    return text;
}

std::string ActionRunner::Run::last_words() const {
    if (means_.console == nullptr || means_.console->last_lines().empty()) return "";
    return "; the board said last: " + means_.console->last_lines().back().text;
}

}  // namespace breakwire::devices
