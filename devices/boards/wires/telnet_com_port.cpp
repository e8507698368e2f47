#include "devices/boards/wires/telnet_com_port.hpp"

namespace breakwire::devices::telnet {

namespace {

constexpr std::uint8_t iac = 255;
constexpr std::uint8_t sub_begin = 250;
constexpr std::uint8_t sub_end = 240;
constexpr std::uint8_t com_port = static_cast<std::uint8_t>(Option::com_port);
constexpr std::uint8_t server_offset = 100;

Bytes octets_of(std::initializer_list<std::uint8_t> values) {
    Bytes out;
    for (const std::uint8_t value : values) out.push_back(std::byte{value});
    return out;
}

}  // namespace

Bytes data(ByteView octets) {
    Bytes out;
    out.reserve(octets.size());
    for (const std::byte octet : octets) {
        if (octet == std::byte{iac}) out.push_back(octet);
        out.push_back(octet);
    }
    return out;
}

Bytes negotiate(Verb verb, std::uint8_t option) {
    return octets_of({iac, static_cast<std::uint8_t>(verb), option});
}

Bytes set(ComPort what, ByteView value) {
    Bytes out = octets_of({iac, sub_begin, com_port, static_cast<std::uint8_t>(what)});
    const Bytes escaped = data(value);
    out.insert(out.end(), escaped.begin(), escaped.end());
    const Bytes end = octets_of({iac, sub_end});
    out.insert(out.end(), end.begin(), end.end());
    return out;
}

Bytes set(ComPort what, std::uint8_t value) { return set(what, ByteView(octets_of({value}))); }

Bytes set_baud(std::uint32_t baud) {
    Bytes value;
    for (int shift = 24; shift >= 0; shift -= 8) {
        value.push_back(static_cast<std::byte>((baud >> shift) & 0xFF));
    }
    return set(ComPort::baud, value);
}

std::vector<Said> Reader::read(ByteView octets) {
    std::vector<Said> said;
    for (const std::byte octet : octets) take(std::to_integer<std::uint8_t>(octet), said);
    return said;
}

void Reader::take(std::uint8_t octet, std::vector<Said>& said) {
    switch (state_) {
        case State::data:
            if (octet != iac) return take_data(octet, said);
            state_ = State::command;
            return;
        case State::command:
            return take_command(octet, said);
        case State::option:
            state_ = State::data;
            said.emplace_back(Negotiation{verb_, octet});
            return;
        case State::sub:
            if (octet == iac) {
                state_ = State::sub_command;
            } else {
                sub_.push_back(std::byte{octet});
            }
            return;
        case State::sub_command:
            state_ = State::sub;
            if (octet == iac) sub_.push_back(std::byte{octet});
            if (octet == sub_end) end_sub(said);
            return;
    }
}

void Reader::take_data(std::uint8_t octet, std::vector<Said>& said) {
    if (said.empty() || !std::holds_alternative<Bytes>(said.back())) said.emplace_back(Bytes());
    std::get<Bytes>(said.back()).push_back(std::byte{octet});
}

/// Commands without an option (NOP, Are You There...) mean nothing to a line.
void Reader::take_command(std::uint8_t octet, std::vector<Said>& said) {
    state_ = State::data;
    if (octet == iac) {
        take_data(octet, said);
    } else if (octet == sub_begin) {
        sub_.clear();
        state_ = State::sub;
    } else if (octet > sub_begin) {
        verb_ = static_cast<Verb>(octet);
        state_ = State::option;
    }
}

void Reader::end_sub(std::vector<Said>& said) {
    state_ = State::data;
    if (sub_.size() < 2 || sub_[0] != std::byte{com_port}) return;
    const auto what = std::to_integer<std::uint8_t>(sub_[1]);
    if (what < server_offset) return;
    said.emplace_back(ComPortSaid{static_cast<ComPort>(what - server_offset),
                                  to_bytes(ByteView(sub_).subspan(2))});
}

// Bits of LSR and MSR of the UART that the option was made for.

LineErrors errors_of(std::uint8_t line_state) {
    return {(line_state & 8U) != 0, (line_state & 4U) != 0, (line_state & 2U) != 0};
}

bool tells_break(std::uint8_t line_state) { return (line_state & 16U) != 0; }

ModemLines modem_lines_of(std::uint8_t state) {
    return {(state & 16U) != 0, (state & 32U) != 0, (state & 128U) != 0, (state & 64U) != 0};
}

}  // namespace breakwire::devices::telnet
