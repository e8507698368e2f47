#include "harness/timeshim/shim/channel.hpp"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/raw.hpp"

namespace breakwire::timeshim {
namespace {

int descriptor_in(msghdr& header) {
    const cmsghdr* control = CMSG_FIRSTHDR(&header);
    if (control == nullptr || control->cmsg_type != SCM_RIGHTS) return -1;
    int descriptor = -1;
    memcpy(&descriptor, CMSG_DATA(control), sizeof descriptor);
    return descriptor;
}

}  // namespace

void send(const sim::lockstep::Report& report) {
    long sent = -EINTR;
    while (sent == -EINTR) {
        sent = raw::call(SYS_sendto, control(), &report, sizeof report, MSG_NOSIGNAL);
    }
    if (sent != sizeof report) leader_gone();
}

Answer receive() {
    Answer answer{};
    long result = -EINTR;
    while (result == -EINTR) {
        result =
            receive_message(control(), &answer.grant, sizeof answer.grant, 0, answer.descriptor);
    }
    if (result < 0) leader_gone();
    return answer;
}

long receive_message(int socket, void* message, unsigned long size, int flags, int& descriptor) {
    iovec octets{message, size};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))];
    msghdr header{};
    header.msg_iov = &octets;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof control;
    const long count = raw::call(SYS_recvmsg, socket, &header, flags | MSG_CMSG_CLOEXEC);
    if (count < 0) return count;
    if (count == 0) return -EPIPE;
    if (count != static_cast<long>(size)) cannot_lead("the leader speaks another protocol");
    descriptor = descriptor_in(header);
    return 0;
}

}  // namespace breakwire::timeshim
