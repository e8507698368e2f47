/* led_program STORY [ARGUMENTS]: a program for the shim to lead. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "harness/timeshim/testing/stories.h"

struct story {
    const char* name;
    int (*tell)(char** arguments);
};

#define BREAKWIRE_STORY(name) \
    { #name, name }

static const struct story stories[] = {
    BREAKWIRE_STORY(read_clocks),
    BREAKWIRE_STORY(read_clocks_without_end),
    BREAKWIRE_STORY(sleep_in_all_ways),
    BREAKWIRE_STORY(sleep_through_signals),
    BREAKWIRE_STORY(print_between_sleeps),
    BREAKWIRE_STORY(wait_in_all_ways),
    BREAKWIRE_STORY(wait_under_a_mask),
    BREAKWIRE_STORY(wait_for_signals),
    BREAKWIRE_STORY(set_alarms),
    BREAKWIRE_STORY(use_timerfds),
    BREAKWIRE_STORY(draw_random_numbers),
    BREAKWIRE_STORY(resolve_a_name),
    BREAKWIRE_STORY(have_a_child),
    BREAKWIRE_STORY(become_another),
    BREAKWIRE_STORY(use_system_calls),
    BREAKWIRE_STORY(use_files),
    BREAKWIRE_STORY(wait_for_threads),
    BREAKWIRE_STORY(work_in_a_thread),
    BREAKWIRE_STORY(serve),
    BREAKWIRE_STORY(serve_blocking),
    BREAKWIRE_STORY(listen_twice),
    BREAKWIRE_STORY(run_out_of_descriptors),
    BREAKWIRE_STORY(close_rudely),
    BREAKWIRE_STORY(reuse_a_descriptor),
    BREAKWIRE_STORY(connect_without_blocking),
    BREAKWIRE_STORY(connect_blocking),
    BREAKWIRE_STORY(read_with_a_timeout),
    BREAKWIRE_STORY(write_much),
    BREAKWIRE_STORY(serve_for_real),
    BREAKWIRE_STORY(connect_for_real),
};

void saw(const char* what, long number) {
    static const long monotonic_base_s = 1000; /* the leader's of the tests */
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    printf("%ld %s %ld\n", (now.tv_sec - monotonic_base_s) * 1000 + now.tv_nsec / 1000000, what,
           number);
}

int main(int count, char** arguments) {
    for (unsigned at = 0; at < sizeof stories / sizeof stories[0]; ++at) {
        if (count > 1 && strcmp(arguments[1], stories[at].name) == 0) {
            return stories[at].tell(arguments + 2);
        }
    }
    fputs("no such story\n", stderr);
    return 2;
}
