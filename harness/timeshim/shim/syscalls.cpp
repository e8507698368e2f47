#include <poll.h>
#include <stdarg.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include <utility>

#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/raw.hpp"

namespace breakwire::timeshim {
namespace {

template <typename Value>
Value as(long word) {
    if constexpr (sizeof(Value) < sizeof(long)) {
        return static_cast<Value>(word);
    } else {
        return (Value)word;  // NOLINT: pointers and 64-bit numbers alike
    }
}

/// Calls the interposed function that stands for a system call.
template <typename Result, typename... Arguments, std::size_t... At>
long spread(Result (*function)(Arguments...), const long* words, std::index_sequence<At...>) {
    return static_cast<long>(function(as<Arguments>(words[At])...));
}

template <typename Result, typename... Arguments>
long through(Result (*function)(Arguments...), const long* words) {
    return spread(function, words, std::index_sequence_for<Arguments...>{});
}

/// Unlike the system call, the function returns its error.
long through_clock_nanosleep(const long* words) {
    return told<long>(-through(&clock_nanosleep, words));
}

/// The system calls that libraries make past libc's functions for them; libuv, OpenSSL and Rust's
/// standard library do.
long interposed(long number, const long* words) {
    switch (number) {
        // clang-format off
        case SYS_clock_gettime: return through(&clock_gettime, words);
        case SYS_gettimeofday: return through(&gettimeofday, words);
        case SYS_time: return through(&time, words);
        case SYS_nanosleep: return through(&nanosleep, words);
        case SYS_clock_nanosleep: return through_clock_nanosleep(words);
        case SYS_epoll_ctl: return through(&epoll_ctl, words);
        case SYS_epoll_wait: return through(&epoll_wait, words);
        case SYS_epoll_pwait: return through(&epoll_pwait, words);
        case SYS_epoll_pwait2: return through(&epoll_pwait2, words);
        case SYS_poll: return through(&poll, words);
        case SYS_ppoll: return through(&ppoll, words);
        case SYS_select: return through(&select, words);
        case SYS_getrandom: return through(&getrandom, words);
        case SYS_read: return through(&read, words);
        case SYS_readv: return through(&readv, words);
        case SYS_recvfrom: return through(&recvfrom, words);
        case SYS_recvmsg: return through(&recvmsg, words);
        case SYS_write: return through(&write, words);
        case SYS_writev: return through(&writev, words);
        case SYS_sendto: return through(&sendto, words);
        case SYS_sendmsg: return through(&sendmsg, words);
        case SYS_bind: return through(&bind, words);
        case SYS_listen: return through(&listen, words);
        case SYS_accept: return through(&accept, words);
        case SYS_accept4: return through(&accept4, words);
        case SYS_connect: return through(&connect, words);
        case SYS_shutdown: return through(&shutdown, words);
        case SYS_getsockname: return through(&getsockname, words);
        case SYS_getpeername: return through(&getpeername, words);
        case SYS_getsockopt: return through(&getsockopt, words);
        case SYS_setsockopt: return through(&setsockopt, words);
        case SYS_close: return through(&close, words);
        case SYS_close_range: return through(&close_range, words);
        case SYS_dup2: return through(&dup2, words);
        case SYS_dup3: return through(&dup3, words);
        // clang-format on
        default:
            return told<long>(raw::call_words(number, words[0], words[1], words[2], words[3],
                                              words[4], words[5]));
    }
}

}  // namespace
}  // namespace breakwire::timeshim

BREAKWIRE_INTERPOSED long syscall(long number, ...) noexcept {
    namespace shim = breakwire::timeshim;
    // As many as any system call takes. Reading more than were given finds values nobody uses.
    long words[6];
    va_list arguments;
    va_start(arguments, number);
    for (long& word : words) word = va_arg(arguments, long);
    va_end(arguments);
    if (shim::led() != nullptr) return shim::interposed(number, words);
    return shim::told<long>(
        shim::raw::call_words(number, words[0], words[1], words[2], words[3], words[4], words[5]));
}
