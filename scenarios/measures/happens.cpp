#include "scenarios/measures/happens.hpp"

#include "scenarios/steps/expectations.hpp"

namespace breakwire::scenarios {

OpenFields<Happens> Happens::fields() {
    return {Fields<Happens>("happens", "whether any device sees what its check looks for, 1 or 0")
                .example("measure: {gave_up: {happens: {pump: {disconnected: timed_out}}}}"),
            devices_info(), &Happens::devices_};
}

}  // namespace breakwire::scenarios
