#ifndef BREAKWIRE_FIRMWARE_INTERRUPTS_H
#define BREAKWIRE_FIRMWARE_INTERRUPTS_H

/// What the vector table names, each defined where its device is served.

void systick_interrupt(void);
void watchdog_interrupt(void);

/// Only in the program that has a network; the other has no such interrupt.
void ethernet_interrupt(void) __attribute__((weak));

#endif
