#include "scenarios/checks/connect_failed.hpp"

#include "scenarios/checks/seen.hpp"

namespace breakwire {

template <>
struct EnumNames<scenarios::ConnectFailed::How> {
    using How = scenarios::ConnectFailed::How;
    static std::vector<std::pair<std::string, How>> names() {
        return {{"refused", How::refused}, {"timed_out", How::timed_out}};
    }
};

}  // namespace breakwire

namespace breakwire::scenarios {

Fields<ConnectFailed> ConnectFailed::fields() {
    return Fields<ConnectFailed>("connect_failed", "the device gets no TCP connection")
        .optional("how", &ConnectFailed::how_, "RST in answer to the SYN, or no answer")
        .optional("at_most", &ConnectFailed::at_most_,
                  "how often, and not once more up to the end of the window; never is fine too")
        .shorthand("how")
        .example("expect: {thermometer: {connect_failed: {how: refused}}}");
}

Sight ConnectFailed::see(const sim::Event& event) {
    const auto* seen = event.as<sim::ConnectionSeen>();
    if (seen == nullptr || seen->device != device || seen->tap != sim::Tap::client) {
        return Sight::nothing;
    }
    if (seen->what == sim::Transport::dialing) established_ = false;
    if (seen->what == sim::Transport::established) established_ = true;
    const bool refused = seen->what == sim::Transport::refused;
    const bool timed_out = seen->what == sim::Transport::timed_out && !established_;
    if (!refused && !timed_out) return Sight::nothing;
    return !how_ || refused == (*how_ == How::refused) ? Sight::match : Sight::near;
}

std::string ConnectFailed::text() const {
    std::string out = "gets no connection";
    if (how_) out += ": " + ValueType<How>::text(*how_);
    if (at_most_) out += ", at most " + std::to_string(*at_most_);
    return out;
}

}  // namespace breakwire::scenarios
