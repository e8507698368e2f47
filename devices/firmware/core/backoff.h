#ifndef BREAKWIRE_FIRMWARE_BACKOFF_H
#define BREAKWIRE_FIRMWARE_BACKOFF_H

#include <stdint.h>

/// How long to wait before the next attempt to connect: twice as long each time, up to a limit, and
/// never the same for two nodes, so that a fleet that lost its broker together does not return
/// together.
struct Backoff {
    uint32_t least_ms;
    uint32_t most_ms;
    uint32_t step_ms;  ///< what the next wait is drawn from
    uint32_t luck;     ///< state of a xorshift generator; never 0
};

/// `least_ms` is at least 2 and at most `most_ms`. Nodes with different seeds draw differently.
void backoff_init(struct Backoff* backoff, uint32_t least_ms, uint32_t most_ms, uint32_t seed);

/// A wait between half of the step and the whole of it, in milliseconds; then doubles the step.
uint32_t backoff_next(struct Backoff* backoff);

/// Starts from the least wait again.
void backoff_reset(struct Backoff* backoff);

/// The next waits are drawn from the greatest step: for a broker that has said no.
void backoff_slow_down(struct Backoff* backoff);

#endif
