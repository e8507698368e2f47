#pragma once

#include "scenarios/measures/measure.hpp"
#include "scenarios/measures/watched.hpp"
#include "scenarios/steps/open_fields.hpp"

namespace breakwire::scenarios {

/// Whether any device sees what its check looks for: 1 or 0 in a run, a proportion over many.
class Happens final : public Measure {
public:
    static OpenFields<Happens> fields();

    void settle(const Cast& cast, Mistakes& mistakes) override {
        checks_ = make_watched(devices_, cast, mistakes);
    }
    void see(const sim::Event& event) override {
        happened_ = matched(checks_, event) != nullptr || happened_;
    }
    std::optional<double> value() const override { return happened_ ? 1 : 0; }
    std::string unit() const override { return "yes"; }

private:
    Node devices_;
    std::vector<std::unique_ptr<Check>> checks_;
    bool happened_ = false;
};

}  // namespace breakwire::scenarios
