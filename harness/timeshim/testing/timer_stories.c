#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "harness/timeshim/testing/stories.h"

static volatile sig_atomic_t alarms;

static void count(int number) {
    (void)number;
    ++alarms;
}

int set_alarms(char** arguments) {
    (void)arguments;
    signal(SIGALRM, count);
    saw("alarm", alarm(30));
    saw("sleep", sleep(10));
    saw("alarm before", alarm(5));
    saw("sleep", sleep(10));
    saw("alarms", alarms);
    const struct itimerval each_second = {{1, 0}, {0, 500000}};
    setitimer(ITIMER_REAL, &each_second, NULL);
    for (int at = 0; at < 3; ++at) saw("usleep", usleep(10000000));
    struct itimerval left;
    getitimer(ITIMER_REAL, &left);
    saw("left", left.it_value.tv_sec * 1000 + left.it_value.tv_usec / 1000);
    alarm(0);
    saw("sleep", sleep(10));
    saw("alarms", alarms);
    return 0;
}

static uint64_t read_count(int timer) {
    uint64_t expirations = 0;
    return read(timer, &expirations, sizeof expirations) == sizeof expirations ? expirations : 0;
}

int use_timerfds(char** arguments) {
    (void)arguments;
    const int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    const struct itimerspec after_2_each_3 = {{3, 0}, {2, 0}};
    timerfd_settime(timer, 0, &after_2_each_3, NULL);
    saw("read", (long)read_count(timer));
    sleep(7);
    saw("read", (long)read_count(timer));
    struct itimerspec left;
    timerfd_gettime(timer, &left);
    saw("left", left.it_value.tv_sec);
    const struct itimerspec at_20 = {{0, 0}, {1020, 0}};
    timerfd_settime(timer, TFD_TIMER_ABSTIME, &at_20, NULL);
    const int epoll = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN};
    epoll_ctl(epoll, EPOLL_CTL_ADD, timer, &event);
    saw("epoll_wait", epoll_wait(epoll, &event, 1, 5000));
    saw("epoll_wait", epoll_wait(epoll, &event, 1, -1));
    saw("read", (long)read_count(timer));
    return 0;
}
