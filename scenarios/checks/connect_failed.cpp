#include "scenarios/checks/connect_failed.hpp"

#include "scenarios/checks/seen.hpp"
#include "sim/record/words.hpp"

namespace breakwire {

template <>
struct EnumNames<scenarios::ConnectFailed::How> {
    using How = scenarios::ConnectFailed::How;
    static std::vector<std::pair<std::string, How>> names() {
        return {{"refused", How::refused},
                {"timed_out", How::timed_out},
                {"unresolved", How::unresolved},
                {"tls", How::tls}};
    }
};

}  // namespace breakwire

namespace breakwire::scenarios {

Fields<ConnectFailed> ConnectFailed::fields() {
    return Fields<ConnectFailed>("connect_failed", "the device gets no connection")
        .optional("how", &ConnectFailed::how_,
                  "RST in answer to the SYN, no answer, no address for the broker's name, or TLS")
        .optional("reason", &ConnectFailed::reason_,
                  "of `unresolved` and `tls`: words that why it failed holds, such as "
                  "\"certificate expired\"")
        .optional("at_most", &ConnectFailed::at_most_,
                  "how often, and not once more up to the end of the window; never is fine too")
        .shorthand("how")
        .example("expect: {thermometer: {connect_failed: {how: refused}}}");
}

std::optional<ConnectFailed::Failure> ConnectFailed::transport_failure(
    const sim::ConnectionSeen& seen) {
    if (seen.device != device || seen.tap != sim::Tap::client) return std::nullopt;
    if (seen.what == sim::Transport::dialing) established_ = false;
    if (seen.what == sim::Transport::established) established_ = true;
    if (seen.what == sim::Transport::refused) return Failure{How::refused, {}};
    if (seen.what != sim::Transport::timed_out || established_) return std::nullopt;
    return Failure{How::timed_out, {}};
}

std::optional<ConnectFailed::Failure> ConnectFailed::failure(const sim::Event& event) {
    if (const auto* seen = event.as<sim::ConnectionSeen>()) return transport_failure(*seen);
    if (const auto* seen = event.as<sim::TlsSeen>()) {
        if (seen->device != device || seen->state != sim::TlsState::failed) return std::nullopt;
        return Failure{How::tls, seen->detail};
    }
    const auto* seen = event.as<sim::LookupSeen>();
    const bool ours = seen != nullptr && seen->device == device;
    if (!ours || seen->result == sim::LookupResult::found) return std::nullopt;
    return Failure{How::unresolved, std::string(sim::word(seen->result))};
}

Sight ConnectFailed::see(const sim::Event& event) {
    const auto failed = failure(event);
    if (!failed) return Sight::nothing;
    const bool why = !reason_ || failed->reason.find(*reason_) != std::string::npos;
    return why && (!how_ || failed->how == *how_) ? Sight::match : Sight::near;
}

std::string ConnectFailed::text() const {
    std::string out = "gets no connection";
    if (how_) out += ": " + ValueType<How>::text(*how_);
    if (reason_) out += ", because of \"" + *reason_ + '"';
    if (at_most_) out += ", at most " + std::to_string(*at_most_);
    return out;
}

}  // namespace breakwire::scenarios
