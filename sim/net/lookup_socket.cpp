#include "sim/net/lookup_socket.hpp"

#include <utility>

namespace breakwire::sim {
namespace {

/// In the words of DNS. Source: RFC 1035 section 4.1.1.
std::string problem_of(const LookupInFlight& lookup) {
    switch (lookup.result()) {
        case LookupResult::found:
            return "";
        case LookupResult::nxdomain:
            return lookup.name() + " does not exist (NXDOMAIN)";
        case LookupResult::servfail:
            return lookup.name() + " cannot be resolved (SERVFAIL)";
        case LookupResult::timed_out:
            return lookup.name() + " is not resolved: no name server answers";
    }
    return "";
}

}  // namespace

LookupSocket::LookupSocket(Timers& timers, Recorder& recorder, FaultBoard& faults,
                           const Question& question, Dial dial, SocketEvents& owner)
    : timers_(timers), recorder_(recorder), dial_(std::move(dial)), owner_(owner) {
    LookupInFlight lookup(question.device, question.name, question.address, question.takes);
    faults.on_lookup(question.device, lookup);
    answer_ = timers_.after(lookup.takes(), [this, lookup] {
        answer_ = 0;
        answered(lookup);
    });
}

void LookupSocket::answered(const LookupInFlight& lookup) {
    recorder_.add(LookupSeen{lookup.device(), lookup.name(), lookup.result(), lookup.address()});
    if (lookup.result() != LookupResult::found) return owner_.on_failed(problem_of(lookup));
    found_ = dial_();
}

void LookupSocket::stop() { timers_.cancel(std::exchange(answer_, 0)); }

void LookupSocket::send(ByteView bytes) {
    if (found_) found_->send(bytes);
}

void LookupSocket::finish() {
    stop();
    if (found_) found_->finish();
}

void LookupSocket::reset() {
    stop();
    if (found_) found_->reset();
}

void LookupSocket::vanish() {
    stop();
    if (found_) found_->vanish();
}

void LookupSocket::hold(bool on) {
    if (found_) found_->hold(on);
}

}  // namespace breakwire::sim
