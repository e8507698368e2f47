#pragma once

#include "scenarios/measures/octets.hpp"
#include "sim/mqtt/value_types.hpp"

namespace breakwire::scenarios {

/// Packets that devices and the broker send, each counted where it is sent.
class Packets final : public Measure {
public:
    static Fields<Packets> fields();
    void validate(const Places& at) const;

    void settle(const Cast& cast, Mistakes& mistakes) override;
    void see(const sim::Event& event) override;
    std::optional<double> value() const override { return static_cast<double>(count_); }
    std::string unit() const override { return "packets"; }

private:
    bool of_type(mqtt::PacketType type) const;
    bool wanted(const sim::PacketSeen& seen) const;

    std::vector<mqtt::PacketType> type_;
    std::vector<DeviceName> devices_;
    Way way_ = Way::both;
    std::optional<bool> dup_;

    std::set<std::string> names_;  ///< empty: all
    std::uint64_t count_ = 0;
};

}  // namespace breakwire::scenarios
