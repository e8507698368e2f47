#include "devices/firmware/lm3s6965/uart.h"

#include "devices/firmware/lm3s6965/registers.h"

enum { baud = 115200, ring_size = 1024, uart_busy = 1u << 3 };

/// What has come and was not fetched. The interrupt writes and moves `head`, the program reads and
/// moves `tail`; an octet that finds it full is lost, as in any UART.
static struct Ring {
    volatile uint16_t octets[ring_size];
    volatile uint32_t head;
    volatile uint32_t tail;
} rings[uart_count];

static struct Uart* uart_of(enum UartName name) { return name == uart_console ? uart0 : uart1; }

static void start(struct Uart* uart) {
    uart->control = 0;
    // The divisor in 64ths, rounded.
    const uint32_t divisor = (cpu_hz * 8u / baud + 1) / 2;
    uart->baud_whole = divisor / 64;
    uart->baud_fraction = divisor % 64;
    uart->line_control = uart_8n1_with_fifos;
    uart->fifo_levels = 0;
    uart->interrupt_mask = uart_irq_receive | uart_irq_errors;
    uart->control = uart_on;
}

void uart_init(void) {
    clock_gates->gate[1] |= gate1_uarts;
    start(uart0);
    start(uart1);
    interrupts->enable[0] = 1u << irq_uart0 | 1u << irq_uart1;
}

static void keep(struct Ring* ring, uint32_t word) {
    if (ring->head - ring->tail >= ring_size) return;
    const uint32_t octet = (word & uart_data_break) != 0 ? (uint32_t)uart_break : word & 0xff;
    ring->octets[ring->head % ring_size] = (uint16_t)octet;
    ring->head++;
}

static void receive(enum UartName name) {
    struct Uart* uart = uart_of(name);
    uart->interrupts_clear = uart->interrupts_now;
    while ((uart->flags & uart_receive_empty) == 0) {
        const uint32_t word = uart->data;
        const uint32_t broken = word & (uart_data_framing | uart_data_parity);
        if (broken == 0 || (word & uart_data_break) != 0) keep(&rings[name], word);
    }
}

void uart0_interrupt(void) { receive(uart_console); }
void uart1_interrupt(void) { receive(uart_data); }

int uart_get(enum UartName name) {
    struct Ring* ring = &rings[name];
    if (ring->tail == ring->head) return uart_nothing;
    const int octet = ring->octets[ring->tail % ring_size];
    ring->tail++;
    return octet;
}

void uart_send(enum UartName name, const void* data, size_t size) {
    struct Uart* uart = uart_of(name);
    const uint8_t* next = data;
    for (; size > 0; size--) {
        while ((uart->flags & uart_transmit_full) != 0) {
        }
        uart->data = *next++;
    }
}

void uart_flush(enum UartName name) {
    while ((uart_of(name)->flags & uart_busy) != 0) {
    }
}
