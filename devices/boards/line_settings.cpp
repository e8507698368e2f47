#include "devices/boards/line_settings.hpp"

namespace breakwire::devices {

namespace {

/// The keys that say of which kind a wire is.
constexpr const char* wire_keys[] = {"serial", "rfc2217", "tcp", "pty", "unix"};

template <class End>
void exactly_one_way(const End& end, const Places& at) {
    if (end.connect && end.listen) at.fail("listen", "cannot be beside connect");
    if (!end.connect && !end.listen) at.fail("connect", "or listen is missing");
}

Fields<LineSettings> wire_fields() {
    return Fields<LineSettings>("line",
                                "a line of a board; one of serial, rfc2217, tcp, pty and "
                                "unix says where it is")
        .optional("serial", &LineSettings::serial,
                  "a terminal device, by a name that stays: /dev/serial/by-id/...")
        .optional("rfc2217", &LineSettings::rfc2217, "a serial port behind telnet (ser2net...)")
        .optional("tcp", &LineSettings::tcp, "octets over TCP: {connect: ...} or {listen: ...}")
        .optional("pty", &LineSettings::pty, "a terminal made for the far side, under this name")
        .optional("unix", &LineSettings::unix_socket,
                  "a Unix-domain stream: a path to connect to, or {listen: PATH}");
}

Fields<LineSettings> with_serial_fields(Fields<LineSettings> fields) {
    return std::move(fields)
        .optional("baud", &LineSettings::baud, "symbols per second; odd speeds too")
        .optional("data_bits", &LineSettings::data_bits, "5 to 8")
        .optional("parity", &LineSettings::parity, "the parity bit")
        .optional("stop_bits", &LineSettings::stop_bits, "1 or 2")
        .optional("flow", &LineSettings::flow, "flow control")
        .optional("dtr", &LineSettings::dtr, "how DTR is held; opening raises it for a moment")
        .optional("rts", &LineSettings::rts, "how RTS is held; opening raises it for a moment");
}

Fields<LineSettings> with_mqtt_fields(Fields<LineSettings> fields) {
    return std::move(fields)
        .optional(
            "carries", &LineSettings::carries,
            "mqtt: a CONNECT in its octets opens a connection of the device. slip: IP packets (RFC "
            "1055), which cross the device's link to a gateway at 10.0.2.2, the broker's {host}; "
            "the board has any other address of 10.0.2.0/24")
        .optional("on_reconnect", &LineSettings::on_reconnect,
                  "what the broker sees of the old connection when the board sends CONNECT again")
        .optional("on_hangup", &LineSettings::on_hangup,
                  "what the broker sees when the line is gone")
        .optional("on_close", &LineSettings::on_close,
                  "how the board is told that its connection is gone");
}

void check_ranges(const LineSettings& line, const Places& at) {
    if (line.baud == 0) at.fail("baud", "is no speed");
    if (line.pace == 0U) at.fail("pace", "is no speed");
    if (line.data_bits < 5 || line.data_bits > 8) at.fail("data_bits", "is not 5 to 8");
    if (line.stop_bits < 1 || line.stop_bits > 2) at.fail("stop_bits", "is not 1 or 2");
    if (line.log_limit.bytes < 4096) at.fail("log_limit", "is less than 4KiB");
}

/// What only means something together with something else.
void check_company(const LineSettings& line, const Places& at) {
    const auto lonely = [&at](const char* key, bool in_company, const char* what) {
        if (at.has(key) && !in_company) at.fail(key, what);
    };
    for (const char* key : {"baud", "data_bits", "parity", "stop_bits", "flow", "dtr", "rts"}) {
        lonely(key, line.has_modem_lines(), "is for serial and rfc2217");
    }
    lonely("pace", !line.has_modem_lines(), "is for wires that have no speed of their own");
    for (const char* key : {"on_reconnect", "on_hangup", "on_close"}) {
        lonely(key, line.carries == Carries::mqtt, "is for lines with carries: mqtt");
    }
    if (line.on_close != ClosingNotice::nothing && !line.has_modem_lines()) {
        at.fail("on_close", "needs serial or rfc2217");
    }
}

}  // namespace

Fields<TcpEnd> TcpEnd::fields() {
    return Fields<TcpEnd>("tcp", "one end of a line over TCP")
        .optional("connect", &TcpEnd::connect, "where the far side listens")
        .optional("listen", &TcpEnd::listen,
                  "where we listen; port 0 is any; who comes last has the line")
        .example("tcp: {connect: \"lab-pi:4002\"}");
}

void TcpEnd::validate(const Places& at) const { exactly_one_way(*this, at); }

Fields<UnixEnd> UnixEnd::fields() {
    return Fields<UnixEnd>("unix", "one end of a line over a Unix-domain stream")
        .optional("connect", &UnixEnd::connect, "the path at which the far side listens")
        .optional("listen", &UnixEnd::listen,
                  "the path at which we listen; who comes last has the line")
        .shorthand("connect")
        .example("unix: {listen: console.sock}");
}

void UnixEnd::validate(const Places& at) const { exactly_one_way(*this, at); }

Fields<LineSettings> LineSettings::fields() {
    return with_mqtt_fields(
               with_serial_fields(wire_fields())
                   .optional("pace", &LineSettings::pace,
                             "octets take the time they would at this speed, for "
                             "wires that have none")
                   .optional("eol", &LineSettings::eol, "ends a line that is said to the board")
                   .optional("log_limit", &LineSettings::log_limit,
                             "of its log on disk; the oldest goes first"))
        .example("lines: {console: {serial: /dev/serial/by-id/usb-FTDI-if00, baud: 115200}}");
}

void LineSettings::validate(const Places& at) const {
    if (wires() == 0) at.fail("serial", "or rfc2217, tcp, pty, unix is missing");
    if (wires() > 1) {
        const char* last = wire_keys[0];
        for (const char* key : wire_keys) last = at.has(key) ? key : last;
        at.fail(last, "is not the only wire");
    }
    check_ranges(*this, at);
    check_company(*this, at);
}

int LineSettings::wires() const {
    return int{serial.has_value()} + int{rfc2217.has_value()} + int{tcp.has_value()} +
           int{pty.has_value()} + int{unix_socket.has_value()};
}

std::vector<Declaration> line_declarations() {
    return {LineSettings::fields().declaration(), TcpEnd::fields().declaration(),
            UnixEnd::fields().declaration()};
}

}  // namespace breakwire::devices

