#ifndef BREAKWIRE_FIRMWARE_BOARD_H
#define BREAKWIRE_FIRMWARE_BOARD_H

#include "devices/firmware/core/node.h"

/// The board itself: its clock, its watchdog, its resets and its flash. Both programs for it, over
/// UART and over Ethernet, stand on this.

/// Starts clock, UARTs and watchdog, and finds out why the board was reset.
void board_init(void);

/// Milliseconds since the reset.
uint32_t board_now_ms(void);

/// Feeds the watchdog, then sleeps until there is an interrupt; the clock makes one every 4 ms.
void board_idle(void);

/// Restarts, as the boot line will say for this cause.
void board_reset(enum ResetCause cause) __attribute__((noreturn));

/// Writes to the console, each LF as CR LF, as terminals want it.
void board_print(const char* text);

/// What the node wants to know of it, and how this life of it began. `settings` become those that
/// were kept over the reset, or those of the flash, or those of the factory.
struct Board board_of_node(void);
struct Boot board_boot(struct Settings* settings);

/// Hands the node what was typed.
void board_serve_console(struct Node* node);

#endif
