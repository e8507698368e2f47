#pragma once

#include "sim/faults/name_fault.hpp"

namespace breakwire::sim {

/// No name server answers. A resolver gives up `after` its time; glibc's asks twice and waits 5 s
/// each time (resolv.conf(5)).
class DnsTimeout final : public NameFault {
public:
    static Fields<DnsTimeout> fields() {
        return name_fields<DnsTimeout>("dns_timeout", "no name server answers a device")
            .optional("after", &DnsTimeout::after_, "when its resolver gives up");
    }

private:
    void spoil(LookupInFlight& lookup) override {
        lookup.fail(LookupResult::timed_out);
        lookup.take(after_);
    }

    Duration after_ = 10s;
};

}  // namespace breakwire::sim
