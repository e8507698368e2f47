#include <netdb.h>
#include <signal.h>

#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/process.hpp"

namespace breakwire::timeshim {
namespace {

constinit Next<int(int, gaicb**, int, sigevent*)> next_getaddrinfo_a("getaddrinfo_a");

void resolve(gaicb& request) {
    request.__return =
        getaddrinfo(request.ar_name, request.ar_service, request.ar_request, &request.ar_result);
}

}  // namespace
}  // namespace breakwire::timeshim

using namespace breakwire::timeshim;

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
