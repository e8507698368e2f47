#pragma once

#include <cstdint>

namespace breakwire::devices {

/// Sets the speed of a terminal in both directions, whatever number it is: the standard's constants
/// know neither 31250 nor 250000. Returns false, with errno set, if the terminal has no such speed.
/// Source: ioctl_tty(2), TCSETS2 and BOTHER.
bool set_terminal_speed(int terminal, std::uint32_t baud);

/// The speed that is in force; 0 if that cannot be told.
std::uint32_t terminal_speed(int terminal);

}  // namespace breakwire::devices
