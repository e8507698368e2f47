#pragma once

#include "scenarios/steps/open_fields.hpp"
#include "scenarios/steps/step.hpp"

namespace breakwire::scenarios {

/// Faults that a step puts in force together: one, or one for each device of a fleet.
struct FaultSet {
    std::string kind;
    std::string text;  ///< kind and devices, as they were typed
    std::vector<std::unique_ptr<sim::Fault>> faults;
    bool of_a_fleet = false;  ///< each concerns one device of the same fleet
};

/// Puts a fault in force and goes on. With `for` it heals by itself. With `share` it concerns as
/// many devices of a fleet, which the seed draws.
class FaultStep final : public Step {
public:
    static OpenFields<FaultStep> fields();

    std::string text() const override { return "fault " + set_.text; }
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;

private:
    void keep_a_share(const Luck& luck, Instant now);

    Node kinds_;
    std::optional<Duration> for_;
    std::optional<Share> share_;
    FaultSet set_;
};

/// The same between the broker's wire tap and the broker: the broker under test tells the lie.
class Lie final : public Step {
public:
    static OpenFields<Lie> fields();

    std::string text() const override { return "lie " + set_.text; }
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;

private:
    Node kinds_;
    std::optional<Duration> for_;
    FaultSet set_;
};

}  // namespace breakwire::scenarios
