#pragma once

#include "devices/boards/wires/connecting_wire.hpp"
#include "devices/boards/wires/telnet_com_port.hpp"

namespace breakwire::devices {

/// A serial port behind a telnet server (ser2net, a terminal server): octets, speed, DTR, RTS,
/// BREAK, and what the far UART says of damaged octets and of its modem lines.
///
/// It counts as open once the server has agreed to the option and answered our speed with the same.
/// Source: RFC 2217.
class Rfc2217Wire final : public Wire, private WireEvents {
public:
    Rfc2217Wire(const LineSurroundings& around, const LineSettings& settings, WireEvents& events);
    ~Rfc2217Wire() override { close(); }

    void open() override;
    void close() override;
    std::string address() const override { return stream_.address(); }
    void write(ByteView bytes) override;
    std::size_t unwritten() const override { return held_.size() + stream_.unwritten(); }

    bool set_modem_line(ModemLine which, bool on) override;
    bool set_break(bool on) override;
    bool set_baud(std::uint32_t baud) override;

    /// How long the server may take to agree.
    static constexpr Duration limit = 5s;

private:
    void on_wire_open() override;
    void on_wire_bytes(ByteView bytes) override;
    void on_wire_closed(const std::string& why) override;
    void on_wire_break() override {}
    void on_wire_errors(const LineErrors&) override {}
    void on_wire_modem_lines(const ModemLines&) override {}
    void on_wire_drained() override;

    void take(const Bytes& data);
    void take(const telnet::Negotiation& negotiation);
    void take(const telnet::ComPortSaid& said);
    void baud_is(ByteView value);
    void state_is(std::uint8_t line_state);
    void send_settings();
    void control(telnet::Control what);
    void give_up(const std::string& why);
    void disarm();

    LineSurroundings around_;
    LineSettings settings_;
    WireEvents& events_;
    ConnectingWire stream_;
    telnet::Reader reader_;
    bool agreed_ = false;
    bool open_ = false;
    bool suspended_ = false;
    Bytes held_;  ///< while the server wants nothing
    Timers::Id deadline_ = 0;
    std::shared_ptr<bool> connected_;  ///< false once this connection is over
};

}  // namespace breakwire::devices
