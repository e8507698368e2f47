#include <netinet/in.h>
#include <sys/socket.h>

#include "harness/timeshim/shim/blocking.hpp"
#include "harness/timeshim/shim/connections.hpp"
#include "harness/timeshim/shim/descriptors.hpp"
#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/raw.hpp"
#include "harness/timeshim/shim/socket_errors.hpp"
#include "harness/timeshim/shim/turn.hpp"

namespace breakwire::timeshim {
namespace {

using Role = Disguise::Role;
using sim::lockstep::Report;
using sim::lockstep::ReportKind;

/// What a second connect() says; 0 if the socket may still be connected.
long state_of(int descriptor) {
    const Descriptor* entry = tracked(descriptor);
    if (entry == nullptr) return 0;
    if (entry->connecting != 0) return -EALREADY;
    const bool failed = entry->error != 0 || disguise_of(descriptor)->failed;
    return failed ? 0 : -EISCONN;
}

Answer ask_to_connect(int descriptor, Endpoint to) {
    Report question{};
    question.kind = ReportKind::connecting;
    question.descriptor = descriptor;
    question.address = to.address;
    question.port = to.port;
    question.blocking = blocks(descriptor, 0) ? 1 : 0;
    return ask(question);
}

/// Waits as long as SO_SNDTIMEO allows until the leader has decided.
long await_outcome(int descriptor) {
    Descriptor& entry = *tracked(descriptor);
    const auto look = [&]() -> long { return entry.connecting == 0 ? 1 : 0; };
    const long settled = wait_for(look, wake_of(descriptor, SO_SNDTIMEO), {.restarts = true});
    if (settled <= 0) return settled == 0 ? -EINPROGRESS : settled;
    return -take_connect_error(descriptor);
}

long connect_simulated(int descriptor, sa_family_t family, Endpoint to) {
    Disguise* disguise = disguise_of(descriptor);
    if (disguise == nullptr) return -EMFILE;
    if (const long state = state_of(descriptor); state != 0) return state;
    if (tracked(descriptor) != nullptr) end_tracking(descriptor);  // a failed one, tried again
    make_place(descriptor);
    led()->descriptors[descriptor].connecting = 1;
    const Answer answer = ask_to_connect(descriptor, to);
    if (answer.grant.error != 0) return -answer.grant.error;
    if (answer.descriptor < 0) cannot_lead("no socket came from the leader to connect with");
    replace(descriptor, answer.descriptor);
    *disguise = {.role = Role::stream,
                 .family = family,
                 .self = {answer.grant.address, answer.grant.port},
                 .peer = to};
    begin_tracking(descriptor, answer.grant.connection);
    // On Linux a connect that does not block is never done at once, and programs rely on it:
    // mosquitto's bridges would wait for ever.
    return blocks(descriptor, 0) ? await_outcome(descriptor) : -EINPROGRESS;
}

constinit Next<int(int, const sockaddr*, socklen_t)> next_connect("connect");

/// Follows a connection over real TCP; its number is the port of whoever connected: this one.
void track_connected(int descriptor) {
    set_no_delay(descriptor);
    make_place(descriptor);
    begin_tracking(descriptor, bound_to(descriptor).port);
}

int connect_real(int descriptor, const sockaddr* address, socklen_t size) {
    const int result = next_connect(descriptor, address, size);
    const int error = errno;
    sa_family_t family = AF_UNSPEC;
    const bool begun = result == 0 || error == EINPROGRESS;
    if (begun && owner() != nullptr && is_tcp(descriptor, family)) track_connected(descriptor);
    errno = error;
    return result;
}

}  // namespace
}  // namespace breakwire::timeshim

using namespace breakwire::timeshim;

BREAKWIRE_INTERPOSED int connect(int descriptor, const sockaddr* address, socklen_t size) {
    sa_family_t family = AF_UNSPEC;
    const bool is_ours = led() != nullptr && is_tcp(descriptor, family) && address != nullptr &&
                         address->sa_family != AF_UNSPEC && is_simulated();
    if (!is_ours) return connect_real(descriptor, address, size);
    Endpoint to{};
    if (!read_endpoint(address, size, to)) return told(-ENETUNREACH);
    return told(connect_simulated(descriptor, family, to));
}
