#include <netdb.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "harness/timeshim/testing/stories.h"

static void print_octets(const char* name, const void* octets, size_t size) {
    printf("%s ", name);
    for (size_t at = 0; at < size; ++at) printf("%02x", ((const unsigned char*)octets)[at]);
    printf("\n");
}

int draw_random_numbers(char** arguments) {
    (void)arguments;
    unsigned char octets[11];
    if (getrandom(octets, sizeof octets, 0) != sizeof octets) return 1;
    print_octets("getrandom", octets, sizeof octets);
    if (getentropy(octets, sizeof octets) != 0) return 1;
    print_octets("getentropy", octets, sizeof octets);
    arc4random_buf(octets, sizeof octets);
    print_octets("arc4random_buf", octets, sizeof octets);
    printf("arc4random %u\n", arc4random());
    printf("arc4random_uniform %d\n", arc4random_uniform(6) < 6);
    return 0;
}

/* libc's own function would hardly be done when it returns. */
int resolve_a_name(char** arguments) {
    (void)arguments;
    struct gaicb request = {.ar_name = "127.0.0.1"};
    struct gaicb* requests[] = {&request};
    saw("getaddrinfo_a", getaddrinfo_a(GAI_NOWAIT, requests, 1, NULL));
    saw("gai_error", gai_error(&request));
    saw("has a result", request.ar_result != NULL);
    freeaddrinfo(request.ar_result);
    return 0;
}

/* The clock that a program without a leader sees is far from the leader's. */
static int is_led(void) { return time(NULL) < 1700100000; }

extern char** environ;

static int run(char** command) {
    pid_t child = 0;
    int status = 1;
    if (posix_spawn(&child, command[0], NULL, NULL, command, environ) != 0) return 1;
    waitpid(child, &status, 0);
    return WEXITSTATUS(status);
}

int have_a_child(char** arguments) {
    if (arguments[0] != NULL && strcmp(arguments[0], "grandchild") == 0) return is_led() ? 3 : 4;
    const pid_t child = fork();
    if (child == 0) _exit(is_led() ? 3 : 4);
    int status = 0;
    waitpid(child, &status, 0);
    saw("forked child", WEXITSTATUS(status));
    char* command[] = {"/proc/self/exe", "have_a_child", "grandchild", NULL};
    saw("spawned child", run(command));
    saw("led", is_led());
    return 0;
}

int become_another(char** arguments) {
    saw("led", is_led());
    fflush(stdout);
    if (arguments[0] == NULL) return 0;
    sleep(1);
    char* command[] = {"led_program", "become_another", NULL};
    execv("/nowhere", command);
    execv("/proc/self/exe", command);
    return 1;
}

int use_system_calls(char** arguments) {
    (void)arguments;
    struct timespec now, two = {2, 0};
    syscall(SYS_clock_gettime, CLOCK_REALTIME, &now);
    saw("clock", now.tv_sec);
    saw("nanosleep", syscall(SYS_nanosleep, &two, NULL));
    saw("clock_nanosleep", syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &two, NULL));
    saw("close", syscall(SYS_close, 555));
    saw("getpid", syscall(SYS_getpid) == getpid());
    return 0;
}
