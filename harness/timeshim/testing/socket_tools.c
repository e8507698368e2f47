#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "harness/timeshim/testing/stories.h"

static socklen_t any_address(int family, int port, struct sockaddr_storage* address) {
    memset(address, 0, sizeof *address);
    if (family == AF_INET6) {
        struct sockaddr_in6* v6 = (struct sockaddr_in6*)address;
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons((unsigned short)port);
        return sizeof *v6;
    }
    struct sockaddr_in* v4 = (struct sockaddr_in*)address;
    v4->sin_family = AF_INET;
    v4->sin_port = htons((unsigned short)port);
    return sizeof *v4;
}

int listen_at(int family, int port, int flags) {
    struct sockaddr_storage address;
    const socklen_t size = any_address(family, port, &address);
    const int listener = socket(family, SOCK_STREAM | flags, 0);
    if (bind(listener, (struct sockaddr*)&address, size) != 0 || listen(listener, 10) != 0) {
        perror("listen");
        exit(1);
    }
    return listener;
}

void print_address(const char* what, const struct sockaddr_storage* address) {
    char text[INET6_ADDRSTRLEN];
    if (address->ss_family == AF_INET6) {
        const struct sockaddr_in6* v6 = (const struct sockaddr_in6*)address;
        inet_ntop(AF_INET6, &v6->sin6_addr, text, sizeof text);
        printf("%s [%s]:%d\n", what, text, ntohs(v6->sin6_port));
    } else {
        const struct sockaddr_in* v4 = (const struct sockaddr_in*)address;
        inet_ntop(AF_INET, &v4->sin_addr, text, sizeof text);
        printf("%s %s:%d\n", what, text, ntohs(v4->sin_port));
    }
}
