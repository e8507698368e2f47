#include "devices/boards/wires/pty_wire.hpp"

#include <fcntl.h>
#include <sys/inotify.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "sim/base/errors.hpp"

namespace breakwire::devices {

namespace {

[[noreturn]] void no_terminal(const std::string& what) {
    throw EnvironmentError("no terminal for a board's line: " + what + ": " + std::strerror(errno));
}

int make_master() {
    const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0) no_terminal("posix_openpt");
    termios raw{};
    if (grantpt(master) != 0 || unlockpt(master) != 0 || tcgetattr(master, &raw) != 0) {
        close(master);
        no_terminal("unlockpt");
    }
    // On Linux the master speaks for the settings of the terminal itself.
    cfmakeraw(&raw);
    tcsetattr(master, TCSANOW, &raw);
    return master;
}

std::string terminal_of(int master) {
    std::array<char, 64> name{};
    if (ptsname_r(master, name.data(), name.size()) != 0) no_terminal("ptsname");
    return name.data();
}

}  // namespace

PtyWire::PtyWire(const LineSurroundings& around, std::filesystem::path link, WireEvents& events)
    : ChannelWire(around, events), link_(std::move(link)), openings_(around.io) {}

void PtyWire::open() {
    close();
    master_ = make_master();
    const std::string terminal = terminal_of(master_);
    open_ = std::make_shared<bool>(true);
    watch_openings(terminal);
    show(terminal);
}

/// The link appears whole, and in the place of one that an earlier run has left.
void PtyWire::show(const std::string& terminal) {
    const auto status = std::filesystem::symlink_status(link_);
    if (std::filesystem::exists(status) && !std::filesystem::is_symlink(status)) {
        throw EnvironmentError("a board's line cannot be " + link_.string() +
                               ": something else stands there");
    }
    const std::string fresh = link_.string() + ".new";
    unlink(fresh.c_str());
    if (symlink(terminal.c_str(), fresh.c_str()) != 0 ||
        rename(fresh.c_str(), link_.c_str()) != 0) {
        no_terminal(link_.string());
    }
    shown_ = true;
}

void PtyWire::watch_openings(const std::string& terminal) {
    const int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (watch < 0) no_terminal("inotify_init1");
    openings_.assign(watch);
    if (inotify_add_watch(watch, terminal.c_str(), IN_OPEN) < 0) no_terminal("inotify_add_watch");
    await_opening();
}

void PtyWire::await_opening() {
    openings_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                         [this, open = open_](const Error& error) {
                             if (error || !*open) return;
                             around().driver.enter();
                             if (!*open) return;
                             opened();
                             if (*open) await_opening();
                         });
}

void PtyWire::opened() {
    alignas(inotify_event) std::array<char, 4096> told;
    while (::read(openings_.native_handle(), told.data(), told.size()) > 0) {
    }
    // Each opener has a channel of its own; the terminal itself stays for the next one.
    if (!carrying()) carry(fcntl(master_, F_DUPFD_CLOEXEC, 0));
}

void PtyWire::close() {
    if (open_) *open_ = false;
    Error ignored;
    openings_.close(ignored);
    drop_channel();
    if (std::exchange(shown_, false)) unlink(link_.c_str());
    if (master_ >= 0) ::close(std::exchange(master_, -1));
}

}  // namespace breakwire::devices
