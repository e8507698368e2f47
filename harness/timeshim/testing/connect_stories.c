#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "harness/timeshim/testing/stories.h"

static int connect_it(int stream) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(1883)};
    inet_pton(AF_INET, "10.0.0.7", &address.sin_addr);
    return connect(stream, (struct sockaddr*)&address, sizeof address);
}

static void print_error(int stream) {
    int error = -1;
    socklen_t size = sizeof error;
    getsockopt(stream, SOL_SOCKET, SO_ERROR, &error, &size);
    saw(error == 0 ? "no error" : strerror(error), error != 0);
}

static void print_names(int stream) {
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    if (getpeername(stream, (struct sockaddr*)&address, &size) != 0) {
        saw("has no peer", errno == ENOTCONN);
        return;
    }
    print_address("peer", &address);
    size = sizeof address;
    getsockname(stream, (struct sockaddr*)&address, &size);
    print_address("self", &address);
}

/* Joins an epoll set before it connects, as event loops may. */
int connect_without_blocking(char** arguments) {
    (void)arguments;
    const int stream = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    const int epoll = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLOUT};
    epoll_ctl(epoll, EPOLL_CTL_ADD, stream, &event);
    const int result = connect_it(stream);
    saw(result == 0 ? "connected" : strerror(errno), result);
    print_names(stream);
    const int again = connect_it(stream);
    saw(again == 0 ? "connected" : strerror(errno), again);
    saw("epoll_wait", epoll_wait(epoll, &event, 1, 10000));
    saw("hung up", (event.events & EPOLLHUP) != 0);
    print_error(stream);
    print_error(stream);
    print_names(stream);
    return 0;
}

int connect_blocking(char** arguments) {
    const int stream = socket(AF_INET, SOCK_STREAM, 0);
    const struct timeval limit = {arguments[0] == NULL ? 0 : atoi(arguments[0]), 0};
    setsockopt(stream, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    const int result = connect_it(stream);
    saw(result == 0 ? "connected" : strerror(errno), result);
    print_names(stream);
    return 0;
}

int read_with_a_timeout(char** arguments) {
    (void)arguments;
    const int stream = socket(AF_INET, SOCK_STREAM, 0);
    if (connect_it(stream) != 0) return 1;
    const struct timeval two = {2, 0};
    setsockopt(stream, SOL_SOCKET, SO_RCVTIMEO, &two, sizeof two);
    char octets[10];
    saw("recv", recv(stream, octets, sizeof octets, 0));
    saw("errno is EAGAIN", errno == EAGAIN);
    saw("recv", recv(stream, octets, sizeof octets, 0));
    const struct timeval none = {0, 0};
    setsockopt(stream, SOL_SOCKET, SO_RCVTIMEO, &none, sizeof none);
    saw("recv all", recv(stream, octets, sizeof octets, MSG_WAITALL));
    return 0;
}

int write_much(char** arguments) {
    (void)arguments;
    const int stream = socket(AF_INET, SOCK_STREAM, 0);
    if (connect_it(stream) != 0) return 1;
    static const char octets[3000000];
    saw("write", write(stream, octets, sizeof octets));
    saw("close", close(stream));
    return 0;
}
