#include "devices/stacks/libmosquitto_client.hpp"

#include <mqtt_protocol.h>

#include <algorithm>

#include "devices/stacks/mosquitto_call.hpp"
#include "devices/stacks/reasons.hpp"
#include "sim/mqtt/reason_code.hpp"

namespace breakwire::devices {
namespace {

/// The library takes a clock that shows nothing for one that was never read. Whole milliseconds
/// keep a record easy to read.
Duration age_of_device(const Luck& luck) {
    const Duration fraction = luck.uniform("clock", 0, Duration{}, 999ms);
    return 100'000s + std::chrono::floor<std::chrono::milliseconds>(fraction);
}

std::optional<KeepAlive::Seconds> server_keep_alive(const mosquitto_property* properties) {
    std::uint16_t seconds = 0;
    const auto* found =
        mosquitto_property_read_int16(properties, MQTT_PROP_SERVER_KEEP_ALIVE, &seconds, false);
    return found != nullptr ? std::optional<KeepAlive::Seconds>(seconds) : std::nullopt;
}

}  // namespace

LibmosquittoClient::LibmosquittoClient(const StackContext& context, const ClientSettings& settings,
                                       ClientIdentity identity, ClientEvents& events)
    : world_(context.world),
      device_(context.device),
      settings_(settings),
      client_id_(std::move(identity.client_id)),
      account_(account_of(identity)),
      events_(events),
      age_(age_of_device(context.luck)),
      version_(identity.version) {
    // A library that cannot be led is found out now, not in the middle of a case.
    const MosquittoCall scope(age_);
}

std::unique_ptr<const LibmosquittoClient::Account> LibmosquittoClient::account_of(
    ClientIdentity& identity) {
    if (!identity.user) return nullptr;
    return std::make_unique<const Account>(
        Account{std::move(identity.user), std::move(identity.password)});
}

ClientIdentity LibmosquittoClient::identity() const {
    ClientIdentity identity{client_id_, {}, {}, version_};
    if (account_) identity.user = account_->user;
    if (account_) identity.password = account_->password;
    return identity;
}

LibmosquittoClient::~LibmosquittoClient() {
    to_idle();
    if (earlier_) world_.timers.cancel(earlier_->sweep);
    library_.reset();  // before the connection it holds
}

void LibmosquittoClient::connect() {
    if (state_ != State::idle) return;
    state_ = State::dialing;
    ++attempt_;
    deadline_ = world_.timers.after(settings_.connect_timeout, [this] {
        deadline_ = 0;
        fail(reasons::timed_out);
    });
    VirtualSocket::Owner& owner = *this;
    connection_ = std::make_unique<VirtualSocket>(world_.dialer, device_, owner);
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
    if (told_) told_->clear();
    if (connection_) earlier().parting.push_back(std::move(connection_));
    if (earlier_) {
        for (auto& each : std::exchange(earlier_->parting, {})) {
            each->vanish();
            bury(std::move(each));
        }
    }
    library_.reset();
}

/// The library hears of a failure as any program does: from its `connect`.
void LibmosquittoClient::on_dialed(const std::string& how) {
    if (how.empty()) return open_session();
    connect_library();
    fail(how);
}

void LibmosquittoClient::open_session() {
    state_ = State::opening;
    keep_alive_.begin(std::chrono::floor<KeepAlive::Seconds>(settings_.keep_alive), clock());
    const int code = connect_library();
    if (state_ != State::opening) return;  // the library has gone again already
    if (code != MOSQ_ERR_SUCCESS) return fail(mosquitto_strerror(code));
    plan_look();
}

/// The blocking form does not block, as the outcome is known; the form for external loops cannot
/// carry the properties of 5.0. Where it connects to is settled too, and where from, but the
/// library wants to hear of a numeric address, which it resolves on the spot, and a port.
int LibmosquittoClient::connect_library() {
    constexpr const char* broker = "127.0.0.1";
    constexpr int port = 1883;
    MosquittoProperties properties;
    if (version_ == mqtt::Version::v5_0) {
        properties.add_seconds(MQTT_PROP_SESSION_EXPIRY_INTERVAL, settings_.session_expiry);
        if (settings_.receive_maximum) {
            properties.add(MQTT_PROP_RECEIVE_MAXIMUM, *settings_.receive_maximum);
        }
    }
    return call([&](mosquitto* library) {
        return mosquitto_connect_bind_v5(library, broker, port,
                                         static_cast<int>(settings_.keep_alive / 1s),
                                         /*bind_address=*/nullptr, properties.get());
    });
}

template <class Event>
void LibmosquittoClient::tell(void* user, Event event) {
    auto& client = *static_cast<LibmosquittoClient*>(user);
    if (!client.told_) client.told_ = std::make_unique<std::vector<Told>>();
    client.told_->push_back({client.attempt_, [&client, event] { event(client); }});
}

/// The callbacks of 5.0 come for 3.1.1 too.
void LibmosquittoClient::set_callbacks() {
    using Self = LibmosquittoClient;
    mosquitto* library = library_.get();
    mosquitto_connect_v5_callback_set(library, [](mosquitto*, void* user, int code, int flags,
                                                  const mosquitto_property* properties) {
        const auto keep_alive = server_keep_alive(properties);
        tell(user, [=](Self& self) { self.on_connack(code, flags, keep_alive); });
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

/// A new `socket` of the library's is the connection that was dialled for it.
template <class Call>
int LibmosquittoClient::ask(Call library_call) {
    const MosquittoCall scope(uptime(), connection_.get());
    if (!library_) {
        library_ = make_mosquitto(settings_, identity(), this);
        set_callbacks();
    }
    return library_call(library_.get());
}

template <class Call>
int LibmosquittoClient::call(Call library_call) {
    const int code = ask(library_call);
    settle();
    return code;
}

void LibmosquittoClient::on_readable() {
    keep_alive_.received(connection_->unread(), clock());
    read();
    settle();
}

/// One call reads one packet. Any other code than success means that the library has closed its
/// socket, but not always does it call back; if it did, the second telling finds nothing to do.
void LibmosquittoClient::read() {
    while (connection_ && connection_->held() && connection_->readable()) {
        const int code = ask([](mosquitto* library) { return mosquitto_loop_read(library, 1); });
        if (code == MOSQ_ERR_SUCCESS) continue;
        return tell(this, [code](LibmosquittoClient& client) { client.on_library_closed(code); });
    }
}

/// What was asked for inside a callback is only queued, and what found no room too.
void LibmosquittoClient::write() {
    while (connection_ && connection_->held() && mosquitto_want_write(library_.get()) &&
           connection_->writable()) {
        const int code = ask([](mosquitto* library) { return mosquitto_loop_write(library, 1); });
        if (code != MOSQ_ERR_SUCCESS) {
            tell(this, [code](LibmosquittoClient& client) { client.on_library_closed(code); });
        }
        flush();
    }
}

void LibmosquittoClient::flush() {
    if (!connection_) return;
    keep_alive_.sent(connection_->unsent(), clock());
    connection_->flush();
}

/// Brings what the library has written into the network, and what it has told to the device.
void LibmosquittoClient::settle() {
    flush();
    write();
    deliver();
}

/// An event may lead to further calls, whose events line up behind it; those of a connection that
/// is no more are passed over.
void LibmosquittoClient::deliver() {
    if (delivering_ || !told_) return;
    delivering_ = true;
    for (std::size_t i = 0; i < told_->size(); ++i) {
        const Told one = std::move((*told_)[i]);
        if (one.attempt == attempt_) one.event();
    }
    told_.reset();
    delivering_ = false;
}

/// The library counts whole seconds, so it looks when one begins.
void LibmosquittoClient::plan_look() {
    const auto due = keep_alive_.due();
    if (!due || look_ != 0) return;
    look_ = world_.timers.at(Instant(*due - age_), [this] {
        look_ = 0;
        look();
    });
}

/// Packets since the planning may have put it off.
void LibmosquittoClient::look() {
    const auto due = keep_alive_.due();
    if (due && *due <= clock()) {
        keep_alive_.looked(clock());
        const int code = call([](mosquitto* library) { return mosquitto_loop_misc(library); });
        if (code != MOSQ_ERR_SUCCESS) on_library_closed(code);
    }
    if (state_ == State::opening || state_ == State::open) plan_look();
}

void LibmosquittoClient::on_connack(int code, int flags,
                                    std::optional<KeepAlive::Seconds> keep_alive) {
    if (state_ != State::opening) return;
    if (code != 0) {
        const auto reason = static_cast<std::uint8_t>(code);
        return fail("CONNACK " + mqtt::reason_text(mqtt::PacketType::connack, version_, reason));
    }
    world_.timers.cancel(std::exchange(deadline_, 0));
    if (keep_alive) {
        keep_alive_.change(*keep_alive);
        world_.timers.cancel(std::exchange(look_, 0));
        plan_look();
    }
    state_ = State::open;
    events_.on_connected((flags & 1) != 0);
}

/// The connection lives on until the peer has ended it too.
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

/// `code`: an error of the library or, in 5.0, the reason of the broker's DISCONNECT. The library
/// also gives up by its keep alive when a CONNACK takes that long.
std::string LibmosquittoClient::ending(int code) const {
    if (ending_by_us_) return reasons::by_us;
    if (code == MOSQ_ERR_KEEPALIVE) {
        return state_ == State::open ? reasons::lost(reasons::no_pingresp) : reasons::timed_out;
    }
    if (version_ == mqtt::Version::v5_0 && (code >= 0x80 || code == 0)) {
        return "DISCONNECT " + mqtt::reason_text(mqtt::PacketType::disconnect, version_,
                                                 static_cast<std::uint8_t>(code));
    }
    std::string how = connection_ ? connection_->peer_end() : "";
    if (how.empty()) how = mosquitto_strerror(code);
    return state_ == State::open ? reasons::lost(how) : reasons::lost_early(how);
}

/// Gives up an attempt. An RST from our end makes the library let go of its socket.
void LibmosquittoClient::fail(const std::string& why) {
    to_idle();
    if (connection_) connection_->abandon();
    read();
    part();
    events_.on_connect_failed(why);
}

void LibmosquittoClient::to_idle() {
    state_ = State::idle;
    ending_by_us_ = false;
    world_.timers.cancel(std::exchange(deadline_, 0));
    world_.timers.cancel(std::exchange(look_, 0));
}

void LibmosquittoClient::part() {
    if (!connection_) return;
    if (connection_->over()) {
        bury(std::move(connection_));
    } else {
        earlier().parting.push_back(std::move(connection_));
    }
}

LibmosquittoClient::Earlier& LibmosquittoClient::earlier() {
    if (!earlier_) earlier_ = std::make_unique<Earlier>();
    return *earlier_;
}

void LibmosquittoClient::on_over(VirtualSocket& socket) {
    if (!earlier_) return;
    auto& parting = earlier_->parting;
    const auto found = std::ranges::find_if(
        parting, [&socket](const auto& each) { return each.get() == &socket; });
    if (found == parting.end()) return;  // still in use: the library has the next word
    bury(std::move(*found));
    parting.erase(found);
}

/// Keeps a connection until whoever called us through it is done.
void LibmosquittoClient::bury(std::unique_ptr<VirtualSocket> socket) {
    earlier().buried.push_back(std::move(socket));
    if (earlier_->sweep != 0) return;
    earlier_->sweep = world_.timers.after(Duration{}, [this] {
        earlier_->sweep = 0;
        earlier_->buried.clear();
    });
}

}  // namespace breakwire::devices
