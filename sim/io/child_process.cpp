#include "sim/io/child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cerrno>
#include <csignal>

#include "sim/base/errors.hpp"
#include "sim/io/spawn.hpp"

// The header of glibc 2.36 does not say that its functions are C's.
extern "C" {
#include <sys/pidfd.h>
}

namespace breakwire::sim {

namespace asio = boost::asio;

std::string ChildExit::text() const {
    return signal != 0 ? "signal " + std::to_string(signal) : "exit status " + std::to_string(code);
}

/// What pending waits hold on to: it outlives the `ChildProcess` until they are cancelled.
class ChildProcess::Watch final : public std::enable_shared_from_this<Watch> {
public:
    Watch(asio::io_context& io, TimeDriver& driver, const ChildCommand& command, Events events)
        : driver_(driver),
          events_(std::move(events)),
          leads_group_(!command.group),
          output_(io),
          end_(io) {
        const Spawned spawned = spawn(command);
        pid_ = spawned.pid;
        output_.assign(spawned.output);
        output_.non_blocking(true);
        end_.assign(pidfd_open(pid_, 0));
    }

    void begin() {
        watch_output();
        end_.async_wait(asio::posix::stream_descriptor::wait_read,
                        [self = shared_from_this()](const Error& error) {
                            if (!error) self->ended();
                        });
    }

    pid_t pid() const { return pid_; }
    bool running() const { return running_; }

    void relieve_output() {
        int waiting = 0;
        if (ioctl(output_.native_handle(), FIONREAD, &waiting) != 0 || waiting < 2) return;
        std::string some(static_cast<std::size_t>(waiting) - 1, '\0');
        Error error;
        some.resize(output_.read_some(asio::buffer(some), error));
        text_ += some;
    }

    void read_output() {
        if (running_) read();
    }

    bool await_end(std::chrono::milliseconds limit) {
        pollfd end{end_.native_handle(), POLLIN, 0};
        while (running_) {
            const int ready = poll(&end, 1, static_cast<int>(limit.count()));
            if (ready > 0) conclude();
            if (ready == 0) return false;
        }
        return true;
    }

    void signal(int number) {
        if (running_) pidfd_send_signal(end_.native_handle(), number, nullptr, 0);
    }

    /// The owner goes: no more events, and no child left behind.
    void abandon() {
        abandoned_ = true;
        if (running_) {
            if (leads_group_) kill(-pid_, SIGKILL);
            signal(SIGKILL);
            reap();
        }
        Error ignored;
        output_.close(ignored);
        end_.close(ignored);
    }

private:
    using Error = boost::system::error_code;

    void watch_output() {
        output_.async_wait(asio::posix::stream_descriptor::wait_read,
                           [self = shared_from_this()](const Error& error) {
                               if (error) return;
                               self->driver_.enter();
                               if (self->read() && !self->abandoned_) self->watch_output();
                           });
    }

    /// Takes what there is. Returns false at the end of the output.
    bool read() {
        for (;;) {
            Error error;
            std::array<char, 4096> buffer;
            const std::size_t size = output_.read_some(asio::buffer(buffer), error);
            if (error) return error == asio::error::would_block;
            text_.append(buffer.data(), size);
            tell_lines();
            // A pipe gives all it has.
            if (size < buffer.size()) return true;
        }
    }

    void tell_lines() {
        std::size_t start = 0;
        for (auto end = text_.find('\n'); end != text_.npos; end = text_.find('\n', start)) {
            tell(std::string_view(text_).substr(start, end - start));
            start = end + 1;
        }
        text_.erase(0, start);
    }

    void tell(std::string_view line) {
        if (!abandoned_ && events_.on_line) events_.on_line(line);
    }

    void ended() {
        driver_.enter();
        if (!abandoned_ && running_) conclude();
    }

    void conclude() {
        read();
        if (!text_.empty()) tell(text_);
        if (abandoned_) return;
        const ChildExit exit = reap();
        Error ignored;
        output_.close(ignored);
        if (events_.on_exit) events_.on_exit(exit);
    }

    ChildExit reap() {
        siginfo_t info{};
        // By number, which is the child's own until here: a wait on the descriptor would not wait,
        // since Asio has made it non-blocking.
        while (waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED) != 0 && errno == EINTR) {
        }
        running_ = false;
        if (info.si_code == CLD_EXITED) return {info.si_status, 0};
        return {0, info.si_status};
    }

    TimeDriver& driver_;
    Events events_;
    bool leads_group_;
    asio::posix::stream_descriptor output_;
    asio::posix::stream_descriptor end_;  ///< a pidfd: readable once the child has ended
    pid_t pid_ = 0;
    std::string text_;  ///< what no line has been made of yet
    bool running_ = true;
    bool abandoned_ = false;
};

ChildProcess::ChildProcess(asio::io_context& io, TimeDriver& driver, const ChildCommand& command,
                           Events events)
    : watch_(std::make_shared<Watch>(io, driver, command, std::move(events))) {
    watch_->begin();
}

ChildProcess::~ChildProcess() { watch_->abandon(); }

pid_t ChildProcess::pid() const { return watch_->pid(); }

bool ChildProcess::running() const { return watch_->running(); }

void ChildProcess::signal(int number) { watch_->signal(number); }

void ChildProcess::relieve_output() { watch_->relieve_output(); }

void ChildProcess::read_output() { watch_->read_output(); }

bool ChildProcess::await_end(std::chrono::milliseconds limit) { return watch_->await_end(limit); }

}  // namespace breakwire::sim
