#pragma once

#include "scenarios/steps/step.hpp"
#include "sim/faults/packet_form.hpp"
#include "sim/mqtt/malform_values.hpp"

namespace breakwire::scenarios {

/// Exactly these octets, whatever they mean: how a scenario misbehaves on purpose. They are typed
/// as they are, or as a packet by its fields, with a mistake of the catalogue in it if one is
/// named. The device needs a stack that can (`packet`).
class Send final : public Step {
public:
    static Fields<Send> fields();
    void validate(const Places& places) const;

    std::string text() const override { return "send " + device_.text + ' ' + what(); }
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;

private:
    std::string what() const;
    /// Nothing if the packet gives the mistake no opportunity in this version.
    std::optional<Bytes> octets(mqtt::Version version) const;

    DeviceName device_;
    std::optional<std::string> hex_;
    std::optional<sim::PacketForm> packet_;
    std::optional<const mqtt::Malformation*> malformed_;
};

}  // namespace breakwire::scenarios
