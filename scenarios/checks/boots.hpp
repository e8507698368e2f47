#pragma once

#include "scenarios/checks/check.hpp"
#include "sim/base/pattern.hpp"

namespace breakwire::scenarios {

/// The board that plays the device starts anew. A boot that no step has caused and no expectation
/// waits for fails the case; this is how a scenario says that one is meant.
class Boots final : public Check {
public:
    static Fields<Boots> fields();
    void validate(const Places& at) const;

    Sight see(const sim::Event& event) override;
    std::size_t wanted() const override { return exactly_ ? *exactly_ : at_least_.value_or(1); }
    bool exact() const override { return exactly_.has_value(); }
    std::string text() const override;
    std::string describe(const sim::Event& event) const override;
    bool judges_sealed() const override { return true; }

private:
    std::optional<Pattern> says_;
    std::optional<std::uint32_t> at_least_;
    std::optional<std::uint32_t> exactly_;
};

}  // namespace breakwire::scenarios
