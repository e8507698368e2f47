#pragma once

#include "sim/faults/name_fault.hpp"

namespace breakwire::sim {

/// The name server says that the broker's name does not exist. Source: RFC 1035 section 4.1.1,
/// RCODE 3; RFC 8020.
class DnsNxdomain final : public NameFault {
public:
    static Fields<DnsNxdomain> fields() {
        return name_fields<DnsNxdomain>("dns_nxdomain",
                                        "the broker's name does not exist, says the name server");
    }

private:
    void spoil(LookupInFlight& lookup) override { lookup.fail(LookupResult::nxdomain); }
};

}  // namespace breakwire::sim
