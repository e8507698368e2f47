#include "devices/boards/power_action.hpp"

namespace breakwire::devices {

namespace {

constexpr const char* deed_keys[] = {"run", "pulse", "say", "break", "qmp", "by_hand"};

int deeds(const PowerAction& action) {
    return int{!action.run.empty()} + int{action.pulse.has_value()} + int{action.say.has_value()} +
           int{action.send_break.has_value()} + int{action.qmp.has_value()} +
           int{action.by_hand.has_value()};
}

}  // namespace

Fields<Pulse> Pulse::fields() {
    return Fields<Pulse>("pulse", "a modem line goes on for a while, and off again")
        .optional("dtr", &Pulse::dtr, "for how long DTR is on")
        .optional("rts", &Pulse::rts, "for how long RTS is on")
        .example("reset: {pulse: {rts: 100ms}, proves: {cause: pin}}");
}

void Pulse::validate(const Places& at) const {
    if (!dtr && !rts) at.fail("rts", "or dtr is missing");
}

Fields<PowerAction> PowerAction::fields() {
    return Fields<PowerAction>("action",
                               "something that is done to a board; one of run, pulse, "
                               "say, break, qmp and by_hand says what")
        .optional("run", &PowerAction::run, "a program with its arguments; it must exit with 0")
        .optional("pulse", &PowerAction::pulse, "DTR or RTS of a line go on for a while")
        .optional("say", &PowerAction::say, "a line for the console")
        .optional("answer", &PowerAction::answer, "what the board must answer to `say`")
        .optional("break", &PowerAction::send_break, "a BREAK on a line, for so long")
        .optional(
            "qmp", &PowerAction::qmp,
            "a command for QEMU: system_reset, stop, cont, quit; with arguments it is {execute: "
            "set_link, arguments: {name: wire, up: false}}")
        .optional("by_hand", &PowerAction::by_hand, "what a person is asked to do, who says Enter")
        .optional("line", &PowerAction::line, "of pulse, say and break")
        .optional("settle", &PowerAction::settle, "how long the board then needs")
        .optional("timeout", &PowerAction::timeout, "of the action itself")
        .optional("proves", &PowerAction::proves,
                  "what the boot line that must follow says: {cause: pin}")
        .example("reboot: {say: reboot, answer: \"^OK reboot\", proves: {cause: soft}}");
}

void PowerAction::validate(const Places& at) const {
    if (deeds(*this) == 0) at.fail("run", "or pulse, say, break, qmp, by_hand is missing");
    if (deeds(*this) > 1) {
        const char* last = deed_keys[0];
        for (const char* key : deed_keys) last = at.has(key) ? key : last;
        at.fail(last, "is not the only thing to do");
    }
    if (answer && !say) at.fail("answer", "is for say");
    if (at.has("line") && !pulse && !say && !send_break) {
        at.fail("line", "is for pulse, say and break");
    }
    if (timeout <= Duration{}) at.fail("timeout", "is no time at all");
}

std::string PowerAction::text() const {
    if (!run.empty()) return "run " + run.front();
    if (pulse) return std::string("pulse ") + (pulse->rts ? "rts" : "dtr");
    if (say) return "say " + *say;
    if (send_break) return "break";
    if (qmp) return "qmp " + qmp->execute;
    return "by hand: " + by_hand.value_or("");
}

std::vector<Declaration> power_declarations() {
    return {PowerAction::fields().declaration(), Pulse::fields().declaration()};
}

}  // namespace breakwire::devices
