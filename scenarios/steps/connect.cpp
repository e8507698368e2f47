#include "scenarios/steps/connect.hpp"

namespace breakwire::scenarios {

Fields<ConnectStep> ConnectStep::fields() {
    return Fields<ConnectStep>("connect", "a device makes one attempt to connect")
        .required("device", &ConnectStep::device_, "who")
        .shorthand("device")
        .wants("connect")
        .example("connect: thermometer");
}

void ConnectStep::settle(const Node&, const Cast& cast, Mistakes& mistakes) {
    cast.check(device_, mistakes);
}

void ConnectStep::begin(Stage& stage, Done done) {
    stage.device(device_.text).connect();
    arrivals_.begin(stage, {device_.text}, {}, std::move(done));
}

}  // namespace breakwire::scenarios
