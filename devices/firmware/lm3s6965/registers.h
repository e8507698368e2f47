#ifndef BREAKWIRE_FIRMWARE_REGISTERS_H
#define BREAKWIRE_FIRMWARE_REGISTERS_H

#include <stdint.h>

/// The registers that the firmware uses, as structures that lie over them.
/// Source: Stellaris LM3S6965 data sheet; ARMv7-M architecture, appendix on system registers.

typedef volatile uint32_t Register;

// --- The processor ------------------------------------------------------------------------------

struct SysTick {
    Register control;
    Register reload;
    Register current;
};
static struct SysTick* const systick = (struct SysTick*)0xE000E010;

enum { systick_run = 7 };  ///< on, with interrupts, from the processor's own clock

/// Interrupts, 32 to a register.
struct InterruptSwitch {
    Register enable[2];
};
static struct InterruptSwitch* const interrupts = (struct InterruptSwitch*)0xE000E100;
static struct InterruptSwitch* const interrupts_off = (struct InterruptSwitch*)0xE000E180;

enum { irq_uart0 = 5, irq_uart1 = 6, irq_watchdog = 18, irq_ethernet = 42 };

struct SystemControlBlock {
    Register cpuid;
    Register interrupt_state;
    Register vectors;
    Register reset_control;
    Register system_control;
    Register configuration;
    Register priorities[3];
    Register handlers;
    Register fault_status;
    Register hard_fault_status;
    Register debug_status;
    Register memory_fault_address;
    Register bus_fault_address;
};
static struct SystemControlBlock* const scb = (struct SystemControlBlock*)0xE000ED00;

enum { reset_request = 0x05FA0004 };  ///< with the key that the register wants

// --- System control -----------------------------------------------------------------------------

/// Clock gates of the peripherals.
struct ClockGates {
    Register gate[3];
};
static struct ClockGates* const clock_gates = (struct ClockGates*)0x400FE100;

enum {
    gate0_watchdog = 1u << 3,
    gate1_uarts = 3u << 0,
    gate2_ethernet = 1u << 28 | 1u << 30  ///< the controller and its transceiver
};

/// Out of reset the processor runs at a sixteenth of the 200 MHz of its PLL.
enum { cpu_hz = 12500000 };

// --- UART (PL011) -------------------------------------------------------------------------------

struct Uart {
    Register data;
    Register receive_status;
    Register unused0[4];
    Register flags;
    Register unused1;
    Register low_power;
    Register baud_whole;
    Register baud_fraction;
    Register line_control;
    Register control;
    Register fifo_levels;
    Register interrupt_mask;
    Register raw_interrupts;
    Register interrupts_now;
    Register interrupts_clear;
};
static struct Uart* const uart0 = (struct Uart*)0x4000C000;
static struct Uart* const uart1 = (struct Uart*)0x4000D000;

enum {
    uart_data_framing = 1u << 8,
    uart_data_parity = 1u << 9,
    uart_data_break = 1u << 10,
    uart_data_overrun = 1u << 11,
    uart_receive_empty = 1u << 4,
    uart_transmit_full = 1u << 5,
    uart_8n1_with_fifos = 7u << 4,
    uart_irq_receive = 1u << 4 | 1u << 6,  ///< enough has come, or something has and no more does
    uart_irq_errors = 15u << 7,
    uart_on = 0x301
};

// --- Watchdog -----------------------------------------------------------------------------------

struct Watchdog {
    Register load;
    Register value;
    Register control;
    Register clear;
};
static struct Watchdog* const watchdog = (struct Watchdog*)0x40000000;

enum { watchdog_interrupts_then_resets = 3 };

// --- Flash controller ---------------------------------------------------------------------------

struct FlashController {
    Register address;
    Register data;
    Register control;
};
static struct FlashController* const flash_controller = (struct FlashController*)0x400FD000;

/// With the key that the register wants.
static const uint32_t flash_write = 0xA4420001u;
static const uint32_t flash_erase = 0xA4420002u;
enum { flash_busy = 3 };

// --- Ethernet -----------------------------------------------------------------------------------

struct EthernetController {
    Register interrupts;  ///< reading tells, writing acknowledges
    Register interrupt_mask;
    Register receive_control;
    Register transmit_control;
    Register data;  ///< one word of a frame, in and out
    Register address_low;
    Register address_high;
    Register threshold;
    Register management[4];
    Register unused;
    Register frames_waiting;
    Register transmit;
};
static struct EthernetController* const ethernet = (struct EthernetController*)0x40048000;

enum {
    ethernet_irq_receive = 1,
    ethernet_receive_on = 1,
    ethernet_transmit_on = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 4,  ///< pads, adds CRC, full duplex
    ethernet_send = 1
};

#endif
