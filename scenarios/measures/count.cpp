#include "scenarios/measures/count.hpp"

#include "scenarios/steps/expectations.hpp"

namespace breakwire::scenarios {

OpenFields<Count> Count::fields() {
    return {Fields<Count>("count", "how often devices see what checks look for")
                .example("measure: {resets: {count: {\"pump_{n}\": {disconnected: rst}}}}"),
            devices_info(), &Count::devices_};
}

void Count::see(const sim::Event& event) {
    for (const auto& check : checks_) {
        if (check->see(event) == Sight::match) ++count_;
    }
}

}  // namespace breakwire::scenarios
