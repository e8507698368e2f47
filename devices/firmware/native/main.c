// The sensor node as a process: the same source as on the board, with files, sockets and poll()
// instead of registers. See `usage`.

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "devices/firmware/core/node.h"
#include "devices/firmware/native/line.h"
#include "devices/firmware/native/wire.h"

static const char usage[] =
    "usage: breakwire-node [--SETTING VALUE]... [--console LINE] [--data LINE] [--flash FILE]\n"
    "       breakwire-node [--SETTING VALUE]... --write-flash FILE\n"
    "\n"
    "A sensor node that speaks MQTT 3.1.1, as a process. LINE is stdio (the console's default),\n"
    "the path of a terminal, unix:PATH or tcp:HOST:PORT. With --data, MQTT goes over that line,\n"
    "where CONNECT opens the connection; without, over TCP to --broker.\n"
    "\n"
    "  --id, --interval (ms), --keepalive (s), --qos, --clean, --broker (HOST:PORT), --user,\n"
    "  --password, --flaw\n"
    "                settings; with --id, or a flash that holds some, the node connects at once;\n"
    "                else it waits for `connect` on its console\n"
    "  --flash       where settings outlive a power cut\n"
    "  --write-flash writes the page that a board finds in its flash, and ends\n";

/// A watchdog that is not fed for so long restarts the board.
enum { watchdog_ms = 2000 };

/// The board: what outlives a reset, and how one life ends.
struct Process {
    struct Node node;
    struct Wire wire;
    struct Line console;
    struct Settings settings;
    const char* flash;
    bool settings_known;
    bool hung;
    bool over;  ///< this life, for the cause below
    enum ResetCause cause;
};

static volatile sig_atomic_t told_to_end;

static void on_signal(int number) {
    (void)number;
    told_to_end = 1;
}

// --- The board that the node sees ---------------------------------------------------------------

static void print(void* owner, const char* text) {
    struct Process* process = owner;
    line_write(&process->console, text, strlen(text));
}

static void reset(void* owner, enum ResetCause cause) {
    struct Process* process = owner;
    process->over = true;
    process->cause = cause;
}

static void crash(void* owner) {
    print(owner, "\n*** FAULT told to crash\n");
    reset(owner, reset_fault);
}

static void hang(void* owner) {
    struct Process* process = owner;
    process->hung = true;
}

static void keep(void* owner, const struct Settings* settings) {
    struct Process* process = owner;
    process->settings = *settings;
    process->settings_known = true;
}

static bool write_page(const char* path, const struct Settings* settings) {
    FILE* file = path != NULL ? fopen(path, "wb") : NULL;
    if (file == NULL) return false;
    const bool written = fwrite(settings, sizeof *settings, 1, file) == 1;
    return fclose(file) == 0 && written;
}

static bool save(void* owner, const struct Settings* settings) {
    const struct Process* process = owner;
    return write_page(process->flash, settings);
}

// --- A life -------------------------------------------------------------------------------------

/// Boards that start together are to draw different waits.
static uint32_t seed_of(const struct Settings* settings, uint32_t boot) {
    uint32_t seed = 2166136261u ^ boot;
    for (const char* at = settings->id; *at != '\0'; at++) {
        seed = (seed ^ (uint8_t)*at) * 16777619u;
    }
    return seed;
}

static void boot_node(struct Process* process, uint32_t count) {
    const struct Board board = {process, "native", print, reset, crash, hang, keep, save};
    const struct MqttWire wire = wire_of_node(&process->wire);
    const struct Boot boot = {count, process->cause, process->settings_known,
                              seed_of(&process->settings, count)};
    process->over = process->hung = false;
    node_boot(&process->node, &board, &wire, &process->settings, &boot, wire_now_ms());
}

static void serve_console(struct Process* process) {
    char typed[128];
    const size_t size = line_read(&process->console, typed, sizeof typed);
    // Typing stops where a command ends this life.
    for (size_t at = 0; at < size && !process->over; at++) {
        node_type(&process->node, typed[at], wire_now_ms());
    }
}

