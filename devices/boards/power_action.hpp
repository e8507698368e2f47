#pragma once

#include <map>

#include "devices/boards/line_pattern.hpp"
#include "devices/boards/qmp_command.hpp"
#include "sim/base/fields.hpp"

namespace breakwire::devices {

/// DTR, RTS or both go on for a while and off again, which pulls what is wired to them low.
struct Pulse {
    std::optional<Duration> dtr{};
    std::optional<Duration> rts{};

    static Fields<Pulse> fields();
    void validate(const Places& at) const;
    std::string typed() const { return fields().typed(*this); }
};

/// Something that is done to a board, as typed under `power:` (on, off, reset, flash...): exactly
/// one of run, pulse, say, break, qmp and by_hand says what.
struct PowerAction {
    std::vector<std::string> run{};  ///< a program with its arguments
    std::optional<Pulse> pulse{};
    std::optional<std::string> say{};
    std::optional<LinePattern> answer{};  ///< to `say`
    std::optional<Duration> send_break{};
    std::optional<QmpCommand> qmp{};
    std::optional<std::string> by_hand{};

    std::string line = "console";  ///< for pulse, say and break
    Duration settle{};             ///< how long the board then needs before anything else
    Duration timeout = 10s;        ///< of the action itself, settling and booting apart
    /// The boot line that must follow names these: {cause: pin}.
    std::map<std::string, std::string> proves{};

    static Fields<PowerAction> fields();
    void validate(const Places& at) const;
    std::string typed() const { return fields().typed(*this); }

    /// "run uhubctl", "pulse rts", "say reboot": for messages.
    std::string text() const;
    /// Whether a person is needed.
    bool needs_hand() const { return by_hand.has_value(); }
};

/// The declarations of an action and of what is inside of one, for `explain`.
std::vector<Declaration> power_declarations();

}  // namespace breakwire::devices
