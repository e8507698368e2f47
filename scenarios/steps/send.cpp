#include "scenarios/steps/send.hpp"

#include "scenarios/steps/words.hpp"

namespace breakwire::scenarios {

Fields<Send> Send::fields() {
    return Fields<Send>("send", "a device sends exactly these octets, forbidden ones included")
        .required("device", &Send::device_, "who; needs the stack `packet`")
        .required("hex", &Send::hex_, "pairs of hexadecimal digits; blanks are allowed")
        .example("send: {device: rogue, hex: \"c0 00\"}");
}

void Send::validate(const Places& places) const {
    if (hex_.empty() || !from_hex(hex_))
        places.fail("hex", "is not made of pairs of hexadecimal digits");
}

void Send::settle(const Node&, const Cast& cast, Mistakes& mistakes) {
    cast.check(device_, mistakes);
}

void Send::begin(Stage& stage, Done done) {
    done(outcome_of(stage.device(device_.text).send_raw(*from_hex(hex_))));
}

}  // namespace breakwire::scenarios
