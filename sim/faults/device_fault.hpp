#pragma once

#include "sim/base/fields.hpp"
#include "sim/faults/fault.hpp"
#include "sim/faults/value_types.hpp"

namespace breakwire::sim {

/// A fault on devices named in its settings: what nearly every kind is built on.
class DeviceFault : public Fault {
public:
    std::vector<std::string> targets() const final { return devices; }
    void validate(const Places& at) const {
        if (devices.empty()) at.fail(devices_key_, "names nobody");
    }

protected:
    /// `devices_key` is what the kind calls them in a file.
    explicit DeviceFault(const char* devices_key = "device") : devices_key_(devices_key) {}

    /// The declaration of a kind, with the devices as its first key.
    template <class Kind>
    static Fields<Kind> device_fields(std::string name, std::string help) {
        return Fields<Kind>(std::move(name), std::move(help))
            .required("device", &Kind::devices, "a device, a list of them, or \"*\" for all");
    }

    std::vector<std::string> devices;

private:
    const char* devices_key_;
};

}  // namespace breakwire::sim
