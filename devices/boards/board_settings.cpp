#include "devices/boards/board_settings.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>

namespace breakwire::devices {

namespace {

std::vector<std::string> names_of(const std::map<std::string, LineSettings>& lines) {
    std::vector<std::string> names;
    for (const auto& [name, _] : lines) names.push_back(name);
    return names;
}

/// Stands for the client identifier that a scenario gives a device.
constexpr std::string_view id_word = "{id}";

bool is_ip_address(const std::string& text) {
    boost::system::error_code bad;
    boost::asio::ip::make_address(text, bad);
    return !bad;
}

bool talks(const PowerAction& action) { return action.say || action.answer; }

bool is_there(const std::optional<PowerAction>& action) { return action && !action->needs_hand(); }

/// An action of a board with what it is called in the file.
using Named = std::pair<const char*, const PowerAction*>;

std::vector<Named> actions_of(const BoardSettings& board) {
    std::vector<Named> all;
    for (const PowerAction* each : board.power.all()) all.emplace_back("power", each);
    for (const PowerAction& each : board.setup) all.emplace_back("setup", &each);
    if (board.flash) all.emplace_back("flash", &*board.flash);
    if (board.identity) all.emplace_back("identity", &*board.identity);
    if (board.point_at) all.emplace_back("point_at", &*board.point_at);
    if (board.stop) all.emplace_back("stop", &*board.stop);
    return all;
}

void check_lines(const BoardSettings& board, const Places& at) {
    for (const auto& [where, action] : actions_of(board)) {
        const bool on_line = action->pulse || action->say || action->send_break;
        if (on_line && !board.lines.contains(action->line)) {
            at.fail(where, "is about line '" + action->line + "', which is not there" +
                               suggestion(action->line, names_of(board.lines)));
        }
        const bool listens = talks(*action) || !action->proves.empty();
        if (listens && board.console() == nullptr) {
            at.fail(where, "needs a line called console, on which the board answers");
        }
        if (action->qmp && (!board.start || !board.start->qmp)) {
            at.fail(where, "has a qmp command, and start has no qmp");
        }
        if (!action->proves.empty() && !board.expect.boot) {
            at.fail(where, "proves something by the boot line, and expect has no boot");
        }
    }
}

void check_ways_of_mqtt(const BoardSettings& board, const Places& at) {
    std::size_t ways = board.net ? 1 : 0;
    for (const auto& [_, line] : board.lines) ways += line.carries != Carries::none ? 1 : 0;
    if (ways == 0) at.fail("lines", "has none that carries mqtt or slip, and there is no net");
    if (ways > 1) at.fail("lines", "is one of several ways for its MQTT; there can be one");
}

void check_plug(const BoardSettings& board, const Places& at) {
    if (!board.net || board.net->ethernet.empty()) return;
    if (!board.start)
        at.fail("net", "has ethernet, which only an emulator brings: start is missing");
    if (board.lines.contains(board.net->ethernet)) {
        at.fail("net", "calls its ethernet as one of the lines is called");
    }
}

/// A tool wants the port for itself, so that nobody listens meanwhile.
void check_flash(const BoardSettings& board, const Places& at) {
    if (!board.flash || board.flash->run.empty() || board.flash->proves.empty()) return;
    at.fail("flash", "runs a program, while which its lines are closed, and cannot prove anything");
}

void check_console(const BoardSettings& board, const Places& at) {
    const LineSettings* console = board.console();
    if (console != nullptr && console->carries != Carries::none) {
        at.fail("lines", "has a console that carries mqtt or slip; it is for people");
    }
    const bool says = board.expect.boot || board.expect.ready || !board.expect.panic.empty();
    if (says && console == nullptr) at.fail("expect", "needs a line called console");
}

}  // namespace

Fields<BoardWords> BoardWords::fields() {
    return Fields<BoardWords>("expect of a board", "what a board says on its console")
        .optional("boot", &BoardWords::boot,
                  "the line it begins with; its groups (?<fw>...), (?<version>...), (?<id>...) and "
                  "(?<cause>...) are understood")
        .optional("ready", &BoardWords::ready, "the line after which it listens to its console")
        .optional("on_purpose", &BoardWords::on_purpose,
                  "the (?<cause>...) of boots that it may make whenever it likes: because it was "
                  "told to reboot, say; any other that nobody caused fails the case")
        .optional("panic", &BoardWords::panic, "lines that no healthy board says")
        .optional("boot_within", &BoardWords::boot_within,
                  "how long it may take from power to these lines");
}

Fields<BoardPower> BoardPower::fields() {
    return Fields<BoardPower>("power of a board", "how a board is switched and reset")
        .optional("on", &BoardPower::on, "gives it power")
        .optional("off", &BoardPower::off, "takes its power away")
        .optional("reset", &BoardPower::reset, "starts it anew");
}

std::vector<const PowerAction*> BoardPower::all() const {
    std::vector<const PowerAction*> actions;
    for (const auto* each : {&on, &off, &reset}) {
        if (*each) actions.push_back(&**each);
    }
    return actions;
}

Fields<BoardProcess> BoardProcess::fields() {
    return Fields<BoardProcess>("start of a board", "a board that is a process of ours")
        .required("run", &BoardProcess::run,
                  "the program and its arguments; {LINE} is where it finds the line of that name, "
                  "{folder} one of its own, {host} and {port} the broker, {id} its client "
                  "identifier")
        .optional("qmp", &BoardProcess::qmp, "QEMU's machine protocol, for qmp actions");
}

void BoardProcess::validate(const Places& at) const {
    if (run.empty()) at.fail("run", "is empty");
}

Fields<BoardMatch> BoardMatch::fields() {
    return Fields<BoardMatch>("match of a net", "which connections are a board's")
        .optional("client_id", &BoardMatch::client_id,
                  "the client identifier of its CONNECT; {id} in it is the one that the scenario "
                  "gives the device. Not inside of TLS or WebSockets")
        .optional("address", &BoardMatch::address, "its own IP address");
}

void BoardMatch::validate(const Places& at) const {
    if (client_id.empty() && address.empty()) {
        at.fail("client_id", "is missing, and there is no address");
    }
    if (!address.empty() && !is_ip_address(address)) {
        at.fail("address", "is no IP address, got '" + address + "'");
    }
}

Fields<BoardNetwork> BoardNetwork::fields() {
    return Fields<BoardNetwork>("net of a board", "a board with a network of its own")
        .optional("listen", &BoardNetwork::listen,
                  "where it finds the broker: an address of ours that it can reach, and a port")
        .optional("match", &BoardNetwork::match,
                  "which connections there are this board's, where others have the same address; "
                  "a connection that is nobody's is reset, and a note of the device says so")
        .optional(
            "ethernet", &BoardNetwork::ethernet,
            "instead: the name of an emulator's network plug, for start; Ethernet frames come "
            "as Unix datagrams to the path {NAME} and go to {NAME}.board. They cross the "
            "device's link, where faults act on them, to a gateway with DHCP at 10.0.2.2, "
            "which is the broker's {host}")
        .shorthand("listen");
}

void BoardNetwork::validate(const Places& at) const {
    if (!listen && ethernet.empty()) at.fail("listen", "is missing, and there is no ethernet");
    if (listen && !ethernet.empty()) at.fail("listen", "is for boards without ethernet");
    if (match && !ethernet.empty()) at.fail("match", "is for boards without ethernet");
    if (listen && !is_ip_address(listen->host)) {
        at.fail("listen", "is at no IP address, got '" + listen->host + "'");
    }
}

bool BoardNetwork::confused_with(const BoardNetwork& other) const {
    const bool shared = listen && listen == other.listen && listen->port != 0;
    const bool named = match && match->client_id.find(id_word) != std::string::npos;
    return shared && match == other.match && !named;
}

Fields<BoardSettings> BoardSettings::fields() {
    return Fields<BoardSettings>("board", "a board that can play devices of scenarios")
        .required("plays", &BoardSettings::plays, "models that it can stand in for")
        .optional("mqtt", &BoardSettings::mqtt, "the versions that it speaks")
        .optional("tags", &BoardSettings::tags, "whatever tells it from others, for people")
        .optional("like", &BoardSettings::like,
                  "another board: what is not said here is as there; lines, power, expect and tags "
                  "entry by entry")
        .optional("expect", &BoardSettings::expect, "what it says on its console")
        .optional("lines", &BoardSettings::lines,
                  "its lines by name; one called console is talked to, one carries mqtt or slip")
        .optional("start", &BoardSettings::start, "a process that is the board")
        .optional("power", &BoardSettings::power, "how it is switched and reset")
        .optional("flash", &BoardSettings::flash,
                  "brings the file {image} onto it, for `breakwire boards flash`; {LINE} is where "
                  "the line of that name is, and while a program runs no line is open")
        .optional(
            "identity", &BoardSettings::identity,
            "tells it its client identifier, {id}; a group (?<id>...) of the answer has to be "
            "that")
        .optional("setup", &BoardSettings::setup,
                  "whatever else it is told: {user}, {password}, {keep_alive} in seconds, {mqtt}")
        .optional("point_at", &BoardSettings::point_at,
                  "tells it where the broker is: {host}, {port}")
        .optional("stop", &BoardSettings::stop, "has it disconnect the orderly way")
        .optional("net", &BoardSettings::net, "how it finds the broker by its own network")
        .optional("remembers", &BoardSettings::remembers,
                  "what it was told, over a restart; if not, it is told again");
}

void BoardSettings::validate(const Places& at) const {
    if (plays.empty()) at.fail("plays", "names no model");
    if (mqtt.empty()) at.fail("mqtt", "names no version");
    check_ways_of_mqtt(*this, at);
    check_plug(*this, at);
    check_flash(*this, at);
    check_console(*this, at);
    check_lines(*this, at);
}

const LineSettings* BoardSettings::console() const {
    const auto found = lines.find(console_line);
    return found == lines.end() ? nullptr : &found->second;
}

std::string BoardSettings::line_that_carries(Carries what) const {
    for (const auto& [line, settings] : lines) {
        if (settings.carries == what) return line;
    }
    return "";
}

bool BoardSettings::has_own_tcp() const {
    return (net && !net->ethernet.empty()) || !line_that_carries(Carries::slip).empty();
}

std::set<std::string> BoardSettings::abilities() const {
    std::set<std::string> can;
    if (console() != nullptr) can.insert("console");
    if (!line_that_carries(Carries::mqtt).empty()) can.insert("line");
    // A board with a TCP of its own does as that likes.
    if (!has_own_tcp()) can.insert("simulated_tcp");
    if (is_there(stop)) can.insert("stop");
    const bool on = is_there(power.on) || start;
    const bool off = is_there(power.off) || start;
    if (on) can.insert("power.on");
    if (off) can.insert("power.off");
    if (on && off) can.insert("power.cycle");
    if (is_there(power.reset) || start) can.insert("power.reset");
    return can;
}

bool BoardSettings::speaks(mqtt::Version version) const {
    return std::find(mqtt.begin(), mqtt.end(), version) != mqtt.end();
}

std::vector<Declaration> board_declarations() {
    std::vector<Declaration> all{
        BoardSettings::fields().declaration(), BoardWords::fields().declaration(),
        BoardPower::fields().declaration(),    BoardProcess::fields().declaration(),
        BoardNetwork::fields().declaration(),  BoardMatch::fields().declaration()};
    for (Declaration& each : line_declarations()) all.push_back(std::move(each));
    for (Declaration& each : power_declarations()) all.push_back(std::move(each));
    return all;
}

}  // namespace breakwire::devices
