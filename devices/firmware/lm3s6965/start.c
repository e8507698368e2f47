// The first and the last instructions: the vector table, the way to main(), and what a fault leaves
// behind.

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "devices/firmware/lm3s6965/board.h"
#include "devices/firmware/lm3s6965/interrupts.h"
#include "devices/firmware/lm3s6965/registers.h"
#include "devices/firmware/lm3s6965/uart.h"

extern char stack_top[], data_image[], data_start[], data_end[], bss_start[], bss_end[];
int main(void);

void start(void) __attribute__((noreturn));
void start(void) {
    memcpy(data_start, data_image, (size_t)(data_end - data_start));
    memset(bss_start, 0, (size_t)(bss_end - bss_start));
    main();
    board_reset(reset_fault);
}

/// What the processor has put on the stack when it took an exception.
struct ExceptionFrame {
    uint32_t r0, r1, r2, r3, r12, return_address, program_counter, status;
};

__attribute__((used, noreturn)) void report_fault(const struct ExceptionFrame* frame);
void report_fault(const struct ExceptionFrame* frame) {
    char text[120];
    snprintf(text, sizeof text,
             "\n*** FAULT pc=0x%08lx lr=0x%08lx cfsr=0x%08lx hfsr=0x%08lx bfar=0x%08lx\n",
             (unsigned long)frame->program_counter, (unsigned long)frame->return_address,
             (unsigned long)scb->fault_status, (unsigned long)scb->hard_fault_status,
             (unsigned long)scb->bus_fault_address);
    board_print(text);
    board_reset(reset_fault);
}

/// Nothing may touch the stack before the frame on it is found.
__attribute__((naked)) static void fault(void) {
    __asm volatile(
        "mrs r0, msp\n"
        "b report_fault");
}

static void unexpected(void) {}

struct VectorTable {
    const void* stack;
    void (*exceptions[15])(void);
    void (*interrupts[48])(void);
};

__attribute__((section(".vectors"), used)) static const struct VectorTable vectors = {
    .stack = stack_top,
    .exceptions = {[0] = start,
                   [1] = unexpected,  // NMI
                   [2] = fault,       // hard, memory, bus, usage
                   [3] = fault,
                   [4] = fault,
                   [5] = fault,
                   [10] = unexpected,  // supervisor call
                   [13] = unexpected,  // pended
                   [14] = systick_interrupt},
    .interrupts = {[irq_uart0] = uart0_interrupt,
                   [irq_uart1] = uart1_interrupt,
                   [irq_watchdog] = watchdog_interrupt,
                   [irq_ethernet] = ethernet_interrupt}};
