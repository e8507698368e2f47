#pragma once

#include "scenarios/measures/measure.hpp"
#include "scenarios/measures/watched.hpp"
#include "scenarios/steps/open_fields.hpp"

namespace breakwire::scenarios {

/// How often devices see what checks look for, over the whole case.
class Count final : public Measure {
public:
    static OpenFields<Count> fields();

    void settle(const Cast& cast, Mistakes& mistakes) override {
        checks_ = make_watched(devices_, cast, mistakes);
    }
    void see(const sim::Event& event) override;
    std::optional<double> value() const override { return static_cast<double>(count_); }
    std::string unit() const override { return "times"; }

private:
    Node devices_;
    std::vector<std::unique_ptr<Check>> checks_;
    std::uint64_t count_ = 0;
};

}  // namespace breakwire::scenarios
