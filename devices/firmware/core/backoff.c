#include "devices/firmware/core/backoff.h"

void backoff_init(struct Backoff* backoff, uint32_t least_ms, uint32_t most_ms, uint32_t seed) {
    backoff->least_ms = least_ms;
    backoff->most_ms = most_ms;
    backoff->step_ms = least_ms;
    // A generator of this kind stays at 0 if it ever gets there.
    backoff->luck = seed != 0 ? seed : 0x9e3779b9u;
}

/// Marsaglia's xorshift32: not for secrets, but a node has no better use for 100 octets of code.
static uint32_t draw(struct Backoff* backoff) {
    uint32_t x = backoff->luck;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    backoff->luck = x;
    return x;
}

uint32_t backoff_next(struct Backoff* backoff) {
    const uint32_t half = backoff->step_ms / 2;
    const uint32_t wait = half + draw(backoff) % (backoff->step_ms - half + 1);
    const uint32_t most = backoff->most_ms;
    backoff->step_ms = backoff->step_ms > most / 2 ? most : backoff->step_ms * 2;
    return wait;
}

void backoff_reset(struct Backoff* backoff) { backoff->step_ms = backoff->least_ms; }

void backoff_slow_down(struct Backoff* backoff) { backoff->step_ms = backoff->most_ms; }
