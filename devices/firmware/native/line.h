#ifndef BREAKWIRE_FIRMWARE_LINE_H
#define BREAKWIRE_FIRMWARE_LINE_H

#include <stdbool.h>
#include <stddef.h>

/// Where the octets of a console or a serial line go when the board is a process: to a terminal, a
/// socket, or standard input and output.
struct Line {
    int in;   ///< -1: nothing comes from there any more
    int out;  ///< -1: nothing can go there
};

/// Opens `stdio`, `tcp:HOST:PORT`, `unix:PATH` (both connect) or the PATH of a terminal, which is
/// put into raw mode. False, with a message on standard error, if it cannot be opened.
bool line_open(struct Line* line, const char* where);

/// Waits for room if there is none; a line that has broken swallows everything.
void line_write(struct Line* line, const void* data, size_t size);

/// What there is, at most `room` octets; 0 if there is nothing, or if the line has just broken.
size_t line_read(struct Line* line, void* data, size_t room);

/// A TCP connection that is being made to HOST:PORT without waiting for it: writable once it is
/// established or has failed. -1 if there is no such host, or at once no way to it.
int line_begin_tcp(const char* host, const char* port);

#endif
