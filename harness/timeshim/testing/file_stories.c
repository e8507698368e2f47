#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/uio.h>
#include <unistd.h>

#include "harness/timeshim/testing/stories.h"

static void tell(const char* what, int worked) {
    printf("%s %s\n", what, worked ? "ok" : "failed");
}

static void use_descriptor(const char* path) {
    const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    tell("open", file >= 0);
    if (file < 0) return;
    const struct iovec part = {"b", 1};
    tell("write", write(file, "a", 1) == 1);
    tell("writev", writev(file, &part, 1) == 1);
    tell("pwrite", pwrite(file, "c", 1, 0) == 1);
    tell("fsync", fsync(file) == 0);
    tell("fdatasync", fdatasync(file) == 0);
    close(file);
}

static void use_stream(const char* path) {
    FILE* const file = fopen(path, "w");
    tell("fopen", file != NULL);
    if (file == NULL) return;
    tell("fwrite", fwrite("a", 1, 1, file) == 1);
    tell("fflush", fflush(file) == 0);
    tell("fclose", fclose(file) == 0);
}

/* FOLDER: writes to files in it in all ways, reads one, writes to what is no regular file. */
int use_files(char** arguments) {
    char path[4096];
    char other[4096];
    snprintf(path, sizeof path, "%s/file", arguments[0]);
    snprintf(other, sizeof other, "%s/other", arguments[0]);
    use_descriptor(path);
    use_stream(path);
    errno = 0;
    const int moved = rename(path, other);
    tell("rename", moved == 0);
    if (errno != 0) printf("errno %d\n", errno);
    const int null = open("/dev/null", O_WRONLY);
    tell("other", null >= 0 && write(null, "a", 1) == 1);
    const int self = open("/proc/self/exe", O_RDONLY);
    tell("read", self >= 0);
    return 0;
}
