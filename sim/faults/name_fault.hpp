#pragma once

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// A fault in what a device is told when it looks up the broker's name: what the DNS kinds are
/// built on. Connections that stand already need no name and are left alone.
class NameFault : public DeviceFault {
public:
    std::string unfit_for(const DeviceFacts& device) const final {
        return device.looks_up ? "" : "looks up no name: its client has no `host`";
    }
    void on_lookup(LookupInFlight& lookup) final {
        if (times && asked_ >= *times) return spare(lookup);
        ++asked_;
        spoil(lookup);
    }
    void validate(const Places& at) const {
        DeviceFault::validate(at);
        if (times == 0U) at.fail("times", "counts from 1");
    }

protected:
    /// The declaration of a kind, with the devices and how often as its first keys.
    template <class Kind>
    static Fields<Kind> name_fields(std::string name, std::string help) {
        return device_fields<Kind>(std::move(name), std::move(help))
            .optional("times", &Kind::times, "only so many lookups; all if absent")
            .shorthand("device");
    }
    virtual void spoil(LookupInFlight& lookup) = 0;
    /// It has had its `times`.
    virtual void spare(const LookupInFlight&) {}

    std::optional<std::uint32_t> times;

private:
    std::uint32_t asked_ = 0;
};

}  // namespace breakwire::sim
