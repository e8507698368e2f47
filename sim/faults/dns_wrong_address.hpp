#pragma once

#include <arpa/inet.h>

#include <set>

#include "sim/faults/name_fault.hpp"

namespace breakwire::sim {

/// What is found at an address that is not the broker's.
enum class Stranger { refuses, silent };

}  // namespace breakwire::sim

namespace breakwire {

template <>
struct EnumNames<sim::Stranger> {
    static std::vector<std::pair<std::string, sim::Stranger>> names() {
        return {{"refuses", sim::Stranger::refuses}, {"silent", sim::Stranger::silent}};
    }
};

}  // namespace breakwire

namespace breakwire::sim {

/// The broker's name stands for another address: the device connects to a host that refuses it, or
/// to none at all. The broker never hears of the attempt.
class DnsWrongAddress final : public NameFault {
public:
    static Fields<DnsWrongAddress> fields() {
        return name_fields<DnsWrongAddress>("dns_wrong_address",
                                            "the broker's name stands for another address")
            .optional("address", &DnsWrongAddress::address_, "which one")
            .optional("there", &DnsWrongAddress::there_,
                      "a host that refuses connections, or silence");
    }
    void validate(const Places& at) const {
        NameFault::validate(at);
        in_addr unused{};
        const bool sound = inet_pton(AF_INET, address_.c_str(), &unused) == 1;
        if (!sound) at.fail("address", "is no IPv4 address, such as 192.0.2.1");
    }
    /// A SYN goes to the address that its device has found last.
    void on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) override {
        const bool opens = segment.seen().syn && segment.direction() == Direction::up;
        if (!opens || !misled_.contains(segment.device())) return;
        there_ == Stranger::refuses ? segment.reject(*this) : segment.drop();
    }

private:
    void spoil(LookupInFlight& lookup) override {
        lookup.answer(address_);
        misled_.insert(lookup.device());
    }
    void spare(const LookupInFlight& lookup) override { misled_.erase(lookup.device()); }

    std::string address_ = "192.0.2.1";  ///< of a range that belongs to nobody (RFC 5737)
    Stranger there_ = Stranger::refuses;
    std::set<std::string, std::less<>> misled_;  ///< devices
};

}  // namespace breakwire::sim
