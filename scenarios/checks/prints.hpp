#pragma once

#include "scenarios/checks/check.hpp"
#include "sim/base/pattern.hpp"

namespace breakwire::scenarios {

/// The program that plays the device writes lines to its standard output or error.
class Prints final : public Check {
public:
    static Fields<Prints> fields();
    void validate(const Places& at) const;

    Sight see(const sim::Event& event) override;
    std::size_t wanted() const override { return exactly_ ? *exactly_ : at_least_.value_or(1); }
    bool exact() const override { return exactly_.has_value(); }
    std::string text() const override;
    bool judges_sealed() const override { return true; }

private:
    std::optional<std::string> line_;
    std::optional<Pattern> matches_;
    std::optional<std::uint32_t> at_least_;
    std::optional<std::uint32_t> exactly_;
};

}  // namespace breakwire::scenarios