/// Signals are let in while it waits and at no other time, so that none is missed.
static void wait_and_serve(struct Process* process, const sigset_t* while_waiting) {
    struct pollfd waits[] = {{process->console.in, POLLIN, 0}, wire_wait(&process->wire)};
    const uint32_t next = node_next_ms(&process->node, wire_now_ms());
    const struct timespec limit = {next / 1000, (long)(next % 1000) * 1000000};
    if (ppoll(waits, 2, next == UINT32_MAX ? NULL : &limit, while_waiting) < 0) return;
    if (waits[0].revents != 0) serve_console(process);
    wire_serve(&process->wire, waits[1].revents);
    node_tick(&process->node, wire_now_ms());
}

static void live(struct Process* process, const sigset_t* while_waiting) {
    const struct timespec bark = {watchdog_ms / 1000, 0};
    while (!process->over && !process->hung && !told_to_end) {
        wait_and_serve(process, while_waiting);
    }
    if (told_to_end) node_stop(&process->node, wire_now_ms());
    if (process->hung && ppoll(NULL, 0, &bark, while_waiting) == 0) reset(process, reset_watchdog);
    wire_vanish(&process->wire);
}

// --- The command line ---------------------------------------------------------------------------

static void read_flash(struct Process* process) {
    struct Settings page;
    FILE* file = fopen(process->flash, "rb");
    if (file == NULL) return;
    if (fread(&page, sizeof page, 1, file) == 1 && settings_valid(&page)) keep(process, &page);
    fclose(file);
}

static const char* value_of(int count, char** words, const char* name) {
    const char* value = NULL;
    for (int at = 1; at + 1 < count; at += 2) {
        if (strcmp(words[at], name) == 0) value = words[at + 1];
    }
    return value;
}

static bool is_ours(const char* name) {
    return strcmp(name, "--console") == 0 || strcmp(name, "--data") == 0 ||
           strcmp(name, "--flash") == 0 || strcmp(name, "--write-flash") == 0;
}

static bool read_settings(struct Process* process, int count, char** words) {
    for (int at = 1; at < count; at += 2) {
        if (is_ours(words[at]) && at + 1 < count) continue;
        const bool option = strncmp(words[at], "--", 2) == 0 && at + 1 < count;
        if (!option || !settings_set(&process->settings, words[at] + 2, words[at + 1])) {
            fprintf(stderr, "breakwire-node: what is '%s'?\n%s", words[at], usage);
            return false;
        }
        process->settings_known |= strcmp(words[at], "--id") == 0;
    }
    return true;
}

static bool open_lines(struct Process* process, const char* console, const char* data) {
    wire_init(&process->wire, &process->node);
    if (!line_open(&process->console, console != NULL ? console : "stdio")) return false;
    return data == NULL || line_open(&process->wire.data, data);
}

/// Returns what is masked while the process waits.
static sigset_t prepare_signals(void) {
    struct sigaction end = {.sa_handler = on_signal};
    sigset_t ends;
    sigset_t before;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigprocmask(SIG_BLOCK, &ends, &before);
    sigaction(SIGTERM, &end, NULL);
    sigaction(SIGINT, &end, NULL);
    signal(SIGPIPE, SIG_IGN);
    return before;
}

int main(int count, char** words) {
    static struct Process process;
    const char* page = value_of(count, words, "--write-flash");
    settings_defaults(&process.settings);
    process.flash = value_of(count, words, "--flash");
    if (process.flash != NULL) read_flash(&process);
    if (!read_settings(&process, count, words)) return 2;
    if (page != NULL) return write_page(page, &process.settings) ? 0 : 1;

    const sigset_t while_waiting = prepare_signals();
    const char* console = value_of(count, words, "--console");
    if (!open_lines(&process, console, value_of(count, words, "--data"))) return 1;
    for (uint32_t boots = 1; !told_to_end; boots++) {
        boot_node(&process, boots);
        live(&process, &while_waiting);
    }
    return 0;
}
