#ifndef BREAKWIRE_FIRMWARE_UART_H
#define BREAKWIRE_FIRMWARE_UART_H

#include <stddef.h>
#include <stdint.h>

/// The two UARTs: octets are taken in by interrupt, and sent by waiting for room.

enum UartName { uart_console, uart_data, uart_count };

/// What `uart_get` says besides an octet.
enum { uart_nothing = -1, uart_break = 0x100 };

/// 115200 baud, 8N1.
void uart_init(void);

/// The next octet, `uart_break` where the line was held down, `uart_nothing` if none is there. An
/// octet with a framing or parity error is dropped.
int uart_get(enum UartName name);

void uart_send(enum UartName name, const void* data, size_t size);

/// Waits until everything has left.
void uart_flush(enum UartName name);

void uart0_interrupt(void);
void uart1_interrupt(void);

#endif
