#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/timeshim/testing/stories.h"

static void echo_until_the_end(int stream) {
    int no_delay = 0;
    socklen_t size = sizeof no_delay;
    getsockopt(stream, IPPROTO_TCP, TCP_NODELAY, &no_delay, &size);
    saw("TCP_NODELAY", no_delay != 0);
    char octets[100];
    for (;;) {
        const ssize_t count = read(stream, octets, sizeof octets);
        saw("read", count);
        if (count <= 0) break;
        if (write(stream, octets, (size_t)count) != count) exit(1);
    }
    close(stream);
}

int serve_for_real(char** arguments) {
    (void)arguments;
    const int listener = listen_at(AF_INET, 0, 0);
    struct sockaddr_in address;
    socklen_t size = sizeof address;
    getsockname(listener, (struct sockaddr*)&address, &size);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    echo_until_the_end(accept(listener, NULL, NULL));
    return 0;
}

int connect_for_real(char** arguments) {
    const int stream = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((unsigned short)atoi(arguments[0]))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(stream, (struct sockaddr*)&address, sizeof address) != 0) return 1;
    echo_until_the_end(stream);
    return 0;
}
