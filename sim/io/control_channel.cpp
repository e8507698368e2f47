#include "sim/io/control_channel.hpp"

#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "sim/base/errors.hpp"

namespace breakwire::sim {
namespace {

[[noreturn]] void fail(const char* what) {
    throw EnvironmentError(std::string("cannot lead a process: ") + what + ": " +
                           std::strerror(errno));
}

/// Where the process's clocks stand when a run begins: an uptime of a day and more, so that no
/// program takes an early instant for "never"; a date of our own, so that runs repeat.
constexpr std::uint64_t uptime = 100'000'000'000'000;
constexpr std::uint64_t date = 1'767'225'600'000'000'000;  // 2026-01-01T00:00:00Z

}  // namespace

ControlChannel::ControlChannel(std::uint64_t seed)
    : memory_(memfd_create("breakwire-lockstep", MFD_CLOEXEC)) {
    if (memory_ < 0 || ftruncate(memory_, sizeof(lockstep::Block)) != 0) fail("memfd_create");
    void* const memory =
        mmap(nullptr, sizeof(lockstep::Block), PROT_READ | PROT_WRITE, MAP_SHARED, memory_, 0);
    if (memory == MAP_FAILED) fail("mmap");
    block_ = static_cast<lockstep::Block*>(memory);  // fresh memory of a memfd is all zero
    block_->magic_number = lockstep::magic;
    block_->version_number = lockstep::version;
    block_->monotonic_base = uptime;
    block_->realtime_base = date;
    block_->seed = seed;
    std::array<int, 2> pair{};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0) fail("socketpair");
    ours_ = pair[0];
    theirs_ = pair[1];
    const timeval limit{0, std::chrono::microseconds(patience).count()};
    if (setsockopt(ours_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) != 0) fail("setsockopt");
}

ControlChannel::~ControlChannel() {
    started();
    close(ours_);
    munmap(block_, sizeof *block_);
}

Instant ControlChannel::now() const {
    return Instant(Duration(static_cast<Duration::rep>(block_->now.load())));
}

void ControlChannel::set_now(Instant now) {
    block_->now = static_cast<std::uint64_t>(now.time_since_epoch().count());
}

void ControlChannel::lead(ChildCommand& command, const std::filesystem::path& shim) const {
    command.environment.emplace_back("LD_PRELOAD", shim.string());
    command.environment.emplace_back(lockstep::block_variable, std::to_string(memory_));
    command.environment.emplace_back(lockstep::control_variable, std::to_string(theirs_));
    command.inherited = {memory_, theirs_};
    command.fixed_addresses = true;
}

void ControlChannel::started() {
    if (memory_ >= 0) close(memory_);
    if (theirs_ >= 0) close(theirs_);
    memory_ = theirs_ = -1;
}

void ControlChannel::give(const lockstep::Grant& grant, int descriptor) {
    send_with_descriptor(ours_, std::as_bytes(std::span(&grant, 1)), descriptor);
}

/// The limit is the socket's own: a campaign has thousands of turns a second, and a call less in
/// each of them shows.
ControlChannel::Heard ControlChannel::listen() {
    ssize_t size = -1;
    do {
        size = recv(ours_, &report_, sizeof report_, 0);
    } while (size < 0 && errno == EINTR);
    if (size < 0 && errno == EAGAIN) return Heard::nothing;
    return size == sizeof report_ ? Heard::report : Heard::end;
}

bool send_with_descriptor(int socket, ByteView message, int descriptor) {
    iovec part{const_cast<std::byte*>(message.data()), message.size()};
    alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(int))> space{};
    msghdr all{};
    all.msg_iov = &part;
    all.msg_iovlen = 1;
    if (descriptor >= 0) {
        all.msg_control = space.data();
        all.msg_controllen = space.size();
        cmsghdr* const rights = CMSG_FIRSTHDR(&all);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(rights), &descriptor, sizeof descriptor);
    }
    return sendmsg(socket, &all, MSG_NOSIGNAL) == static_cast<ssize_t>(message.size());
}

}  // namespace breakwire::sim
