#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "harness/timeshim/testing/stories.h"

int sleep_in_all_ways(char** arguments) {
    (void)arguments;
    const struct timespec one_and_a_half = {1, 500000000};
    saw("nanosleep", nanosleep(&one_and_a_half, NULL));
    saw("clock_nanosleep", clock_nanosleep(CLOCK_MONOTONIC, 0, &one_and_a_half, NULL));
    const struct timespec at_monotonic_5 = {1005, 0};
    saw("until monotonic", clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at_monotonic_5, NULL));
    const struct timespec at_real_7 = {1700000007, 0};
    saw("until real", clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &at_real_7, NULL));
    saw("in the past", clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &at_real_7, NULL));
    saw("usleep", usleep(250000));
    saw("sleep", sleep(3600));
    const struct timespec wrong = {0, 1000000000};
    saw("invalid", nanosleep(&wrong, NULL));
    saw("errno", errno);
    return 0;
}

static volatile sig_atomic_t signals;

static void count(int number) {
    (void)number;
    ++signals;
}

int sleep_through_signals(char** arguments) {
    (void)arguments;
    struct sigaction action = {.sa_handler = count, .sa_flags = SA_RESTART};
    sigaction(SIGUSR1, &action, NULL);
    signal(SIGUSR2, SIG_IGN);
    const struct timespec ten = {10, 0};
    struct timespec rest = {0, 0};
    saw("nanosleep", nanosleep(&ten, &rest));
    saw("errno", errno);
    saw("rest", rest.tv_sec);
    saw("signals", signals);
    saw("sleep", sleep(10));
    return 0;
}

int print_between_sleeps(char** arguments) {
    (void)arguments;
    for (int at = 0; at < 3; ++at) {
        sleep(1);
        saw("line", at);
        fflush(stdout);
    }
    return 0;
}
