// What newlib asks of a system. There are no files; snprintf() may want a little memory.

#include <errno.h>
#include <stddef.h>
#include <sys/stat.h>

#include "devices/firmware/lm3s6965/board.h"

extern char heap_start[], heap_end[];

void* _sbrk(ptrdiff_t grow);
void* _sbrk(ptrdiff_t grow) {
    static char* end = heap_start;
    char* const before = end;
    if (grow > heap_end - end) {
        errno = ENOMEM;
        return (void*)-1;
    }
    end += grow;
    return before;
}

void _exit(int status) __attribute__((noreturn));
void _exit(int status) {
    (void)status;
    board_reset(reset_fault);
}

int _kill(int process, int signal);
int _kill(int process, int signal) {
    (void)process;
    (void)signal;
    return -1;
}

int _getpid(void);
int _getpid(void) { return 1; }

int _write(int file, const char* data, int size);
int _write(int file, const char* data, int size) {
    (void)file;
    (void)data;
    return size;
}

int _read(int file, char* data, int size);
int _read(int file, char* data, int size) {
    (void)file;
    (void)data;
    (void)size;
    return 0;
}

int _close(int file);
int _close(int file) {
    (void)file;
    return -1;
}

int _lseek(int file, int offset, int whence);
int _lseek(int file, int offset, int whence) {
    (void)file;
    (void)offset;
    (void)whence;
    return 0;
}

int _fstat(int file, struct stat* status);
int _fstat(int file, struct stat* status) {
    (void)file;
    status->st_mode = S_IFCHR;
    return 0;
}

int _isatty(int file);
int _isatty(int file) {
    (void)file;
    return 1;
}
