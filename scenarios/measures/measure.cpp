#include "scenarios/measures/measure.hpp"

namespace breakwire::scenarios {

std::set<std::string> Measure::names_in(const std::vector<DeviceName>& devices, const Cast& cast,
                                        Mistakes& mistakes) {
    cast.check(devices, mistakes);
    const std::vector<std::string> all = cast.everybody(devices);
    return {all.begin(), all.end()};
}

}  // namespace breakwire::scenarios
