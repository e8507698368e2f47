#include "scenarios/measures/watched.hpp"

#include "scenarios/steps/expectations.hpp"

namespace breakwire::scenarios {

std::vector<std::unique_ptr<Check>> make_watched(const Node& devices, const Cast& cast,
                                                 Mistakes& mistakes) {
    Expectations made = make_expectations(devices, {}, cast, mistakes);
    for (const auto& check : made.checks) {
        if (check->wanted() != 1 || check->exact()) {
            mistakes.add(devices.at, "a measure looks at one match after the other: '" +
                                         check->text() + "' cannot say how many there have to be");
        }
        if (!check->as.empty()) {
            mistakes.add(devices.at, "a measure keeps nothing as '" + check->as + "'");
        }
    }
    return std::move(made.checks);
}

const std::string* matched(const std::vector<std::unique_ptr<Check>>& checks,
                           const sim::Event& event) {
    const std::string* device = nullptr;
    for (const auto& check : checks) {
        if (check->see(event) == Sight::match && device == nullptr) device = &check->device;
    }
    return device;
}

}  // namespace breakwire::scenarios
