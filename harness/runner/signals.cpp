#include "harness/runner/signals.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

#include "sim/base/errors.hpp"

namespace breakwire::harness {

Signals::Signals() {
    sigset_t watched;
    sigemptyset(&watched);
    for (const int signal : {SIGCHLD, SIGINT, SIGTERM, SIGHUP}) sigaddset(&watched, signal);
    sigprocmask(SIG_BLOCK, &watched, &mask_before_);
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, &pipe_before_);
    descriptor_ = signalfd(-1, &watched, SFD_NONBLOCK | SFD_CLOEXEC);
    if (descriptor_ < 0) throw EnvironmentError("no descriptor left for signals");
}

Signals::~Signals() {
    // A second Ctrl-C would come through now and end the runner before it has told what happened.
    while (next()) {
    }
    close(descriptor_);
    give_back();
}

std::optional<int> Signals::next() {
    signalfd_siginfo info{};
    if (read(descriptor_, &info, sizeof info) != sizeof info) return std::nullopt;
    return static_cast<int>(info.ssi_signo);
}

void Signals::give_back() const {
    sigaction(SIGPIPE, &pipe_before_, nullptr);
    sigprocmask(SIG_SETMASK, &mask_before_, nullptr);
}

}  // namespace breakwire::harness
