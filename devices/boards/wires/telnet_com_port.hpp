#pragma once

#include <variant>

#include "devices/boards/wire.hpp"

namespace breakwire::devices {

/// The octets of telnet with the COM-PORT-OPTION, read and written; nothing of I/O.
/// Source: RFC 854 (commands), RFC 856 (binary), RFC 2217 (COM-PORT-OPTION, 44).
namespace telnet {

enum class Verb : std::uint8_t { will = 251, wont = 252, go = 253, dont = 254 };
enum class Option : std::uint8_t { binary = 0, suppress_go_ahead = 3, com_port = 44 };

/// What a client says; a server answers with 100 more.
enum class ComPort : std::uint8_t {
    baud = 1,
    data_size = 2,
    parity = 3,
    stop_size = 4,
    control = 5,
    line_state = 6,   ///< from the server only
    modem_state = 7,  ///< from the server only
    suspend = 8,
    resume = 9,
    line_state_mask = 10,
    modem_state_mask = 11,
};

/// Values of `ComPort::control`.
enum class Control : std::uint8_t {
    no_flow = 1,
    xonxoff = 2,
    rtscts = 3,
    break_on = 5,
    break_off = 6,
    dtr_on = 8,
    dtr_off = 9,
    rts_on = 11,
    rts_off = 12,
};

/// Octets of data, with those of value 255 doubled.
Bytes data(ByteView octets);
Bytes negotiate(Verb verb, std::uint8_t option);
Bytes set(ComPort what, ByteView value);
Bytes set(ComPort what, std::uint8_t value);
Bytes set_baud(std::uint32_t baud);

/// One thing that a server has said.
struct Negotiation {
    Verb verb{};
    std::uint8_t option = 0;
};
struct ComPortSaid {
    ComPort what{};  ///< as a client numbers it
    Bytes value;
};
using Said = std::variant<Bytes, Negotiation, ComPortSaid>;  ///< `Bytes`: data

/// Reads the octets of a server, cut anywhere.
class Reader {
public:
    std::vector<Said> read(ByteView octets);

private:
    enum class State { data, command, option, sub, sub_command };
    void take(std::uint8_t octet, std::vector<Said>& said);
    static void take_data(std::uint8_t octet, std::vector<Said>& said);
    void take_command(std::uint8_t octet, std::vector<Said>& said);
    void end_sub(std::vector<Said>& said);

    State state_ = State::data;
    Verb verb_{};
    Bytes sub_;  ///< of a subnegotiation
};

/// What NOTIFY-LINESTATE and NOTIFY-MODEMSTATE hold.
LineErrors errors_of(std::uint8_t line_state);
bool tells_break(std::uint8_t line_state);
ModemLines modem_lines_of(std::uint8_t modem_state);
/// The bits of a line's state that we want to be told of.
inline constexpr std::uint8_t line_state_wanted = 16 + 8 + 4 + 2;

}  // namespace telnet
}  // namespace breakwire::devices
