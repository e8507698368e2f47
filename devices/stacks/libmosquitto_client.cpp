#include "devices/stacks/libmosquitto_client.hpp"

#include <mqtt_protocol.h>
#include <poll.h>

#include <algorithm>

#include "devices/stacks/reasons.hpp"
#include "sim/base/invariant.hpp"
#include "sim/mqtt/reason_code.hpp"

namespace breakwire::devices {
namespace {

bool readable(int descriptor) {
    pollfd one{descriptor, POLLIN, 0};
    return poll(&one, 1, 0) > 0;
}

}  // namespace

LibmosquittoClient::LibmosquittoClient(const StackContext& context, const ClientSettings& settings,
                                       ClientIdentity identity, ClientEvents& events)
    : world_(context.world),
      gateway_(Gateway::of(context.world)),
      device_(context.device),
      address_(context.address),
      settings_(settings),
      identity_(std::move(identity)),
      events_(events) {}

LibmosquittoClient::~LibmosquittoClient() {
    to_idle();
    gateway_.loopback().give_up(expected_);
    unwatch();
    world_.timers.cancel(sweep_);
}

void LibmosquittoClient::connect() {
    if (state_ != State::idle) return;
    state_ = State::dialing;
    ++attempt_;
    deadline_ = world_.timers.after(settings_.connect_timeout, [this] {
        deadline_ = 0;
        fail(reasons::timed_out);
    });
    Tunnel::Owner& owner = *this;
    tunnel_ = std::make_unique<Tunnel>(world_, device_, owner);
}

void LibmosquittoClient::disconnect(std::uint8_t reason) {
    if (state_ == State::idle) return;
    if (state_ != State::open) return fail(reasons::by_us);
    ending_by_us_ = true;
    call(
        [reason](mosquitto* library) { return mosquitto_disconnect_v5(library, reason, nullptr); });
}

std::optional<int> LibmosquittoClient::publish(const Message& message) {
    if (!connected()) return std::nullopt;
    int token = 0;
    const int code = call([&](mosquitto* library) {
        return mosquitto_publish_v5(
            library, &token, message.topic.c_str(), static_cast<int>(message.payload.size()),
            message.payload.data(), static_cast<int>(message.qos), message.retain, nullptr);
    });
    return code == MOSQ_ERR_SUCCESS ? std::optional(token) : std::nullopt;
}

std::optional<int> LibmosquittoClient::subscribe(const mqtt::Subscription& subscription) {
    if (!connected()) return std::nullopt;
    int options = subscription.retain_handling << 4;
    if (subscription.no_local) options |= MQTT_SUB_OPT_NO_LOCAL;
    if (subscription.retain_as_published) options |= MQTT_SUB_OPT_RETAIN_AS_PUBLISHED;
    int token = 0;
    const int code = call([&](mosquitto* library) {
        return mosquitto_subscribe_v5(library, &token, subscription.filter.c_str(),
                                      static_cast<int>(subscription.qos), options, nullptr);
    });
    return code == MOSQ_ERR_SUCCESS ? std::optional(token) : std::nullopt;
}

std::optional<int> LibmosquittoClient::unsubscribe(const std::string& filter) {
    if (!connected()) return std::nullopt;
    int token = 0;
    const int code = call([&](mosquitto* library) {
        return mosquitto_unsubscribe_v5(library, &token, filter.c_str(), nullptr);
    });
    return code == MOSQ_ERR_SUCCESS ? std::optional(token) : std::nullopt;
}

void LibmosquittoClient::power_off() {
    to_idle();
    told_.clear();
    gateway_.loopback().give_up(expected_);
    unwatch();
    if (tunnel_) parting_.push_back(std::move(tunnel_));
    for (auto& each : std::exchange(parting_, {})) {
        each->vanish();
        bury(std::move(each));
    }
    library_.reset();
}

void LibmosquittoClient::on_dialed(const std::string& how) {
    if (how.empty()) return open_session();
    if (how == reasons::refused) be_refused();
    fail(how);
}

void LibmosquittoClient::open_session() {
    state_ = State::opening;
    const int code = connect_library(gateway_.loopback().port());
    if (state_ != State::opening) return;  // the library has gone again already
    if (code != MOSQ_ERR_SUCCESS) return fail(mosquitto_strerror(code));
    if (settings_.keep_alive > Duration{}) chores_ = gateway_.chores().add(*this);
    expected_ = mosquitto_socket(library_.get());
    gateway_.loopback().expect(expected_, [this](Descriptor end) {
        expected_ = -1;
        tunnel_->attach(std::move(end));
    });
    on_moved();
}

/// Nobody listens at that port of ours: the library gets a real ECONNREFUSED.
void LibmosquittoClient::be_refused() { connect_library(gateway_.loopback().refusing_port()); }

/// The blocking form does not block, as the listener is in this process and has room; the form for
/// external loops cannot carry the properties of 5.0. Numeric addresses, since the library resolves
/// names on the spot.
int LibmosquittoClient::connect_library(std::uint16_t port) {
    if (!library_) {
        library_ = make_mosquitto(settings_, identity_, this);
        set_callbacks();
    }
    MosquittoProperties properties;
    if (identity_.version == mqtt::Version::v5_0) {
        properties.add_seconds(MQTT_PROP_SESSION_EXPIRY_INTERVAL, settings_.session_expiry);
        if (settings_.receive_maximum) {
            properties.add(MQTT_PROP_RECEIVE_MAXIMUM, *settings_.receive_maximum);
        }
    }
    return call([&](mosquitto* library) {
        return mosquitto_connect_bind_v5(library, Loopback::address, port,
                                         static_cast<int>(settings_.keep_alive / 1s),
                                         address_.c_str(), properties.get());
    });
}

template <class Event>
void LibmosquittoClient::tell(void* user, Event event) {
    auto& client = *static_cast<LibmosquittoClient*>(user);
    client.told_.push_back({client.attempt_, [&client, event] { event(client); }});
}

/// The callbacks of 5.0 come for 3.1.1 too.
void LibmosquittoClient::set_callbacks() {
    using Self = LibmosquittoClient;
    mosquitto* library = library_.get();
    mosquitto_connect_v5_callback_set(
        library, [](mosquitto*, void* user, int code, int flags, const mosquitto_property*) {
            tell(user, [code, flags](Self& self) { self.on_connack(code, flags); });
        });
    mosquitto_disconnect_v5_callback_set(
        library, [](mosquitto*, void* user, int code, const mosquitto_property*) {
            tell(user, [code](Self& self) { self.on_library_closed(code); });
        });
    mosquitto_publish_v5_callback_set(
        library, [](mosquitto*, void* user, int token, int, const mosquitto_property*) {
            tell(user, [token](Self& self) { self.events_.on_published(token); });
        });
    mosquitto_subscribe_v5_callback_set(library, [](mosquitto*, void* user, int token, int count,
                                                    const int* granted, const mosquitto_property*) {
        const std::vector<std::uint8_t> codes(granted, granted + count);
        tell(user, [token, codes](Self& self) { self.events_.on_subscribed(token, codes); });
    });
    mosquitto_message_v5_callback_set(
        library,
        [](mosquitto*, void* user, const mosquitto_message* got, const mosquitto_property*) {
            const auto* payload = static_cast<const std::byte*>(got->payload);
            const Message message{got->topic, Bytes(payload, payload + got->payloadlen),
                                  static_cast<mqtt::Qos>(got->qos), got->retain, false};
            tell(user, [message](Self& self) { self.events_.on_message(message); });
        });
}

template <class Call>
int LibmosquittoClient::call(Call library_call) {
    BREAKWIRE_INVARIANT(!in_library_);
    in_library_ = true;
    const int code = library_call(library_.get());
    in_library_ = false;
    settle();
    return code;
}

void LibmosquittoClient::on_moved() {
    if (!library_) return;
    read();
    settle();
}

/// One call reads one packet. Any other code than success means that the library has closed its
/// socket, but not always does it call back; if it did, the second telling finds nothing to do.
void LibmosquittoClient::read() {
    for (;;) {
        const int descriptor = mosquitto_socket(library_.get());
        if (descriptor < 0 || !readable(descriptor)) return;
        const int code = mosquitto_loop_read(library_.get(), 1);
        if (code == MOSQ_ERR_SUCCESS) continue;
        tell(this, [code](LibmosquittoClient& client) { client.on_library_closed(code); });
        return;
    }
}

/// What was asked for inside a callback is only queued, and what did not fit into the socket too.
void LibmosquittoClient::write() {
    while (library_ && mosquitto_socket(library_.get()) >= 0 &&
           mosquitto_want_write(library_.get())) {
        const int code = mosquitto_loop_write(library_.get(), 1);
        if (code != MOSQ_ERR_SUCCESS) {
            tell(this, [code](LibmosquittoClient& client) { client.on_library_closed(code); });
            return;
        }
        const bool made_room = tunnel_ && tunnel_->drain();
        if (!made_room) return;  // the watch tells when to go on
    }
}

/// Brings what the library has written into the network, and what it has told to the device.
void LibmosquittoClient::settle() {
    write();
    if (tunnel_) tunnel_->drain();
    watch();
    deliver();
}

/// A descriptor that the library has closed is gone from the watch already, and its number may
/// belong to somebody else.
void LibmosquittoClient::watch() {
    const int descriptor = library_ ? mosquitto_socket(library_.get()) : -1;
    if (descriptor != descriptor_) {
        unwatch();
        descriptor_ = descriptor;
        if (descriptor >= 0) ticket_ = gateway_.readiness().watch(descriptor, *this);
    }
    if (descriptor < 0 || mosquitto_want_write(library_.get()) == writing_) return;
    writing_ = !writing_;
    gateway_.readiness().change(ticket_, descriptor_, true, writing_);
}

void LibmosquittoClient::unwatch() {
    if (descriptor_ >= 0) gateway_.readiness().forget(ticket_, -1);
    descriptor_ = -1;
    writing_ = false;
}

/// An event may lead to further calls, whose events line up behind it; those of a connection that
/// is no more are passed over.
void LibmosquittoClient::deliver() {
    if (delivering_) return;
    delivering_ = true;
    for (std::size_t i = 0; i < told_.size(); ++i) {
        const Told one = std::move(told_[i]);
        if (one.attempt == attempt_) one.event();
    }
    told_.clear();
    delivering_ = false;
}

void LibmosquittoClient::do_chores() {
    const int code = call([](mosquitto* library) { return mosquitto_loop_misc(library); });
    if (code == MOSQ_ERR_SUCCESS || !library_) return;
    tell(this, [code](LibmosquittoClient& client) { client.on_library_closed(code); });
    settle();
}

void LibmosquittoClient::on_connack(int code, int flags) {
    if (state_ != State::opening) return;
    if (code != 0) {
        const auto reason = static_cast<std::uint8_t>(code);
        return fail("CONNACK " +
                    mqtt::reason_text(mqtt::PacketType::connack, identity_.version, reason));
    }
    world_.timers.cancel(std::exchange(deadline_, 0));
    state_ = State::open;
    events_.on_connected((flags & 1) != 0);
}

/// The tunnel lives on until what the library wrote has gone through it.
void LibmosquittoClient::on_library_closed(int code) {
    if (state_ != State::opening && state_ != State::open) return;
    const std::string how = ending(code);
    const bool was_open = state_ == State::open;
    to_idle();
    part();
    if (was_open) {
        events_.on_disconnected(how);
    } else {
        events_.on_connect_failed(how);
    }
}

/// `code`: an error of the library or, in 5.0, the reason of the broker's DISCONNECT.
std::string LibmosquittoClient::ending(int code) const {
    if (ending_by_us_) return reasons::by_us;
    if (code == MOSQ_ERR_KEEPALIVE) return reasons::lost(reasons::no_pingresp);
    if (identity_.version == mqtt::Version::v5_0 && (code >= 0x80 || code == 0)) {
        return "DISCONNECT " + mqtt::reason_text(mqtt::PacketType::disconnect, identity_.version,
                                                 static_cast<std::uint8_t>(code));
    }
    std::string how = tunnel_ ? tunnel_->peer_end() : "";
    if (how.empty()) how = mosquitto_strerror(code);
    return state_ == State::open ? reasons::lost(how) : reasons::lost_early(how);
}

/// Gives up an attempt. An RST from our end makes the library let go of its socket.
void LibmosquittoClient::fail(const std::string& why) {
    to_idle();
    if (tunnel_) tunnel_->abandon();
    part();
    if (library_ && !in_library_) read();
    watch();
    events_.on_connect_failed(why);
}

void LibmosquittoClient::to_idle() {
    state_ = State::idle;
    ending_by_us_ = false;
    world_.timers.cancel(std::exchange(deadline_, 0));
    if (chores_) gateway_.chores().remove(*this, *chores_);
    chores_.reset();
}

void LibmosquittoClient::part() {
    gateway_.loopback().give_up(std::exchange(expected_, -1));
    if (!tunnel_) return;
    if (tunnel_->over()) {
        bury(std::move(tunnel_));
    } else {
        parting_.push_back(std::move(tunnel_));
    }
}

void LibmosquittoClient::on_over(Tunnel& tunnel) {
    const auto found = std::ranges::find_if(
        parting_, [&tunnel](const auto& each) { return each.get() == &tunnel; });
    if (found == parting_.end()) return;  // still in use: the library has the next word
    bury(std::move(*found));
    parting_.erase(found);
}

/// Keeps a tunnel until whoever called us through it is done.
void LibmosquittoClient::bury(std::unique_ptr<Tunnel> tunnel) {
    buried_.push_back(std::move(tunnel));
    if (sweep_ != 0) return;
    sweep_ = world_.timers.after(Duration{}, [this] {
        sweep_ = 0;
        buried_.clear();
    });
}

}  // namespace breakwire::devices
