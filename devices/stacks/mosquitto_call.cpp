#include "devices/stacks/mosquitto_call.hpp"

#include <fcntl.h>
#include <mosquitto.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdarg>
#include <ctime>
#include <utility>

#include "devices/stacks/descriptor_table.hpp"
#include "devices/stacks/imports.hpp"
#include "sim/base/invariant.hpp"

namespace breakwire::devices {
namespace {

/// On whose behalf the library is called, and what it holds. One for the process, as the library
/// is; all on one thread.
struct {
    bool active = false;
    Duration uptime{};
    VirtualSocket* connection = nullptr;
    DescriptorTable descriptors;
} caller;

/// `call` for the virtual socket that `descriptor` names.
template <class Call>
auto ask(int descriptor, Call call) -> decltype(call(std::declval<VirtualSocket&>())) {
    if (VirtualSocket* socket = caller.descriptors.find(descriptor)) return call(*socket);
    errno = EBADF;
    return -1;
}

bool counts_from_boot(clockid_t clock) {
    return clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_RAW ||
           clock == CLOCK_MONOTONIC_COARSE || clock == CLOCK_BOOTTIME;
}

// What the library calls instead of libc. Everything that concerns a real descriptor or another
// clock is passed on.

int on_clock_gettime(clockid_t clock, timespec* time) noexcept {
    if (!counts_from_boot(clock)) return ::clock_gettime(clock, time);
    time->tv_sec = caller.uptime / 1s;
    time->tv_nsec = caller.uptime % 1s / 1ns;
    return 0;
}

int on_socket(int, int, int) noexcept {
    BREAKWIRE_INVARIANT(caller.connection != nullptr);
    return caller.descriptors.open(*std::exchange(caller.connection, nullptr));
}

int on_bind(int descriptor, const sockaddr* address, socklen_t size) noexcept {
    if (!DescriptorTable::owns(descriptor)) return ::bind(descriptor, address, size);
    // The network knows the device's address.
    return ask(descriptor, [](VirtualSocket&) { return 0; });
}

int on_connect(int descriptor, const sockaddr* address, socklen_t size) noexcept {
    if (!DescriptorTable::owns(descriptor)) return ::connect(descriptor, address, size);
    return ask(descriptor, [](VirtualSocket& socket) { return socket.connect(); });
}

int on_setsockopt(int descriptor, int level, int name, const void* value, socklen_t size) noexcept {
    if (!DescriptorTable::owns(descriptor)) {
        return ::setsockopt(descriptor, level, name, value, size);
    }
    return ask(descriptor, [](VirtualSocket&) { return 0; });
}

/// The library gives its commands an int or nothing (F_GETFL, F_SETFL).
int on_fcntl(int descriptor, int command, ...) noexcept {
    va_list arguments;
    va_start(arguments, command);
    const int argument = va_arg(arguments, int);
    va_end(arguments);
    if (!DescriptorTable::owns(descriptor)) return ::fcntl(descriptor, command, argument);
    return ask(descriptor,
               [&](VirtualSocket& socket) { return socket.control(command, argument); });
}

ssize_t on_read(int descriptor, void* into, std::size_t size) noexcept {
    if (!DescriptorTable::owns(descriptor)) return ::read(descriptor, into, size);
    return ask(descriptor, [&](VirtualSocket& socket) {
        return socket.read({static_cast<std::byte*>(into), size});
    });
}

ssize_t on_write(int descriptor, const void* from, std::size_t size) noexcept {
    if (!DescriptorTable::owns(descriptor)) return ::write(descriptor, from, size);
    return ask(descriptor, [&](VirtualSocket& socket) {
        return socket.write({static_cast<const std::byte*>(from), size});
    });
}

int on_close(int descriptor) noexcept {
    if (!DescriptorTable::owns(descriptor)) return ::close(descriptor);
    return ask(descriptor, [&](VirtualSocket&) { return caller.descriptors.close(descriptor); });
}

/// `mosquitto_new` opens a pair that only the library's own loop and threads need, and goes on
/// without if it gets none.
int on_socketpair(int, int, int, int*) noexcept {
    errno = EMFILE;
    return -1;
}

int on_pselect(int, fd_set*, fd_set*, fd_set*, const timespec*, const sigset_t*) noexcept {
    invariant_broken("libmosquitto never waits: its external loop is ours", __FILE__, __LINE__);
}

int on_nanosleep(const timespec*, timespec*) noexcept {
    invariant_broken("libmosquitto never sleeps: its external loop is ours", __FILE__, __LINE__);
}

template <class Function>
Redirection instead_of(const char* symbol, Function* target) {
    return {symbol, reinterpret_cast<void*>(target)};
}

/// The library, led into the simulation. Its redirection stays until the process ends.
/// getaddrinfo and freeaddrinfo stay libc's: for numeric addresses they ask nobody.
struct Library {
    Library() {
        const std::array redirections = {
            instead_of("clock_gettime", on_clock_gettime),
            instead_of("socket", on_socket),
            instead_of("bind", on_bind),
            instead_of("connect", on_connect),
            instead_of("setsockopt", on_setsockopt),
            instead_of("fcntl", on_fcntl),
            instead_of("read", on_read),
            instead_of("write", on_write),
            instead_of("close", on_close),
            instead_of("socketpair", on_socketpair),
            instead_of("pselect", on_pselect),
            instead_of("nanosleep", on_nanosleep),
        };
        redirect_imports("libmosquitto.so.1", redirections);
        mosquitto_lib_init();
    }
    ~Library() { mosquitto_lib_cleanup(); }
};

}  // namespace

MosquittoCall::MosquittoCall(Duration uptime, VirtualSocket* connection) {
    static const Library library;
    BREAKWIRE_INVARIANT(!caller.active);
    caller.active = true;
    caller.uptime = uptime;
    caller.connection = connection;
}

MosquittoCall::~MosquittoCall() {
    caller.active = false;
    caller.connection = nullptr;
}

}  // namespace breakwire::devices
