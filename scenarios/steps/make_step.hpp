#pragma once

#include <memory>

#include "scenarios/steps/step.hpp"

namespace breakwire::scenarios {

/// Makes the step of `VERB: {...}` and adds what is wrong with it; nullptr after a mistake. A verb
/// about one device becomes a step for each of them if that is a fleet, with the device's number
/// for {n} in all that belongs to it; mistakes are those of the first device that has any.
std::unique_ptr<Step> make_step(const Node::Entry& entry, const std::string& path, const Cast& cast,
                                Mistakes& mistakes);

/// The same for a verb about one device whose settings are all there.
std::unique_ptr<Step> make_plain_step(const Node::Entry& entry, const std::string& path,
                                      const Cast& cast, Mistakes& mistakes);

}  // namespace breakwire::scenarios
