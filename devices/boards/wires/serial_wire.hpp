#pragma once

#include "devices/boards/wires/channel_wire.hpp"
#include "devices/boards/wires/marked_octets.hpp"

namespace breakwire::devices {

/// A terminal device: a serial adapter, or a pseudo-terminal that an emulator has made.
///
/// It is ours alone as long as it is open (flock, which others that care about it see, and
/// TIOCEXCL). Opening raises DTR and RTS, as Linux will have it, and puts them at once to where
/// they are to be held; closing leaves them. What came before it was raw is thrown away, since the
/// terminal has changed and echoed it. The speed is any number. CTS, DSR and DCD are not looked at.
/// Source: termios(3), ioctl_tty(2), open(2).
class SerialWire final : public ChannelWire {
public:
    SerialWire(const LineSurroundings& around, const LineSettings& settings, WireEvents& events)
        : ChannelWire(around, events), settings_(settings) {}
    ~SerialWire() override { close(); }

    void open() override;
    void close() override;
    std::string address() const override { return *settings_.serial; }

    bool set_modem_line(ModemLine which, bool on) override;
    bool set_break(bool on) override;
    bool set_baud(std::uint32_t baud) override;

private:
    void take(ByteView bytes) override;

    LineSettings settings_;
    MarkedOctets marked_;
    std::shared_ptr<bool> opening_;  ///< false once the opening under way has been given up
};

}  // namespace breakwire::devices
