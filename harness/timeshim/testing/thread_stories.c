#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "harness/timeshim/testing/stories.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static sem_t semaphore;
static int done;

static volatile uint64_t result;

static void work_a_while(void) {
    for (uint64_t at = 0; at < 30000000; ++at) result += at * at;
}

static void* work_and_signal(void* nothing) {
    work_a_while();
    pthread_mutex_lock(&mutex);
    done = 1;
    pthread_cond_signal(&condition);
    pthread_mutex_unlock(&mutex);
    work_a_while();
    sem_post(&semaphore);
    return nothing;
}

/* 0 if it was signalled before the deadline, in whole seconds of real time. */
static int await_done(time_t deadline) {
    const struct timespec until = {deadline, 0};
    pthread_mutex_lock(&mutex);
    int failure = 0;
    while (!done && failure == 0) {
        failure = pthread_cond_timedwait(&condition, &mutex, &until);
    }
    pthread_mutex_unlock(&mutex);
    return failure;
}

int wait_for_threads(char** arguments) {
    (void)arguments;
    sem_init(&semaphore, 0, 0);
    saw("alone", await_done(1700000005) != 0);
    const struct timespec until = {1700000010, 0};
    saw("semaphore alone", sem_timedwait(&semaphore, &until));
    pthread_t thread;
    pthread_create(&thread, NULL, work_and_signal, NULL);
    saw("signalled", await_done(1700000060));
    const struct timespec later = {1700000120, 0};
    saw("posted", sem_timedwait(&semaphore, &later));
    pthread_join(thread, NULL);
    return 0;
}

static void* work_and_notify(void* events) {
    work_a_while();
    eventfd_write(*(int*)events, 1);
    return NULL;
}

/* Without settling, the wait would be over long before the thread has done its work. */
int work_in_a_thread(char** arguments) {
    (void)arguments;
    int events = eventfd(0, 0);
    const int epoll = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN};
    epoll_ctl(epoll, EPOLL_CTL_ADD, events, &event);
    pthread_t thread;
    pthread_create(&thread, NULL, work_and_notify, &events);
    saw("epoll_wait", epoll_wait(epoll, &event, 1, 100));
    pthread_join(thread, NULL);
    return 0;
}
