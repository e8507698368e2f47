#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/timeshim/testing/stories.h"

static void print_names(int stream) {
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    getpeername(stream, (struct sockaddr*)&address, &size);
    print_address("peer", &address);
    size = sizeof address;
    getsockname(stream, (struct sockaddr*)&address, &size);
    print_address("self", &address);
}

static void watch(int epoll, int descriptor) {
    struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP, .data.fd = descriptor};
    epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

static void print_events(unsigned events) {
    printf("events%s%s%s%s%s\n", events & EPOLLIN ? " in" : "", events & EPOLLOUT ? " out" : "",
           events & EPOLLRDHUP ? " rdhup" : "", events & EPOLLHUP ? " hup" : "",
           events & EPOLLERR ? " err" : "");
}

/* Echoes what it reads. Returns 0 when it has read "quit". */
static int echo(int stream, unsigned events) {
    char octets[100];
    const ssize_t size = recv(stream, octets, sizeof octets, 0);
    if (size > 0) {
        if (send(stream, octets, (size_t)size, MSG_NOSIGNAL) != size) saw("send", errno);
        return memcmp(octets, "quit", 4) != 0;
    }
    print_events(events);
    saw(size == 0 ? "end" : "errno", size == 0 ? 0 : errno);
    close(stream);
    return 1;
}

/* Serves with epoll and without blocking, as brokers do. */
int serve(char** arguments) {
    (void)arguments;
    const int listener = listen_at(AF_INET, 1883, SOCK_NONBLOCK | SOCK_CLOEXEC);
    const int epoll = epoll_create1(0);
    watch(epoll, listener);
    for (;;) {
        struct epoll_event event;
        if (epoll_wait(epoll, &event, 1, -1) != 1) continue;
        if (event.data.fd != listener) {
            if (!echo(event.data.fd, event.events)) return 0;
            continue;
        }
        const int stream = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
        print_names(stream);
        watch(epoll, stream);
    }
}

static void print_option(const char* what, int stream, int level, int name) {
    int value = -1;
    socklen_t size = sizeof value;
    const int result = getsockopt(stream, level, name, &value, &size);
    printf("%s %d\n", what, result == 0 ? value : -1);
}

int serve_blocking(char** arguments) {
    (void)arguments;
    const int listener = listen_at(AF_INET, 1883, 0);
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    const int stream = accept(listener, (struct sockaddr*)&address, &size);
    saw("accept", stream >= 0);
    print_address("from", &address);
    const int on = 1;
    saw("TCP_NODELAY", setsockopt(stream, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on));
    print_option("SO_DOMAIN is AF_INET", stream, SOL_SOCKET, SO_DOMAIN);
    print_option("SO_ACCEPTCONN", listener, SOL_SOCKET, SO_ACCEPTCONN);
    char octets[100];
    for (;;) {
        const ssize_t count = read(stream, octets, sizeof octets);
        saw("read", count);
        if (count <= 0) break;
        if (write(stream, octets, (size_t)count) != count) return 1;
    }
    shutdown(stream, SHUT_WR);
    sleep(1);
    saw("close", close(stream));
    return 0;
}

int listen_twice(char** arguments) {
    (void)arguments;
    const int first = listen_at(AF_INET, 1883, 0);
    const int second = listen_at(AF_INET6, 8883, 0);
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    getsockname(second, (struct sockaddr*)&address, &size);
    print_address("second", &address);
    sleep(1); /* in which a connection comes for each */
    print_names(accept(second, NULL, NULL));
    print_names(accept(first, NULL, NULL));
    return 0;
}

int run_out_of_descriptors(char** arguments) {
    (void)arguments;
    const int listener = listen_at(AF_INET, 1883, 0);
    struct rlimit limit = {20, 20};
    setrlimit(RLIMIT_NOFILE, &limit);
    int last = -1;
    for (int next = 0; next >= 0; next = dup(0)) last = next;
    sleep(1); /* in which a connection comes */
    saw("accept", accept(listener, NULL, NULL));
    saw("errno is EMFILE", errno == EMFILE);
    close(last);
    saw("accept", accept(listener, NULL, NULL) == last);
    return 0;
}

static void close_without_lingering(int stream) {
    const struct linger none = {1, 0};
    setsockopt(stream, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    close(stream);
}

int close_rudely(char** arguments) {
    (void)arguments;
    const int listener = listen_at(AF_INET, 1883, 0);
    close(accept(listener, NULL, NULL));
    sleep(1);
    close_without_lingering(accept(listener, NULL, NULL));
    sleep(1);
    const int unread = accept(listener, NULL, NULL);
    sleep(1); /* in which an octet comes */
    close(unread);
    sleep(1);
    return 0;
}

int reuse_a_descriptor(char** arguments) {
    (void)arguments;
    const int listener = listen_at(AF_INET, 1883, 0);
    const int first = accept(listener, NULL, NULL);
    sleep(1); /* in which another connection comes */
    close_without_lingering(first);
    saw("the same", accept(listener, NULL, NULL) == first);
    return 0;
}
