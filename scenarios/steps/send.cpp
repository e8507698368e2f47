#include "scenarios/steps/send.hpp"

#include "scenarios/steps/words.hpp"

namespace breakwire::scenarios {

Fields<Send> Send::fields() {
    return Fields<Send>("send", "a device sends exactly these octets, forbidden ones included")
        .required("device", &Send::device_, "who; needs the stack `packet`")
        .optional("hex", &Send::hex_, "pairs of hexadecimal digits; blanks are allowed")
        .optional("packet", &Send::packet_, "instead of hex: a packet by its fields")
        .optional("malformed", &Send::malformed_,
                  "with packet: a mistake to make in it, e.g. qos_3")
        .wants("send")
        .example("send: {device: rogue, hex: \"c0 00\"}");
}

void Send::validate(const Places& places) const {
    if (hex_ && (hex_->empty() || !from_hex(*hex_))) {
        places.fail("hex", "is not made of pairs of hexadecimal digits");
    }
    if (!hex_ && !packet_) places.fail("send", "needs hex or packet");
    if (hex_ && packet_) places.fail("packet", "cannot go with hex");
    if (!malformed_) return;
    const std::string name((*malformed_)->name);
    if (!packet_) return places.fail("malformed", "needs a packet");
    if (!(*malformed_)->applies_to(*packet_->type)) {
        places.fail("malformed", "'" + name + "' is of " + mqtt::types_in_words(**malformed_) +
                                     ", not of " + std::string(mqtt::name(*packet_->type)));
    }
}

void Send::settle(const Node&, const Cast& cast, Mistakes& mistakes) {
    cast.check(device_, mistakes);
}

void Send::begin(Stage& stage, Done done) {
    DevicePort& device = stage.device(device_.text);
    const auto bytes = octets(device.version());
    if (!bytes) return done(StepOutcome::unworkable("there is no such mistake in this packet"));
    done(outcome_of(device.send_raw(*bytes)));
}

std::string Send::what() const {
    if (hex_) return *hex_;
    const std::string type(mqtt::name(*packet_->type));
    return malformed_ ? type + " with " + std::string((*malformed_)->name) : type;
}

std::optional<Bytes> Send::octets(mqtt::Version version) const {
    if (hex_) return from_hex(*hex_);
    if (!malformed_) return packet_->octets(version);
    return mqtt::malform(**malformed_, packet_->packet(version), version);
}

}  // namespace breakwire::scenarios