namespace breakwire {

std::optional<devices::Eol> ValueType<devices::Eol>::read(const Node& node, Mistakes& mistakes) {
    if (node.is_scalar()) return devices::Eol{node.text};
    expected(node, mistakes, "text such as \"\\r\"");
    return std::nullopt;
}

std::string ValueType<devices::Eol>::text(const devices::Eol& value) {
    std::string out;
    for (const char c : value.octets) {
        if (c == '\r') {
            out += "\\r";
        } else if (c == '\n') {
            out += "\\n";
        } else {
            out += c;
        }
    }
    return '"' + out + '"';
}

std::vector<std::pair<std::string, devices::Parity>> EnumNames<devices::Parity>::names() {
    using enum devices::Parity;
    return {{"none", none}, {"even", even}, {"odd", odd}, {"mark", mark}, {"space", space}};
}

std::vector<std::pair<std::string, devices::FlowControl>> EnumNames<devices::FlowControl>::names() {
    using enum devices::FlowControl;
    return {{"none", none}, {"rtscts", rtscts}, {"xonxoff", xonxoff}};
}

std::vector<std::pair<std::string, devices::Held>> EnumNames<devices::Held>::names() {
    return {
        {"as_is", devices::Held::as_is}, {"on", devices::Held::on}, {"off", devices::Held::off}};
}

std::vector<std::pair<std::string, devices::Carries>> EnumNames<devices::Carries>::names() {
    return {{"none", devices::Carries::none},
            {"mqtt", devices::Carries::mqtt},
            {"slip", devices::Carries::slip}};
}

std::vector<std::pair<std::string, devices::ClosingNotice>>
EnumNames<devices::ClosingNotice>::names() {
    using enum devices::ClosingNotice;
    return {{"nothing", nothing}, {"break", send_break}, {"drop_dtr", drop_dtr}};
}

}  // namespace breakwire
