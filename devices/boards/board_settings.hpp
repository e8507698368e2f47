#pragma once

#include <set>

#include "devices/boards/line_settings.hpp"
#include "devices/boards/power_action.hpp"
#include "sim/mqtt/value_types.hpp"

namespace breakwire::devices {

/// What a board says on its console in the course of its life, as typed under `expect:`.
struct BoardWords {
    std::optional<LinePattern> boot;      ///< the line it begins with
    std::optional<LinePattern> ready;     ///< the line after which it listens to its console
    std::vector<std::string> on_purpose;  ///< causes of boots that its firmware chooses itself
    std::vector<LinePattern> panic;       ///< lines of which none may come
    Duration boot_within{10s};            ///< from power to these lines

    static Fields<BoardWords> fields();
};

/// What can be done to a board's power, as typed under `power:`.
struct BoardPower {
    std::optional<PowerAction> on;
    std::optional<PowerAction> off;
    std::optional<PowerAction> reset;

    static Fields<BoardPower> fields();
    std::vector<const PowerAction*> all() const;
};

/// A board that is a process of ours: an emulator, or firmware that was built for this machine.
struct BoardProcess {
    std::vector<std::string> run;     ///< the program and its arguments
    std::optional<LineSettings> qmp;  ///< the machine protocol of QEMU

    static Fields<BoardProcess> fields();
    void validate(const Places& at) const;
};

/// Which connections at an address that boards share are a board's, as typed.
struct BoardMatch {
    std::string client_id;  ///< "{id}" is the one that the scenario gives it; empty: any
    std::string address;    ///< IPv4 or IPv6; empty: any

    static Fields<BoardMatch> fields();
    void validate(const Places& at) const;
    bool operator==(const BoardMatch&) const = default;
};

/// A board on a network of its own, which finds the broker at an address of ours.
struct BoardNetwork {
    std::optional<HostPort> listen;
    std::optional<BoardMatch> match;
    std::string ethernet;  ///< the name of an emulator's plug; empty if there is none

    static Fields<BoardNetwork> fields();
    void validate(const Places& at) const;

    /// Whether nothing tells whose of the two boards a connection is.
    bool confused_with(const BoardNetwork& other) const;
};

/// A board of a bench file, read and checked: who it can be, and how it is wired. Immutable.
struct BoardSettings {
    std::string name;                ///< its key under `boards:`
    std::vector<std::string> plays;  ///< models that it can stand in for
    std::vector<mqtt::Version> mqtt{mqtt::Version::v3_1_1};
    std::map<std::string, std::string> tags;
    std::string like;  ///< the board that it took its other keys from
    BoardWords expect;
    std::map<std::string, LineSettings> lines;
    std::optional<BoardProcess> start;
    BoardPower power;
    std::optional<PowerAction> flash;     ///< brings the firmware {image} onto it
    std::optional<PowerAction> identity;  ///< tells it its client identifier
    std::vector<PowerAction> setup;       ///< whatever else it has to be told
    std::optional<PowerAction> point_at;  ///< tells it where the broker is
    std::optional<PowerAction> stop;      ///< has it say goodbye
    std::optional<BoardNetwork> net;
    bool remembers = false;  ///< what it was told, over a restart

    static Fields<BoardSettings> fields();
    void validate(const Places& at) const;

    /// The line on which it can be talked to, or nullptr.
    const LineSettings* console() const;
    /// The name of the line that carries this; empty if there is none.
    std::string line_that_carries(Carries what) const;
    /// Whether its packets cross the device's link, and their loss is for it to mend.
    bool has_own_tcp() const;
    /// What it can do for a scenario: "console", "line", "stop", "power.off"... What takes a person
    /// is not among it: nobody sits there while scenarios run.
    std::set<std::string> abilities() const;
    bool speaks(mqtt::Version version) const;
};

/// The name of the line on which a board is talked to.
inline constexpr const char* console_line = "console";

/// The declarations of a board and of what is inside of one, for `explain`.
std::vector<Declaration> board_declarations();

}  // namespace breakwire::devices
