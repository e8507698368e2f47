/* A program that the shim cannot lead, for a reason that depends on how it is compiled. */
#include <stddef.h>
#include <time.h>

#ifdef BREAKWIRE_LOOKS_LIKE_GO
__attribute__((section(".note.go.buildid"), used)) static const char build[] = "Go";
#endif

int main(void) {
#ifdef BREAKWIRE_CREATES_TIMERS
    timer_t timer;
    return timer_create(CLOCK_MONOTONIC, NULL, &timer);
#else
    return 0;
#endif
}
