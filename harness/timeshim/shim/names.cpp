#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <signal.h>
#include <strings.h>

#include "harness/timeshim/shim/instants.hpp"
#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/turn.hpp"

namespace breakwire::timeshim {
namespace {

constinit Next<int(const char*, const char*, const addrinfo*, addrinfo**)> next_getaddrinfo(
    "getaddrinfo");
constinit Next<int(int, gaicb**, int, sigevent*)> next_getaddrinfo_a("getaddrinfo_a");

/// Whether the simulated world has an answer to this. Other threads cannot ask for it.
bool is_simulated(const char* name) {
    return name != nullptr && owner() != nullptr && led()->host_name[0] != 0 &&
           strcasecmp(name, led()->host_name) == 0;
}

/// Asks for an address as `hints` do, but whatever addresses this machine has of its own: it is the
/// simulated world's that counts.
addrinfo without_addrconfig(const addrinfo* hints) {
    addrinfo wanted{};
    // What no hints stand for; see getaddrinfo(3).
    wanted.ai_flags = AI_V4MAPPED;
    if (hints != nullptr) wanted = *hints;
    wanted.ai_flags &= ~AI_ADDRCONFIG;
    return wanted;
}

/// The resolver waits for its answer, in simulated time; then the machine writes it down as it
/// would any numeric address.
int look_up(const char* service, const addrinfo* hints, addrinfo** result) {
    sim::lockstep::Report question{};
    question.kind = sim::lockstep::ReportKind::resolving;
    question.descriptor = -1;
    const sim::lockstep::Grant answer = ask(question).grant;
    const std::uint64_t there = from_now(answer.total);
    while (now() < there) wait_for([]() -> long { return 0; }, there);
    if (answer.error != 0) return answer.error;
    const in_addr address{htonl(answer.address)};
    char text[INET_ADDRSTRLEN];
    inet_ntop(AF_INET, &address, text, sizeof text);
    const addrinfo wanted = without_addrconfig(hints);
    return next_getaddrinfo(text, service, &wanted, result);
}

void resolve(gaicb& request) {
    request.__return =
        getaddrinfo(request.ar_name, request.ar_service, request.ar_request, &request.ar_result);
}

}  // namespace
}  // namespace breakwire::timeshim

using namespace breakwire::timeshim;

BREAKWIRE_INTERPOSED int getaddrinfo(const char* name, const char* service, const addrinfo* hints,
                                     addrinfo** result) {
    if (is_simulated(name)) return look_up(service, hints, result);
    return next_getaddrinfo(name, service, hints, result);
}

/// libc's own would use threads that finish in real time. Resolves before it returns instead;
/// gai_error(), gai_cancel() and gai_suspend() then find the requests done.
BREAKWIRE_INTERPOSED int getaddrinfo_a(int mode, gaicb* requests[], int count, sigevent* notice) {
    const bool tells = notice != nullptr && notice->sigev_notify != SIGEV_NONE;
    if (led() == nullptr || tells) return next_getaddrinfo_a(mode, requests, count, notice);
    for (int at = 0; at < count; ++at) {
        if (requests[at] != nullptr) resolve(*requests[at]);
    }
    return 0;
}
