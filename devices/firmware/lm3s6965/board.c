#include "devices/firmware/lm3s6965/board.h"

#include <string.h>

#include "devices/firmware/lm3s6965/flash.h"
#include "devices/firmware/lm3s6965/interrupts.h"
#include "devices/firmware/lm3s6965/registers.h"
#include "devices/firmware/lm3s6965/uart.h"

/// An emulated board that ticks oftener costs its host more for nothing.
enum { tick_ms = 4 };

/// It interrupts after 1 s without food, and resets after another.
enum { watchdog_reload = cpu_hz };

enum { kept_magic = 0x4b504e42 };  // "BNPK"

/// What outlives a reset, but not a power cut: RAM that the start-up code leaves alone.
static struct {
    uint32_t magic;
    uint32_t boots;
    uint32_t cause;  ///< of the next reset, as far as the program knows
    struct Settings settings;
} kept __attribute__((section(".kept")));

static volatile uint32_t ticks;
static enum ResetCause cause_of_boot;

// --- Time ---------------------------------------------------------------------------------------

void systick_interrupt(void) { ticks += tick_ms; }

uint32_t board_now_ms(void) { return ticks; }

static void feed_watchdog(void) {
    watchdog->clear = 1;
    watchdog->load = watchdog_reload;
}

/// Its first bark. It is left unanswered, so that the second one resets the board.
void watchdog_interrupt(void) {
    kept.cause = reset_watchdog;
    interrupts_off->enable[0] = 1u << irq_watchdog;
}

void board_idle(void) {
    feed_watchdog();
    __asm volatile("wfi");
}

static void start_clock_and_watchdog(void) {
    clock_gates->gate[0] |= gate0_watchdog;
    systick->reload = cpu_hz / 1000 * tick_ms - 1;
    systick->current = 0;
    systick->control = systick_run;
    watchdog->load = watchdog_reload;
    watchdog->control = watchdog_interrupts_then_resets;
    interrupts->enable[0] = 1u << irq_watchdog;
}

// --- Resets -------------------------------------------------------------------------------------

/// RAM knows better than the reset register, which tells a fault from a reboot no more than QEMU
/// tells anything by it.
static void find_cause(void) {
    if (kept.magic != kept_magic || kept.cause > reset_pin) {
        memset(&kept, 0, sizeof kept);
        kept.magic = kept_magic;
        kept.cause = reset_power;
    }
    cause_of_boot = (enum ResetCause)kept.cause;
    kept.boots++;
    // If nobody says better before the next one, it was the pin.
    kept.cause = reset_pin;
}

void board_reset(enum ResetCause cause) {
    kept.cause = cause;
    uart_flush(uart_console);
    uart_flush(uart_data);
    scb->reset_control = reset_request;
    for (;;) {
    }
}

void board_init(void) {
    find_cause();
    uart_init();
    start_clock_and_watchdog();
}

// --- The console --------------------------------------------------------------------------------

void board_print(const char* text) {
    for (; *text != '\0'; text++) {
        if (*text == '\n') uart_send(uart_console, "\r", 1);
        uart_send(uart_console, text, 1);
    }
}

void board_serve_console(struct Node* node) {
    for (int octet = uart_get(uart_console); octet != uart_nothing;
         octet = uart_get(uart_console)) {
        if (octet != uart_break) node_type(node, (char)octet, board_now_ms());
    }
}

// --- As the node sees it ------------------------------------------------------------------------

static void print(void* owner, const char* text) {
    (void)owner;
    board_print(text);
}

static void reset(void* owner, enum ResetCause cause) {
    (void)owner;
    board_reset(cause);
}

/// An instruction that is none; the handler of faults does the rest.
static void crash(void* owner) {
    (void)owner;
    __asm volatile("udf #0");
}

/// Sleeps without feeding the watchdog.
static void hang(void* owner) {
    (void)owner;
    for (;;) __asm volatile("wfi");
}

static void keep(void* owner, const struct Settings* settings) {
    (void)owner;
    kept.settings = *settings;
}

static bool save(void* owner, const struct Settings* settings) {
    (void)owner;
    return flash_save(settings);
}

struct Board board_of_node(void) {
    const struct Board board = {NULL, "lm3s6965", print, reset, crash, hang, keep, save};
    return board;
}

/// Boards of one make boot in the same number of ticks, so their names have to tell them apart.
static uint32_t seed_of(const struct Settings* settings) {
    uint32_t seed = settings->check ^ kept.boots * 2654435761u;
    return seed;
}

struct Boot board_boot(struct Settings* settings) {
    const bool warm = settings_valid(&kept.settings);
    const bool flashed = settings_valid(flash_settings());
    settings_defaults(settings);
    if (flashed) *settings = *flash_settings();
    if (warm) *settings = kept.settings;
    const struct Boot boot = {kept.boots, cause_of_boot, warm || flashed, seed_of(settings)};
    return boot;
}
