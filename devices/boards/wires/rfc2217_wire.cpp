#include "devices/boards/wires/rfc2217_wire.hpp"

namespace breakwire::devices {

namespace {

constexpr std::uint8_t number_of(telnet::Option option) {
    return static_cast<std::uint8_t>(option);
}

std::uint8_t number_of(Parity parity) {
    switch (parity) {
        case Parity::none:
            return 1;
        case Parity::odd:
            return 2;
        case Parity::even:
            return 3;
        case Parity::mark:
            return 4;
        case Parity::space:
            return 5;
    }
    return 1;
}

telnet::Control number_of(FlowControl flow) {
    if (flow == FlowControl::rtscts) return telnet::Control::rtscts;
    return flow == FlowControl::xonxoff ? telnet::Control::xonxoff : telnet::Control::no_flow;
}

/// Whether we want an option to be in force, on either side.
bool wanted(std::uint8_t option) {
    return option == number_of(telnet::Option::binary) ||
           option == number_of(telnet::Option::suppress_go_ahead) ||
           option == number_of(telnet::Option::com_port);
}

}  // namespace

Rfc2217Wire::Rfc2217Wire(const LineSurroundings& around, const LineSettings& settings,
                         WireEvents& events)
    : around_(around),
      settings_(settings),
      events_(events),
      stream_(around, *settings.rfc2217, *this) {}

void Rfc2217Wire::open() {
    close();
    stream_.open();
}

void Rfc2217Wire::close() {
    disarm();
    if (connected_) *connected_ = false;
    agreed_ = open_ = suspended_ = false;
    held_.clear();
    stream_.close();
}

void Rfc2217Wire::on_wire_open() {
    connected_ = std::make_shared<bool>(true);
    reader_ = {};
    deadline_ = around_.timers.after(limit, [this] {
        deadline_ = 0;
        give_up("the server does not agree to RFC 2217 within " + to_string(limit));
    });
    for (const telnet::Option option :
         {telnet::Option::com_port, telnet::Option::binary, telnet::Option::suppress_go_ahead}) {
        stream_.write(telnet::negotiate(telnet::Verb::will, number_of(option)));
    }
    stream_.write(telnet::negotiate(telnet::Verb::go, number_of(telnet::Option::binary)));
    stream_.write(
        telnet::negotiate(telnet::Verb::go, number_of(telnet::Option::suppress_go_ahead)));
}

void Rfc2217Wire::on_wire_bytes(ByteView bytes) {
    const auto connected = connected_;
    for (const telnet::Said& said : reader_.read(bytes)) {
        if (!*connected) return;
        std::visit([this](const auto& what) { take(what); }, said);
    }
}

void Rfc2217Wire::take(const Bytes& data) {
    if (open_) events_.on_wire_bytes(data);
}

/// Only requests that change something are answered, so that nobody answers answers (RFC 854). Our
/// own have been made when the connection was.
void Rfc2217Wire::take(const telnet::Negotiation& negotiation) {
    const auto [verb, option] = negotiation;
    const bool com_port = option == number_of(telnet::Option::com_port);
    if (verb == telnet::Verb::go && com_port && !agreed_) {
        agreed_ = true;
        return send_settings();
    }
    if (verb == telnet::Verb::dont && com_port)
        return give_up("the server does not speak RFC 2217");
    if (verb == telnet::Verb::go && !wanted(option))
        stream_.write(telnet::negotiate(telnet::Verb::wont, option));
    if (verb == telnet::Verb::will && com_port)
        stream_.write(telnet::negotiate(telnet::Verb::go, option));
    if (verb == telnet::Verb::will && !wanted(option)) {
        stream_.write(telnet::negotiate(telnet::Verb::dont, option));
    }
}

/// The speed comes last: its answer says that all is in force.
void Rfc2217Wire::send_settings() {
    stream_.write(
        telnet::set(telnet::ComPort::data_size, static_cast<std::uint8_t>(settings_.data_bits)));
    stream_.write(telnet::set(telnet::ComPort::parity, number_of(settings_.parity)));
    stream_.write(
        telnet::set(telnet::ComPort::stop_size, static_cast<std::uint8_t>(settings_.stop_bits)));
    control(number_of(settings_.flow));
    if (settings_.dtr != Held::as_is) set_modem_line(ModemLine::dtr, settings_.dtr == Held::on);
    if (settings_.rts != Held::as_is) set_modem_line(ModemLine::rts, settings_.rts == Held::on);
    stream_.write(telnet::set(telnet::ComPort::line_state_mask, telnet::line_state_wanted));
    stream_.write(telnet::set(telnet::ComPort::modem_state_mask, 0xFF));
    stream_.write(telnet::set_baud(settings_.baud));
}

void Rfc2217Wire::take(const telnet::ComPortSaid& said) {
    const auto& [what, value] = said;
    if (what == telnet::ComPort::baud) return baud_is(value);
    if (what == telnet::ComPort::suspend) suspended_ = true;
    if (what == telnet::ComPort::resume) {
        suspended_ = false;
        stream_.write(telnet::data(std::exchange(held_, {})));
    }
    if (!open_ || value.empty()) return;
    const auto state = std::to_integer<std::uint8_t>(value.front());
    if (what == telnet::ComPort::line_state) state_is(state);
    if (what == telnet::ComPort::modem_state)
        events_.on_wire_modem_lines(telnet::modem_lines_of(state));
}

void Rfc2217Wire::baud_is(ByteView value) {
    if (open_ || value.size() != 4) return;
    std::uint32_t baud = 0;
    for (const std::byte octet : value) baud = baud << 8 | std::to_integer<std::uint32_t>(octet);
    if (baud != settings_.baud) {
        return give_up("the server makes " + std::to_string(baud) + " of " +
                       std::to_string(settings_.baud) + " baud");
    }
    disarm();
    open_ = true;
    events_.on_wire_open();
}

void Rfc2217Wire::state_is(std::uint8_t line_state) {
    const auto connected = connected_;
    const LineErrors errors = telnet::errors_of(line_state);
    if (errors.any()) events_.on_wire_errors(errors);
    if (*connected && telnet::tells_break(line_state)) events_.on_wire_break();
}

void Rfc2217Wire::write(ByteView bytes) {
    if (!open_) return;
    if (suspended_) {
        held_.insert(held_.end(), bytes.begin(), bytes.end());
    } else {
        stream_.write(telnet::data(bytes));
    }
}

void Rfc2217Wire::control(telnet::Control what) {
    stream_.write(telnet::set(telnet::ComPort::control, static_cast<std::uint8_t>(what)));
}

bool Rfc2217Wire::set_modem_line(ModemLine which, bool on) {
    if (!agreed_) return false;
    if (which == ModemLine::dtr) {
        control(on ? telnet::Control::dtr_on : telnet::Control::dtr_off);
    } else {
        control(on ? telnet::Control::rts_on : telnet::Control::rts_off);
    }
    return true;
}

bool Rfc2217Wire::set_break(bool on) {
    if (open_) control(on ? telnet::Control::break_on : telnet::Control::break_off);
    return open_;
}

bool Rfc2217Wire::set_baud(std::uint32_t baud) {
    if (open_) stream_.write(telnet::set_baud(baud));
    return open_;
}

void Rfc2217Wire::on_wire_closed(const std::string& why) {
    close();
    events_.on_wire_closed(why);
}

void Rfc2217Wire::on_wire_drained() {
    if (open_ && held_.empty()) events_.on_wire_drained();
}

void Rfc2217Wire::give_up(const std::string& why) { on_wire_closed(why); }

void Rfc2217Wire::disarm() { around_.timers.cancel(std::exchange(deadline_, 0)); }

}  // namespace breakwire::devices
