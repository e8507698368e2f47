#ifndef BREAKWIRE_FIRMWARE_CONSOLE_H
#define BREAKWIRE_FIRMWARE_CONSOLE_H

#include "devices/firmware/core/node.h"

/// Carries out a line that was typed on the console, and spoils it. Each command is answered by a
/// line that begins with OK or ERR; `help` lists them.
void console_obey(struct Node* node, char* line);

#endif
