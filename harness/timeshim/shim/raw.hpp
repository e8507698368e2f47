#pragma once

#include <linux/time_types.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>

#include <cstddef>

/// System calls as the kernel takes them.
///
/// The shim must not call what it interposes, `syscall` included, and must leave `errno` alone. All
/// of these return what the kernel returns: -1 to -4095 is a negative errno.
namespace breakwire::timeshim::raw {

/// The kernel's signal set has 64 bits, glibc's sigset_t 1024.
inline constexpr std::size_t signal_set_size = 8;
inline constexpr __kernel_timespec no_time{0, 0};

template <typename Argument>
long word(Argument argument) {
    if constexpr (sizeof(Argument) < sizeof(long)) {
        return static_cast<long>(argument);
    } else {
        return (long)argument;  // NOLINT: pointers and 64-bit numbers alike
    }
}

inline long call_words(long number, long a, long b, long c, long d, long e, long f) {
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    long result = 0;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

/// Arguments that are left out are 0.
template <typename... Arguments>
long call(long number, Arguments... arguments) {
    const long words[6] = {word(arguments)...};
    return call_words(number, words[0], words[1], words[2], words[3], words[4], words[5]);
}

inline long poll_now(pollfd* descriptors, nfds_t count) {
    __kernel_timespec zero = no_time;
    return call(SYS_ppoll, descriptors, count, &zero, nullptr, 0);
}

/// Whether `descriptor` shows one of `events`, an error or a hang-up.
inline bool shows(int descriptor, short events) {
    pollfd one{descriptor, events, 0};
    return poll_now(&one, 1) > 0;
}

}  // namespace breakwire::timeshim::raw
