#include "scenarios/steps/wait.hpp"

namespace breakwire::scenarios {

Fields<Wait> Wait::fields() {
    return Fields<Wait>("wait", "lets simulated time pass")
        .required("for", &Wait::for_, "how long")
        .shorthand("for")
        .example("wait: 5s");
}

}  // namespace breakwire::scenarios
