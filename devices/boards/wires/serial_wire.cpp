#include "devices/boards/wires/serial_wire.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "devices/boards/wires/terminal_speed.hpp"

namespace breakwire::devices {

namespace {

/// A terminal that is open, closed again unless it is taken.
struct OpenTerminal {
    int descriptor = -1;
    std::string trouble{};

    OpenTerminal() = default;
    OpenTerminal(const OpenTerminal&) = delete;
    OpenTerminal& operator=(const OpenTerminal&) = delete;
    ~OpenTerminal() {
        if (descriptor >= 0) close(descriptor);
    }
    bool fail(const std::string& what) {
        trouble = what;
        return false;
    }
    bool fail() { return fail(std::strerror(errno)); }
    int take() { return std::exchange(descriptor, -1); }
};

/// A regular file may stand where a device is to come (some programs make one), so it is asked
/// first.
bool open_terminal(OpenTerminal& terminal, const std::string& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return terminal.fail();
    if (!S_ISCHR(status.st_mode)) return terminal.fail("is no terminal device");
    terminal.descriptor = ::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (terminal.descriptor < 0) return terminal.fail();
    if (isatty(terminal.descriptor) == 0) return terminal.fail("is no terminal device");
    return true;
}

/// TIOCEXCL does not stop root, flock does not stop those who do not ask: both together do what can
/// be done.
bool make_exclusive(OpenTerminal& terminal) {
    if (flock(terminal.descriptor, LOCK_EX | LOCK_NB) != 0) {
        return terminal.fail("another program holds it");
    }
    return ioctl(terminal.descriptor, TIOCEXCL) == 0 || terminal.fail();
}

tcflag_t parity_bits(Parity parity) {
    switch (parity) {
        case Parity::none:
            return 0;
        case Parity::even:
            return PARENB;
        case Parity::odd:
            return PARENB | PARODD;
        case Parity::mark:
            return PARENB | PARODD | CMSPAR;
        case Parity::space:
            return PARENB | CMSPAR;
    }
    return 0;
}

tcflag_t data_bits(int bits) {
    constexpr tcflag_t sizes[] = {CS5, CS6, CS7, CS8};
    return sizes[bits - 5];
}

void apply(termios& terminal, const LineSettings& settings) {
    cfmakeraw(&terminal);
    // Damaged octets and BREAK are marked in the input.
    terminal.c_iflag &= ~static_cast<tcflag_t>(IGNBRK | BRKINT | IGNPAR | IXON | IXOFF | IXANY);
    terminal.c_iflag |= PARMRK | INPCK;
    if (settings.flow == FlowControl::xonxoff) terminal.c_iflag |= IXON | IXOFF;
    terminal.c_cflag &=
        ~static_cast<tcflag_t>(CSIZE | PARENB | PARODD | CMSPAR | CSTOPB | CRTSCTS | HUPCL);
    terminal.c_cflag |=
        CREAD | CLOCAL | data_bits(settings.data_bits) | parity_bits(settings.parity);
    if (settings.stop_bits == 2) terminal.c_cflag |= CSTOPB;
    if (settings.flow == FlowControl::rtscts) terminal.c_cflag |= CRTSCTS;
    terminal.c_cc[VMIN] = 1;
    terminal.c_cc[VTIME] = 0;
}

bool set_up(OpenTerminal& terminal, const LineSettings& settings) {
    termios now{};
    if (tcgetattr(terminal.descriptor, &now) != 0) return terminal.fail();
    const bool was_cooked = (now.c_lflag & (ICANON | ECHO)) != 0;
    apply(now, settings);
    if (tcsetattr(terminal.descriptor, TCSANOW, &now) != 0) return terminal.fail();
    if (!set_terminal_speed(terminal.descriptor, settings.baud)) {
        return terminal.fail("has no speed of " + std::to_string(settings.baud) + " baud");
    }
    if (was_cooked) tcflush(terminal.descriptor, TCIFLUSH);
    return true;
}

bool hold_modem_line(int terminal, ModemLine which, bool on) {
    const int bit = which == ModemLine::dtr ? TIOCM_DTR : TIOCM_RTS;
    return ioctl(terminal, on ? TIOCMBIS : TIOCMBIC, &bit) == 0;
}

bool hold_modem_lines(OpenTerminal& terminal, const LineSettings& settings) {
    const auto hold = [&](ModemLine which, Held held) {
        return held == Held::as_is || hold_modem_line(terminal.descriptor, which, held == Held::on);
    };
    return (hold(ModemLine::dtr, settings.dtr) && hold(ModemLine::rts, settings.rts)) ||
           terminal.fail("has no DTR and RTS to hold");
}

}  // namespace

void SerialWire::open() {
    close();
    const auto terminal = std::make_shared<OpenTerminal>();
    const bool opened = open_terminal(*terminal, *settings_.serial) && make_exclusive(*terminal) &&
                        set_up(*terminal, settings_) && hold_modem_lines(*terminal, settings_);
    if (!opened) return fail_soon(terminal->trouble);
    marked_ = {};
    opening_ = std::make_shared<bool>(true);
    soon([this, terminal, opening = opening_] {
        if (*opening) carry(terminal->take());
    });
}

void SerialWire::close() {
    if (opening_) *opening_ = false;
    // A pseudo-terminal that stays would remember that nobody else may open it.
    if (carrying()) ioctl(descriptor(), TIOCNXCL);
    drop_channel();
}

void SerialWire::take(ByteView bytes) {
    const MarkedOctets::Input input = marked_.read(bytes);
    const auto opening = opening_;
    if (input.errors.any()) events().on_wire_errors(input.errors);
    if (*opening && !input.octets.empty()) events().on_wire_bytes(input.octets);
    for (int i = 0; *opening && i < input.breaks; ++i) events().on_wire_break();
}

bool SerialWire::set_modem_line(ModemLine which, bool on) {
    return carrying() && hold_modem_line(descriptor(), which, on);
}

bool SerialWire::set_break(bool on) {
    return carrying() && ioctl(descriptor(), on ? TIOCSBRK : TIOCCBRK) == 0;
}

bool SerialWire::set_baud(std::uint32_t baud) {
    return carrying() && set_terminal_speed(descriptor(), baud);
}

}  // namespace breakwire::devices
