#pragma once

#include "devices/boards/connection_end.hpp"
#include "devices/boards/host_port.hpp"
#include "sim/base/fields.hpp"

namespace breakwire::devices {

enum class Parity { none, even, odd, mark, space };
enum class FlowControl { none, rtscts, xonxoff };
/// How a modem line of ours (DTR, RTS) is held while the line is open.
enum class Held { as_is, on, off };
/// What the octets of a line are.
enum class Carries { none, mqtt, slip };
/// How a board learns that its connection is gone, which a line cannot say by itself.
enum class ClosingNotice {
    nothing,     ///< it finds out by its ping
    send_break,  ///< BREAK, for 250 ms
    drop_dtr,    ///< DTR goes off for 250 ms, as a modem's carrier would
};

/// One end of a TCP connection, as typed: `{connect: "lab-pi:4002"}` or `{listen: 127.0.0.1:0}`.
struct TcpEnd {
    std::optional<HostPort> connect{};
    std::optional<HostPort> listen{};

    static Fields<TcpEnd> fields();
    void validate(const Places& at) const;
    std::string typed() const { return fields().typed(*this); }
};

/// One end of a Unix-domain stream, as typed: a path to connect to, or `{listen: PATH}`.
struct UnixEnd {
    std::optional<std::string> connect{};
    std::optional<std::string> listen{};

    static Fields<UnixEnd> fields();
    void validate(const Places& at) const;
    std::string typed() const { return fields().typed(*this); }
};

/// What ends a line that is said to a board, as typed: "\r", "\r\n".
struct Eol {
    std::string octets = "\n";
};

/// A board's line, as typed under `lines:`. Exactly one key says of which kind its wire is.
struct LineSettings {
    // The wire.
    std::optional<std::string> serial{};  ///< a terminal device, by a name that stays
    std::optional<HostPort> rfc2217{};
    std::optional<TcpEnd> tcp{};
    std::optional<std::string> pty{};  ///< the link by which the far side finds it
    std::optional<UnixEnd> unix_socket{};

    // How octets look on a serial wire.
    std::uint32_t baud = 115200;
    int data_bits = 8;
    Parity parity = Parity::none;
    int stop_bits = 1;
    FlowControl flow = FlowControl::none;
    Held dtr = Held::as_is;
    Held rts = Held::as_is;

    /// Octets take the time that they would at this speed, 10 bits each; for wires without one.
    std::optional<std::uint32_t> pace{};
    Eol eol{};  ///< ends a line that is said to the board
    DataSize log_limit{16 * 1024 * 1024};

    Carries carries = Carries::none;
    // For `carries: mqtt`.
    ConnectionEnd on_reconnect = ConnectionEnd::rst;
    ConnectionEnd on_hangup = ConnectionEnd::rst;
    ClosingNotice on_close = ClosingNotice::nothing;

    static Fields<LineSettings> fields();
    void validate(const Places& at) const;
    std::string typed() const { return fields().typed(*this); }

    int wires() const;
    /// Whether it has DTR, RTS, BREAK and a speed.
    bool has_modem_lines() const { return serial.has_value() || rfc2217.has_value(); }
};

/// The declarations of the mappings of a line and inside of one, for `explain`.
std::vector<Declaration> line_declarations();

}  // namespace breakwire::devices

namespace breakwire {

template <>
struct ValueType<devices::Eol> {
    static std::string name() { return "text"; }
    static nlohmann::json schema() { return {{"type", "string"}}; }
    static std::optional<devices::Eol> read(const Node& node, Mistakes& mistakes);
    /// Quoted and escaped as YAML wants it.
    static std::string text(const devices::Eol& value);
};

template <>
struct EnumNames<devices::Parity> {
    static std::vector<std::pair<std::string, devices::Parity>> names();
};
template <>
struct EnumNames<devices::FlowControl> {
    static std::vector<std::pair<std::string, devices::FlowControl>> names();
};
template <>
struct EnumNames<devices::Held> {
    static std::vector<std::pair<std::string, devices::Held>> names();
};
template <>
struct EnumNames<devices::Carries> {
    static std::vector<std::pair<std::string, devices::Carries>> names();
};
template <>
struct EnumNames<devices::ClosingNotice> {
    static std::vector<std::pair<std::string, devices::ClosingNotice>> names();
};

}  // namespace breakwire
