#include "devices/stacks/paho_client.hpp"

#include "devices/stacks/reasons.hpp"
#include "sim/base/errors.hpp"
#include "sim/mqtt/reason_code.hpp"

namespace breakwire::devices {

PahoClient::PahoClient(const StackContext& context, const ClientSettings& settings,
                       ClientIdentity identity, ClientEvents& events)
    : world_(context.world),
      settings_(settings),
      identity_(std::move(identity)),
      events_(events),
      dialer_(context.world.dialer) {
    if (!world_.make_door) throw EnvironmentError("stack paho needs sockets of the machine's own");
    door_ = world_.make_door(context.device, context.address, dialer_);
}

PahoLibrary& PahoClient::library() {
    if (!library_) {
        PahoEvents& events = *this;
        const auto& address = door_->address();
        const std::string uri =
            "tcp://" + address.address().to_string() + ':' + std::to_string(address.port());
        library_ = std::make_unique<PahoLibrary>(
            uri, settings_, identity_,
            [&door = *door_](std::function<void()> what) { door.soon(std::move(what)); }, events);
    }
    return *library_;
}

// --- What the device asks for -------------------------------------------------------------------

void PahoClient::connect() {
    if (state_ == State::closing) again_ = true;
    if (state_ != State::idle) return;
    state_ = State::connecting;
    deadline_ = world_.timers.after(settings_.connect_timeout, [this] {
        deadline_ = 0;
        fail(reasons::timed_out);
    });
    const int code = library().connect();
    if (code != MQTTASYNC_SUCCESS) fail(refusal(code));
}

void PahoClient::disconnect(std::uint8_t reason) {
    again_ = false;
    if (state_ == State::connecting) return fail(reasons::by_us);
    if (state_ != State::open) return;
    state_ = State::closing;
    if (library().disconnect(reason) != MQTTASYNC_SUCCESS) on_closed();
}

std::optional<int> PahoClient::publish(const Message& message) {
    return connected() ? library().publish(message) : std::nullopt;
}

std::optional<int> PahoClient::subscribe(const mqtt::Subscription& subscription) {
    return connected() ? library().subscribe(subscription) : std::nullopt;
}

std::optional<int> PahoClient::unsubscribe(const std::string& filter) {
    return connected() ? library().unsubscribe(filter) : std::nullopt;
}

/// The network goes first, so that the library's DISCONNECT leads nowhere.
void PahoClient::power_off() {
    to_idle();
    door_->vanish();
    library_.reset();
}

// --- What the library tells ---------------------------------------------------------------------

void PahoClient::on_accepted(bool session_present) {
    if (state_ != State::connecting) return;
    world_.timers.cancel(std::exchange(deadline_, 0));
    state_ = State::open;
    events_.on_connected(session_present);
}

void PahoClient::on_refused(int code) {
    if (state_ == State::connecting) fail(refusal(code));
}

std::string PahoClient::refusal(int code) const {
    if (code > 0) {
        return "CONNACK " + mqtt::reason_text(mqtt::PacketType::connack, identity_.version,
                                              static_cast<std::uint8_t>(code));
    }
    const std::string& how = dialer_.ended_by();
    if (how.empty()) {
        const char* text = MQTTAsync_strerror(code);
        return text != nullptr ? text : "error " + std::to_string(code) + " of the library";
    }
    return dialer_.established() ? reasons::lost_early(how) : how;
}

/// Where nobody has ended the connection, it is the library that has given it up.
void PahoClient::on_lost() {
    const std::string& how = dialer_.ended_by();
    gone(reasons::lost(how.empty() ? "given up by the library" : how));
}

void PahoClient::on_told_to_go(int reason) {
    gone("DISCONNECT " + mqtt::reason_text(mqtt::PacketType::disconnect, identity_.version,
                                           static_cast<std::uint8_t>(reason)));
}

void PahoClient::gone(const std::string& how) {
    if (state_ == State::closing) return on_closed();
    if (state_ != State::open) return;
    to_idle();
    events_.on_disconnected(how);
}

void PahoClient::on_closed() {
    if (state_ != State::closing) return;
    const bool again = again_;
    to_idle();
    events_.on_disconnected(reasons::by_us);
    if (again) connect();
}

/// Gives up an attempt, with all that may still be under way.
void PahoClient::fail(const std::string& why) {
    to_idle();
    door_->reset();
    library_.reset();
    events_.on_connect_failed(why);
}

void PahoClient::to_idle() {
    state_ = State::idle;
    again_ = false;
    world_.timers.cancel(std::exchange(deadline_, 0));
}

}  // namespace breakwire::devices
