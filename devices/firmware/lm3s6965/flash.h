#ifndef BREAKWIRE_FIRMWARE_FLASH_H
#define BREAKWIRE_FIRMWARE_FLASH_H

#include <stdbool.h>

#include "devices/firmware/core/settings.h"

/// The page of flash that holds the settings, as the factory or `save` has written it. They need
/// not be valid.
const struct Settings* flash_settings(void);

/// Erases the page and writes it. False if it does not hold then what it should: QEMU has no flash
/// controller for this board, and neither has a board whose flash is worn out.
bool flash_save(const struct Settings* settings);

#endif
