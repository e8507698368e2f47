#include "harness/timeshim/testing/paper_leader.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace breakwire::harness {

using lockstep::Grant;
using lockstep::Report;
using lockstep::ReportKind;

namespace {

constexpr int patience_ms = 20'000;

void send_with_descriptor(int socket, const void* message, std::size_t size, int descriptor) {
    iovec octets{const_cast<void*>(message), size};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))]{};
    msghdr header{};
    header.msg_iov = &octets;
    header.msg_iovlen = 1;
    if (descriptor >= 0) {
        header.msg_control = control;
        header.msg_controllen = sizeof control;
        cmsghdr* const first = CMSG_FIRSTHDR(&header);
        first->cmsg_level = SOL_SOCKET;
        first->cmsg_type = SCM_RIGHTS;
        first->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(first), &descriptor, sizeof descriptor);
    }
    if (sendmsg(socket, &header, MSG_NOSIGNAL) != static_cast<ssize_t>(size)) {
        throw std::runtime_error("the process does not take its turn");
    }
}

/// Ours comes first.
std::array<int, 2> make_pair(int type) {
    std::array<int, 2> pair{};
    if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, pair.data()) != 0) {
        throw std::runtime_error("no pair of sockets");
    }
    return pair;
}

}  // namespace

int post(int listener, std::uint32_t number) {
    const auto pair = make_pair(SOCK_STREAM);
    const lockstep::Posted posted{number, 0x0a000000 + number, 50'000, 0};
    send_with_descriptor(listener, &posted, sizeof posted, pair[1]);
    close(pair[1]);
    return pair[0];
}

PaperLeader::PaperLeader() {
    block_descriptor_ = memfd_create("block", MFD_CLOEXEC);
    if (ftruncate(block_descriptor_, sizeof(lockstep::Block)) != 0) give_up("no block");
    block_ =
        static_cast<lockstep::Block*>(mmap(nullptr, sizeof(lockstep::Block), PROT_READ | PROT_WRITE,
                                           MAP_SHARED, block_descriptor_, 0));
    block_->magic_number = lockstep::magic;
    block_->version_number = lockstep::version;
    block_->monotonic_base = 1000 * second;
    block_->realtime_base = 1'700'000'000 * second;
    block_->seed = 7;
}

PaperLeader::~PaperLeader() {
    if (pid_ > 0) {
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }
    munmap(block_, sizeof(lockstep::Block));
    for (const int descriptor : {block_descriptor_, control_, output_}) {
        if (descriptor >= 0) close(descriptor);
    }
}

void PaperLeader::start(const std::vector<std::string>& command) {
    const auto control = make_pair(SOCK_SEQPACKET);
    int output[2];
    if (pipe2(output, O_CLOEXEC) != 0) give_up("no pipe");
    pid_ = fork();
    if (pid_ == 0) become(command, control[1], output[1]);
    close(control[1]);
    close(output[1]);
    control_ = control[0];
    output_ = output[0];
    fcntl(output_, F_SETFL, O_NONBLOCK);
}

void PaperLeader::become(const std::vector<std::string>& command, int control, int output) const {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    fcntl(control, F_SETFD, 0);
    fcntl(block_descriptor_, F_SETFD, 0);
    setenv(lockstep::control_variable, std::to_string(control).c_str(), 1);
    setenv(lockstep::block_variable, std::to_string(block_descriptor_).c_str(), 1);
    setenv("LD_PRELOAD", BREAKWIRE_TIMESHIM, 1);
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    execv(words[0], words.data());
    _exit(127);
}

void PaperLeader::grant(Grant grant, int descriptor) {
    // Lines are told at the instant at which they are written.
    read_output(SIZE_MAX);
    send_with_descriptor(control_, &grant, sizeof grant, descriptor);
}

void PaperLeader::grant_at(std::uint64_t now, std::uint64_t limit) {
    block_->now = now;
    block_->limit = limit;
    grant();
}

Report PaperLeader::report() {
    Report report{};
    if (!await_message()) give_up("it does not report");
    const ssize_t size = recv(control_, &report, sizeof report, 0);
    if (size != sizeof report) give_up("it ended with status " + std::to_string(await_exit()));
    return report;
}

Report PaperLeader::run_until(std::uint64_t end) {
    for (;;) {
        const Report last = report();
        if (last.kind != ReportKind::waiting || last.wake > end) return last;
        grant_at(std::max(last.wake, block_->now.load()), end);
    }
}

std::string PaperLeader::run_to_exit() {
    const Report last = run_until(lockstep::never - 1);
    if (last.kind != ReportKind::exiting) give_up("it asks, or waits for ever");
    if (const int status = await_exit(); status != 0) {
        give_up("it ended with status " + std::to_string(status));
    }
    return output();
}

int PaperLeader::let_listen(std::uint16_t port) {
    const Report question = run_until(lockstep::never - 1);
    if (question.kind != ReportKind::listening || question.port != port) give_up("no listener");
    const auto pair = make_pair(SOCK_SEQPACKET);
    grant({}, pair[1]);
    close(pair[1]);
    return pair[0];
}

Report PaperLeader::connecting() {
    const Report question = run_until(lockstep::never - 1);
    if (question.kind != ReportKind::connecting) give_up("it does not connect");
    return question;
}

int PaperLeader::let_connect(std::uint32_t number) {
    const auto pair = make_pair(SOCK_STREAM);
    Grant answer{};
    answer.connection = number;
    answer.address = 0x0a000063;
    answer.port = 40'000;
    grant(answer, pair[1]);
    close(pair[1]);
    return pair[0];
}

void PaperLeader::signal(int number) const { kill(pid_, number); }

int PaperLeader::await_exit() {
    // Its end closes the channel, which must not be taken for a report.
    while (control_ >= 0 && await_message() &&
           recv(control_, nullptr, 0, MSG_PEEK | MSG_TRUNC) > 0) {
        recv(control_, nullptr, 0, 0);
    }
    int status = 0;
    if (waitpid(pid_, &status, 0) != pid_) give_up("it does not end");
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

const std::string& PaperLeader::output() {
    read_output(SIZE_MAX);
    return text_;
}

void PaperLeader::leave() { close(std::exchange(control_, -1)); }

/// Reads output meanwhile, since a full pipe would keep the process from ever reporting. One octet
/// stays: by what is in the pipe the process knows that its leader has not seen all yet.
bool PaperLeader::await_message() {
    constexpr int step_ms = 20;
    pollfd control{control_, POLLIN, 0};
    for (int waited_ms = 0; waited_ms < patience_ms; waited_ms += step_ms) {
        if (poll(&control, 1, step_ms) > 0) return true;
        int unread = 0;
        ioctl(output_, FIONREAD, &unread);
        if (unread > 1) read_output(static_cast<std::size_t>(unread) - 1);
    }
    return false;
}

void PaperLeader::read_output(std::size_t limit) {
    char buffer[4096];
    while (limit > 0) {
        const ssize_t size = ::read(output_, buffer, std::min(limit, sizeof buffer));
        if (size <= 0) return;
        text_.append(buffer, static_cast<std::size_t>(size));
        limit -= static_cast<std::size_t>(size);
    }
}

void PaperLeader::give_up(const std::string& what) {
    throw std::runtime_error(what + "; it has written:\n" + text_);
}

}  // namespace breakwire::harness
