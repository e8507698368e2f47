#pragma once

#include "sim/base/fields.hpp"
#include "sim/faults/fault.hpp"
#include "sim/faults/process_port.hpp"

namespace breakwire::sim {

/// A fault on the broker's process, or on the machine under it.
///
/// Not a lie: a broker has to live with its machine, so laws go on judging what it does.
class ProcessFault : public Fault {
public:
    std::vector<std::string> targets() const final { return {process}; }
    bool concerns_devices() const final { return false; }
    void validate(const Places& at) const {
        if (process != "broker") at.fail("process", "can only be the broker");
    }

protected:
    /// The declaration of a kind, with the process as its first key.
    template <class Kind>
    static Fields<Kind> process_fields(std::string name, std::string help) {
        return Fields<Kind>(std::move(name), std::move(help))
            .optional("process", &Kind::process, "whose: the broker's")
            .shorthand("process")
            .needs("broker_process");
    }

    std::string process = "broker";
};

}  // namespace breakwire::sim
