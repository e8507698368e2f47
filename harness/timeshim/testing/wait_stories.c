#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "harness/timeshim/testing/stories.h"

static void wait_by_select(int descriptor) {
    fd_set set;
    FD_ZERO(&set);
    FD_SET(descriptor, &set);
    struct timeval second = {1, 0};
    saw("select", select(descriptor + 1, &set, NULL, NULL, &second));
    saw("in the set", FD_ISSET(descriptor, &set));
    saw("left", second.tv_sec * 1000000 + second.tv_usec);
    FD_SET(descriptor, &set);
    const struct timespec timeout = {1, 0};
    saw("pselect", pselect(descriptor + 1, &set, NULL, NULL, &timeout, NULL));
}

static void wait_by_epoll(int descriptor) {
    const int epoll = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptor};
    epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
    const struct timespec second = {1, 0};
    saw("epoll_wait", epoll_wait(epoll, &event, 1, 1000));
    saw("epoll_pwait", epoll_pwait(epoll, &event, 1, 1000, NULL));
    saw("epoll_pwait2", epoll_pwait2(epoll, &event, 1, &second, NULL));
    saw("epoll_wait at once", epoll_wait(epoll, &event, 1, 0));
    close(epoll);
}

static void wait_by_poll(int descriptor) {
    struct pollfd one = {.fd = descriptor, .events = POLLIN};
    const struct timespec second = {1, 0};
    saw("poll", poll(&one, 1, 1000));
    saw("ppoll", ppoll(&one, 1, &second, NULL));
}

int wait_in_all_ways(char** arguments) {
    (void)arguments;
    int pipe_ends[2];
    if (pipe(pipe_ends) != 0) return 1;
    wait_by_epoll(pipe_ends[0]);
    wait_by_poll(pipe_ends[0]);
    wait_by_select(pipe_ends[0]);
    if (write(pipe_ends[1], "x", 1) != 1) return 1;
    wait_by_epoll(pipe_ends[0]);
    wait_by_poll(pipe_ends[0]);
    wait_by_select(pipe_ends[0]);
    return 0;
}

static volatile sig_atomic_t signals;

static void count(int number) {
    (void)number;
    ++signals;
}

/* SIGTERM is blocked except inside the second wait, as careful programs do it. */
int wait_under_a_mask(char** arguments) {
    (void)arguments;
    sigset_t term, none;
    sigemptyset(&none);
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    signal(SIGTERM, count);
    sigprocmask(SIG_BLOCK, &term, NULL);
    const int epoll = epoll_create1(0);
    struct epoll_event event;
    saw("blocked", epoll_wait(epoll, &event, 1, 10000));
    saw("signals", signals);
    saw("unblocked", epoll_pwait(epoll, &event, 1, 10000, &none));
    saw("errno", errno);
    saw("signals", signals);
    return 0;
}

int wait_for_signals(char** arguments) {
    (void)arguments;
    signal(SIGUSR1, count);
    saw("pause", pause());
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, NULL);
    const struct timespec two = {2, 0};
    saw("sigtimedwait", sigtimedwait(&set, NULL, &two));
    saw("errno", errno);
    int number = 0;
    saw("sigwait", sigwait(&set, &number));
    saw("is SIGUSR2", number == SIGUSR2);
    return 0;
}
