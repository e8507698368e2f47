#include "devices/boards/hand.hpp"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <csignal>
#include <utility>

namespace breakwire::devices {

namespace {

int open_hand_terminal(const std::string& name) {
    const int terminal = ::open(name.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (terminal >= 0 && isatty(terminal) == 0) {
        close(terminal);
        return -1;
    }
    return terminal;
}

/// Makes `group` the one that may read the terminal. A group in the background is stopped for
/// asking unless it does not hear of it.
void give_terminal(int terminal, pid_t group) {
    sigset_t stopped;
    sigset_t before;
    sigemptyset(&stopped);
    sigaddset(&stopped, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &stopped, &before);
    tcsetpgrp(terminal, group);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

}  // namespace

/// A question that has not been answered. Ctrl-C is read as an octet and passed on to those who had
/// the terminal before: it is meant for the whole run.
class TerminalHand::Question final : public std::enable_shared_from_this<Question> {
public:
    Question(boost::asio::io_context& io, sim::TimeDriver& driver, int terminal,
             std::function<void()> on_done)
        : driver_(driver), terminal_(io, terminal), on_done_(std::move(on_done)) {}

    void ask(const std::string& what) {
        const int terminal = terminal_.native_handle();
        foreground_ = tcgetpgrp(terminal);
        if (foreground_ > 0 && foreground_ != getpgrp()) give_terminal(terminal, getpgrp());
        tcgetattr(terminal, &before_);
        termios asking = before_;
        asking.c_lflag &= ~static_cast<tcflag_t>(ICANON | ISIG);
        tcsetattr(terminal, TCSANOW, &asking);
        const std::string text = "\a\nplease: " + what + "\nthen press Enter ";
        [[maybe_unused]] const ssize_t written = ::write(terminal, text.data(), text.size());
        watch();
    }

    void end() {
        if (!terminal_.is_open()) return;
        const int terminal = terminal_.native_handle();
        tcsetattr(terminal, TCSANOW, &before_);
        if (foreground_ > 0 && foreground_ != getpgrp()) give_terminal(terminal, foreground_);
        boost::system::error_code ignored;
        terminal_.close(ignored);
        on_done_ = nullptr;
    }

private:
    void watch() {
        terminal_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                             [self = shared_from_this()](const boost::system::error_code& error) {
                                 if (!error && self->terminal_.is_open()) self->read();
                             });
    }

    void read() {
        constexpr char interrupt = 3;
        driver_.enter();
        if (!terminal_.is_open()) return;
        std::array<char, 64> typed{};
        const ssize_t size = ::read(terminal_.native_handle(), typed.data(), typed.size());
        const std::string_view keys(typed.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
        if (keys.find(interrupt) != keys.npos) return interrupted();
        if (keys.find_first_of("\r\n") != keys.npos) return answered();
        if (size != 0) watch();
    }

    void answered() {
        const auto on_done = std::move(on_done_);
        end();
        on_done();
    }

    void interrupted() {
        const pid_t group = foreground_;
        end();
        kill(group > 0 ? -group : getpid(), SIGINT);
    }

    sim::TimeDriver& driver_;
    boost::asio::posix::stream_descriptor terminal_;
    std::function<void()> on_done_;
    termios before_{};
    pid_t foreground_ = -1;
};

TerminalHand::TerminalHand(boost::asio::io_context& io, sim::TimeDriver& driver,
                           std::string terminal)
    : io_(io), driver_(driver), terminal_(std::move(terminal)) {}

TerminalHand::~TerminalHand() { withdraw(); }

bool TerminalHand::present() const {
    const int terminal = open_hand_terminal(terminal_);
    if (terminal >= 0) close(terminal);
    return terminal >= 0;
}

void TerminalHand::ask(const std::string& what, std::function<void()> on_done) {
    withdraw();
    const int terminal = open_hand_terminal(terminal_);
    if (terminal < 0) return;  // Whoever asks has a time limit.
    question_ = std::make_shared<Question>(io_, driver_, terminal, std::move(on_done));
    question_->ask(what);
}

void TerminalHand::withdraw() {
    if (question_) question_->end();
    question_.reset();
}

}  // namespace breakwire::devices
