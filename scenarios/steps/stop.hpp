#pragma once

#include <set>

#include "scenarios/steps/await.hpp"

namespace breakwire::scenarios {

/// Switches devices off the orderly way: DISCONNECT, then off. Waits until they are.
class Stop final : public Step {
public:
    static constexpr Duration limit = 10s;
    static Fields<Stop> fields();
    void validate(const Places& places) const;

    std::string text() const override;
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;

private:
    std::vector<DeviceName> devices_;
    std::vector<std::string> everybody_;
    std::set<std::string> still_on_;
    Await await_;
};

}  // namespace breakwire::scenarios
