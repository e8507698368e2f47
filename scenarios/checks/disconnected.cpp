#include "scenarios/checks/disconnected.hpp"

#include "scenarios/checks/seen.hpp"

namespace breakwire {

template <>
struct EnumNames<scenarios::Disconnected::How> {
    using How = scenarios::Disconnected::How;
    static std::vector<std::pair<std::string, How>> names() {
        return {{"fin", How::fin}, {"rst", How::rst}, {"timed_out", How::timed_out}};
    }
};

}  // namespace breakwire

namespace breakwire::scenarios {

namespace {

using How = Disconnected::How;

std::optional<How> end_of(const sim::Event& event, const std::string& device) {
    const auto* seen = transport_to_client(event, device);
    if (seen == nullptr) return std::nullopt;
    if (seen->what == sim::Transport::fin) return How::fin;
    if (seen->what == sim::Transport::rst) return How::rst;
    if (seen->what == sim::Transport::timed_out) return How::timed_out;
    return std::nullopt;
}

}  // namespace

Fields<Disconnected> Disconnected::fields() {
    return Fields<Disconnected>("disconnected", "the device loses its connection")
        .optional("how", &Disconnected::how_, "what ended it, as the device sees it")
        .optional("reason", &Disconnected::reason_,
                  "one of these codes came in a DISCONNECT before; 5.0 only, not judged in 3.1.1, "
                  "whose server sends none")
        .shorthand("how")
        .example("expect: {thermometer: {disconnected: {reason: 0x8e}}}");
}

void Disconnected::follow(const sim::Event& event) {
    if (const auto* seen = packet_at_client(event, device, sim::Direction::up)) {
        version_ = seen->version;
        if (seen->as<mqtt::Connect>() != nullptr) said_.reset();
    }
    if (const auto* goodbye = received<mqtt::Disconnect>(event, device)) said_ = goodbye->reason;
}

bool Disconnected::reason_given() const {
    if (reason_.empty() || version_ == mqtt::Version::v3_1_1) return true;
    return said_ && is_one_of(*said_, reason_);
}

Sight Disconnected::see(const sim::Event& event) {
    follow(event);
    if (received<mqtt::Disconnect>(event, device) != nullptr) {
        return reason_given() ? Sight::nothing : Sight::near;
    }
    const auto how = end_of(event, device);
    if (!how) return Sight::nothing;
    return reason_given() && (!how_ || *how_ == *how) ? Sight::match : Sight::near;
}

std::string Disconnected::text() const {
    std::string out = "is disconnected";
    if (how_) out += " by " + ValueType<How>::text(*how_);
    if (!reason_.empty()) out += " with " + in_words(reason_);
    return out;
}

}  // namespace breakwire::scenarios
