#include "devices/boards/wires/terminal_speed.hpp"

// The kernel's own declarations, which do not go together with <termios.h>: this file is compiled
// by itself.
#include <asm/ioctls.h>
#include <asm/termbits.h>

extern "C" int ioctl(int descriptor, unsigned long request, ...) noexcept;

namespace breakwire::devices {

bool set_terminal_speed(int terminal, std::uint32_t baud) {
    termios2 settings{};
    if (ioctl(terminal, TCGETS2, &settings) != 0) return false;
    constexpr tcflag_t speed_bits = CBAUD | (CBAUD << IBSHIFT);
    settings.c_cflag &= ~speed_bits;
    settings.c_cflag |= BOTHER | (BOTHER << IBSHIFT);
    settings.c_ispeed = baud;
    settings.c_ospeed = baud;
    return ioctl(terminal, TCSETS2, &settings) == 0;
}

std::uint32_t terminal_speed(int terminal) {
    termios2 settings{};
    return ioctl(terminal, TCGETS2, &settings) == 0 ? settings.c_ospeed : 0;
}

}  // namespace breakwire::devices
