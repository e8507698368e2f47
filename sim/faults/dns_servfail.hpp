#pragma once

#include "sim/faults/name_fault.hpp"

namespace breakwire::sim {

/// The name server cannot tell the broker's address, for reasons of its own. Source: RFC 1035
/// section 4.1.1, RCODE 2.
class DnsServfail final : public NameFault {
public:
    static Fields<DnsServfail> fields() {
        return name_fields<DnsServfail>("dns_servfail",
                                        "the name server fails to tell the broker's address");
    }

private:
    void spoil(LookupInFlight& lookup) override { lookup.fail(LookupResult::servfail); }
};

}  // namespace breakwire::sim
