#include "devices/firmware/lm3s6965/flash.h"

#include <string.h>

#include "devices/firmware/lm3s6965/registers.h"

extern const char settings_page[];

enum { page_size = 1024 };

_Static_assert(sizeof(struct Settings) <= page_size, "one erase makes room for all settings");
_Static_assert(sizeof(struct Settings) % 4 == 0, "flash is written in words");

const struct Settings* flash_settings(void) { return (const struct Settings*)settings_page; }

static void command(uint32_t address, uint32_t what) {
    flash_controller->address = address;
    flash_controller->control = what;
    while ((flash_controller->control & flash_busy) != 0) {
    }
}

bool flash_save(const struct Settings* settings) {
    const uint32_t page = (uint32_t)settings_page;
    uint32_t word;
    command(page, flash_erase);
    for (uint32_t at = 0; at < sizeof *settings; at += sizeof word) {
        memcpy(&word, (const char*)settings + at, sizeof word);
        flash_controller->data = word;
        command(page + at, flash_write);
    }
    return memcmp(settings_page, settings, sizeof *settings) == 0;
}
