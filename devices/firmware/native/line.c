#include "devices/firmware/native/line.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

// --- Opening ------------------------------------------------------------------------------------

/// Small packets leave at once; a node sends nothing else.
static void prepare_tcp(int fd) {
    const int yes = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

static int connect_to(const struct addrinfo* found) {
    const int fd = socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return -1;
    prepare_tcp(fd);
    if (connect(fd, found->ai_addr, found->ai_addrlen) == 0 || errno == EINPROGRESS) return fd;
    close(fd);
    return -1;
}

int line_begin_tcp(const char* host, const char* port) {
    const struct addrinfo wanted = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM};
    struct addrinfo* found = NULL;
    if (getaddrinfo(host, port, &wanted, &found) != 0) return -1;
    const int fd = connect_to(found);
    freeaddrinfo(found);
    return fd;
}

static int finish_tcp(int fd) {
    struct pollfd wait = {fd, POLLOUT, 0};
    int error = 0;
    socklen_t size = sizeof error;
    if (fd < 0) return -1;
    poll(&wait, 1, -1);
    getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error == 0) return fd;
    close(fd);
    errno = error;
    return -1;
}

static int open_tcp(const char* where) {
    char host[64];
    const char* colon = strrchr(where, ':');
    if (colon == NULL || (size_t)(colon - where) >= sizeof host) {
        errno = EINVAL;
        return -1;
    }
    snprintf(host, sizeof host, "%.*s", (int)(colon - where), where);
    return finish_tcp(line_begin_tcp(host, colon + 1));
}

static int open_unix(const char* path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(address.sun_path, path);
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (const struct sockaddr*)&address, sizeof address) == 0) return fd;
    if (fd >= 0) close(fd);
    return -1;
}

static int open_terminal(const char* path) {
    struct termios raw;
    const int fd = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (fd < 0 || tcgetattr(fd, &raw) != 0) return fd;
    cfmakeraw(&raw);
    tcsetattr(fd, TCSANOW, &raw);
    return fd;
}

static int open_named(const char* where) {
    if (strncmp(where, "tcp:", 4) == 0) return open_tcp(where + 4);
    if (strncmp(where, "unix:", 5) == 0) return open_unix(where + 5);
    return open_terminal(where);
}

bool line_open(struct Line* line, const char* where) {
    if (strcmp(where, "stdio") == 0) {
        line->in = STDIN_FILENO;
        line->out = STDOUT_FILENO;
        return true;
    }
    line->in = line->out = open_named(where);
    if (line->in < 0) fprintf(stderr, "%s: %s\n", where, strerror(errno));
    return line->in >= 0;
}

// --- Octets -------------------------------------------------------------------------------------

void line_write(struct Line* line, const void* data, size_t size) {
    const char* next = data;
    while (size > 0 && line->out >= 0) {
        const ssize_t written = write(line->out, next, size);
        if (written >= 0) {
            next += written;
            size -= (size_t)written;
        } else if (errno == EAGAIN) {
            struct pollfd wait = {line->out, POLLOUT, 0};
            poll(&wait, 1, -1);
        } else if (errno != EINTR) {
            line->out = -1;
        }
    }
}

size_t line_read(struct Line* line, void* data, size_t room) {
    const ssize_t size = read(line->in, data, room);
    if (size > 0) return (size_t)size;
    if (size == 0 || (errno != EAGAIN && errno != EINTR)) line->in = -1;
    return 0;
}
