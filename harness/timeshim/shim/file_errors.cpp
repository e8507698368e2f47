#include "harness/timeshim/shim/file_errors.hpp"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/process.hpp"

namespace breakwire::timeshim {

int file_error(FileOperation operation) {
    return led() == nullptr ? 0 : led()->file_errors[static_cast<unsigned>(operation)];
}

int file_error(FileOperation operation, int descriptor) {
    const int error = file_error(operation);
    struct stat about {};
    if (error == 0 || fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) return 0;
    return error;
}

namespace {

/// The same for a path that is to be opened for writing; it may not be there yet.
int error_opening(const char* path) {
    const int error = file_error(FileOperation::open);
    struct stat about {};
    if (error == 0 || (stat(path, &about) == 0 && !S_ISREG(about.st_mode))) return 0;
    return error;
}

int error_opening(const char* path, int flags) {
    return (flags & (O_WRONLY | O_RDWR | O_CREAT)) == 0 ? 0 : error_opening(path);
}

int error_opening(const char* path, const char* mode) {
    return strpbrk(mode, "wa+") == nullptr ? 0 : error_opening(path);
}

template <typename Result>
Result failed(int error, Result result) {
    errno = error;
    return result;
}

int error_writing(FILE* file) { return file_error(FileOperation::write, fileno(file)); }

constinit Next<int(const char*, int, ...)> next_open("open");
constinit Next<int(const char*, int, ...)> next_open64("open64");
constinit Next<int(int, const char*, int, ...)> next_openat("openat");
constinit Next<FILE*(const char*, const char*)> next_fopen("fopen");
constinit Next<FILE*(const char*, const char*)> next_fopen64("fopen64");
constinit Next<size_t(const void*, size_t, size_t, FILE*)> next_fwrite("fwrite");
constinit Next<int(FILE*)> next_fflush("fflush");
constinit Next<int(FILE*)> next_fclose("fclose");
constinit Next<ssize_t(int, const void*, size_t, off_t)> next_pwrite("pwrite");
constinit Next<int(int)> next_fsync("fsync");
constinit Next<int(int)> next_fdatasync("fdatasync");
constinit Next<int(const char*, const char*)> next_rename("rename");

/// The third argument of open(), which is there only if a file may be made.
mode_t mode_of(int flags, va_list& rest) {
    const bool given = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
    return given ? va_arg(rest, mode_t) : 0;
}

}  // namespace
}  // namespace breakwire::timeshim

using namespace breakwire::timeshim;

BREAKWIRE_INTERPOSED int open(const char* path, int flags, ...) {
    if (const int error = error_opening(path, flags)) return failed(error, -1);
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return next_open(path, flags, mode);
}

BREAKWIRE_INTERPOSED int open64(const char* path, int flags, ...) {
    if (const int error = error_opening(path, flags)) return failed(error, -1);
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return next_open64(path, flags, mode);
}

BREAKWIRE_INTERPOSED int openat(int folder, const char* path, int flags, ...) {
    if (const int error = error_opening(path, flags)) return failed(error, -1);
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return next_openat(folder, path, flags, mode);
}

BREAKWIRE_INTERPOSED FILE* fopen(const char* path, const char* mode) {
    const int error = error_opening(path, mode);
    return error != 0 ? failed<FILE*>(error, nullptr) : next_fopen(path, mode);
}

BREAKWIRE_INTERPOSED FILE* fopen64(const char* path, const char* mode) {
    const int error = error_opening(path, mode);
    return error != 0 ? failed<FILE*>(error, nullptr) : next_fopen64(path, mode);
}

BREAKWIRE_INTERPOSED size_t fwrite(const void* items, size_t size, size_t count, FILE* file) {
    const int error = error_writing(file);
    return error != 0 ? failed<size_t>(error, 0) : next_fwrite(items, size, count, file);
}

BREAKWIRE_INTERPOSED int fflush(FILE* file) {
    const int error = file != nullptr ? error_writing(file) : 0;
    return error != 0 ? failed(error, EOF) : next_fflush(file);
}

/// What was in the buffer reaches the disk all the same: only what the caller hears can be ours.
BREAKWIRE_INTERPOSED int fclose(FILE* file) {
    const int error = error_writing(file);
    const int result = next_fclose(file);
    return error != 0 ? failed(error, EOF) : result;
}

BREAKWIRE_INTERPOSED ssize_t pwrite(int descriptor, const void* octets, size_t size, off_t at) {
    const int error = file_error(FileOperation::write, descriptor);
    return error != 0 ? failed<ssize_t>(error, -1) : next_pwrite(descriptor, octets, size, at);
}

BREAKWIRE_INTERPOSED int fsync(int descriptor) {
    const int error = file_error(FileOperation::sync, descriptor);
    return error != 0 ? failed(error, -1) : next_fsync(descriptor);
}

BREAKWIRE_INTERPOSED int fdatasync(int descriptor) {
    const int error = file_error(FileOperation::sync, descriptor);
    return error != 0 ? failed(error, -1) : next_fdatasync(descriptor);
}

BREAKWIRE_INTERPOSED int rename(const char* from, const char* to) noexcept {
    const int error = file_error(FileOperation::rename);
    return error != 0 ? failed(error, -1) : next_rename(from, to);
}
