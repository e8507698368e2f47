#include <stdio.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

#include "harness/timeshim/testing/stories.h"

static void read_one(const char* name, clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    printf("%s %ld.%09ld\n", name, (long)now.tv_sec, now.tv_nsec);
}

int read_clocks(char** arguments) {
    (void)arguments;
    sleep(5);
    read_one("monotonic", CLOCK_MONOTONIC);
    read_one("monotonic_raw", CLOCK_MONOTONIC_RAW);
    read_one("monotonic_coarse", CLOCK_MONOTONIC_COARSE);
    read_one("boottime", CLOCK_BOOTTIME);
    read_one("realtime", CLOCK_REALTIME);
    read_one("realtime_coarse", CLOCK_REALTIME_COARSE);
    read_one("tai", CLOCK_TAI);
    printf("time %ld\n", (long)time(NULL));
    struct timeval of_day;
    gettimeofday(&of_day, NULL);
    printf("gettimeofday %ld.%06ld\n", (long)of_day.tv_sec, (long)of_day.tv_usec);
    struct timespec got;
    timespec_get(&got, TIME_UTC);
    printf("timespec_get %ld.%09ld\n", (long)got.tv_sec, got.tv_nsec);
    struct tms used;
    printf("times %ld\n", (long)(times(&used) / sysconf(_SC_CLK_TCK)));
    printf("clock %d\n", clock() < 5 * CLOCKS_PER_SEC);
    return 0;
}

int read_clocks_without_end(char** arguments) {
    (void)arguments;
    const time_t start = time(NULL);
    while (time(NULL) == start) {
    }
    return 0;
}
