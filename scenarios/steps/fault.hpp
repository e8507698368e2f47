#pragma once

#include "scenarios/steps/open_fields.hpp"
#include "scenarios/steps/step.hpp"

namespace breakwire::scenarios {

/// Puts a fault in force and goes on. With `for` it heals by itself.
class FaultStep final : public Step {
public:
    static OpenFields<FaultStep> fields();

    std::string text() const override { return "fault " + words_; }
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;

private:
    Node kinds_;
    std::optional<Duration> for_;
    std::string kind_;
    std::string words_;
    std::unique_ptr<sim::Fault> fault_;
};

/// The same between the broker's wire tap and the broker: the broker under test tells the lie.
class Lie final : public Step {
public:
    static OpenFields<Lie> fields();

    std::string text() const override { return "lie " + words_; }
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;

private:
    Node kinds_;
    std::optional<Duration> for_;
    std::string kind_;
    std::string words_;
    std::unique_ptr<sim::Fault> fault_;
};

/// Makes the one fault of a mapping `{KIND: {...}}` and adds what is wrong with it, its devices
/// included; nullptr after a mistake.
std::unique_ptr<sim::Fault> make_fault(const Node& kinds, const Cast& cast, Mistakes& mistakes);

/// The same, for a place where only what acts on whole packets can stand.
std::unique_ptr<sim::Fault> make_lie(const Node& kinds, const Cast& cast, Mistakes& mistakes);

}  // namespace breakwire::scenarios
