#include "devices/stacks/paho_library.hpp"

#include "sim/base/errors.hpp"

namespace breakwire::devices {
namespace {

constexpr int failing_codes = 0x80;  ///< and above, in every acknowledgement of 5.0 and in SUBACK

/// A list of properties of 5.0, in the library's memory.
class PahoProperties {
public:
    PahoProperties() = default;
    ~PahoProperties() { MQTTProperties_free(&list_); }
    PahoProperties(const PahoProperties&) = delete;
    PahoProperties& operator=(const PahoProperties&) = delete;

    void add_seconds(MQTTPropertyCodes code, const std::optional<Duration>& value) {
        if (!value) return;
        MQTTProperty property{};
        property.identifier = code;
        property.value.integer4 = static_cast<unsigned>(*value / 1s);
        MQTTProperties_add(&list_, &property);
    }
    void add(MQTTPropertyCodes code, const std::optional<std::uint16_t>& value) {
        if (!value) return;
        MQTTProperty property{};
        property.identifier = code;
        property.value.integer2 = *value;
        MQTTProperties_add(&list_, &property);
    }
    MQTTProperties* get() { return &list_; }

private:
    MQTTProperties list_ = MQTTProperties_initializer;
};

/// No limit of the library's own on what may wait to be sent, as for a client made without options.
MQTTAsync_createOptions create_options(mqtt::Version version) {
    MQTTAsync_createOptions options = MQTTAsync_createOptions_initializer;
    options.maxBufferedMessages = 65'535;
    options.MQTTVersion = version == mqtt::Version::v5_0 ? MQTTVERSION_5 : MQTTVERSION_3_1_1;
    return options;
}

MQTTAsync make(const std::string& uri, const std::string& client_id, mqtt::Version version) {
    MQTTAsync handle = nullptr;
    MQTTAsync_createOptions options = create_options(version);
    const int code = MQTTAsync_createWithOptions(&handle, uri.c_str(), client_id.c_str(),
                                                 MQTTCLIENT_PERSISTENCE_NONE, nullptr, &options);
    if (code != MQTTASYNC_SUCCESS) {
        throw EnvironmentError("Paho makes no client " + client_id + ": error " +
                               std::to_string(code));
    }
    return handle;
}

/// The library ends its threads with its last client and sleeps, 100 ms at a time, until they are
/// gone. With a client that is never connected and never destroyed there is no last one.
void keep_threads() {
    static const MQTTAsync anchor = make("tcp://127.0.0.1:1883", "anchor", mqtt::Version::v3_1_1);
    static_cast<void>(anchor);
}

MQTTAsync_connectOptions connect_options(const ClientSettings& settings,
                                         const ClientIdentity& identity) {
    const bool v5 = identity.version == mqtt::Version::v5_0;
    MQTTAsync_connectOptions options = MQTTAsync_connectOptions_initializer;
    options.MQTTVersion = v5 ? MQTTVERSION_5 : MQTTVERSION_3_1_1;
    options.cleansession = !v5 && settings.clean;
    options.cleanstart = v5 && settings.clean;
    options.keepAliveInterval = static_cast<int>(settings.keep_alive / 1s);
    // Ours is exact and comes first.
    options.connectTimeout = static_cast<int>(settings.connect_timeout / 1s) + 60;
    if (identity.user) options.username = identity.user->c_str();
    if (identity.password) options.password = identity.password->c_str();
    return options;
}

MQTTAsync_willOptions will_options(const WillSettings& will) {
    MQTTAsync_willOptions options = MQTTAsync_willOptions_initializer;
    options.topicName = will.topic.text().c_str();
    options.payload.len = static_cast<int>(will.payload.size());
    options.payload.data = will.payload.data();
    options.qos = static_cast<int>(will.qos);
    options.retained = will.retain;
    return options;
}

Message message_of(const char* topic, int length, const MQTTAsync_message& message) {
    const auto* payload = static_cast<const std::byte*>(message.payload);
    // A length of zero says that the topic ends with a zero.
    return {length == 0 ? std::string(topic) : std::string(topic, static_cast<std::size_t>(length)),
            Bytes(payload, payload + message.payloadlen), static_cast<mqtt::Qos>(message.qos),
            message.retained != 0, message.dup != 0};
}

}  // namespace

PahoLibrary::PahoLibrary(const std::string& uri, const ClientSettings& settings,
                         ClientIdentity identity, HandOver hand_over, PahoEvents& events)
    : settings_(settings),
      identity_(std::move(identity)),
      hand_over_(std::move(hand_over)),
      events_(events) {
    keep_threads();
    handle_ = make(uri, identity_.client_id, identity_.version);
    set_callbacks();
}

PahoLibrary::~PahoLibrary() {
    *alive_ = false;
    MQTTAsync_destroy(&handle_);
}

/// Called by the library's threads. Neither of the two that are copied ever changes.
template <class Event>
void PahoLibrary::tell(void* library, Event event) {
    const auto& self = *static_cast<const PahoLibrary*>(library);
    self.hand_over_([alive = self.alive_, &events = self.events_, event = std::move(event)] {
        if (*alive) event(events);
    });
}

void PahoLibrary::set_callbacks() {
    MQTTAsync_setCallbacks(
        handle_, this,
        [](void* self, char*) { tell(self, [](PahoEvents& events) { events.on_lost(); }); },
        [](void* self, char* topic, int length, MQTTAsync_message* got) {
            tell(self, [message = message_of(topic, length, *got)](PahoEvents& events) {
                events.on_arrived(message);
            });
            MQTTAsync_freeMessage(&got);
            MQTTAsync_free(topic);
            return 1;
        },
        nullptr);
    MQTTAsync_setDisconnected(
        handle_, this, [](void* self, MQTTProperties*, MQTTReasonCodes reason) {
            tell(self, [reason](PahoEvents& events) { events.on_told_to_go(reason); });
        });
}

/// The library has its callbacks twice, for 3.1.1 and for 5.0.
void PahoLibrary::on_connect_outcome(MQTTAsync_connectOptions& options) {
    options.context = this;
    if (v5()) {
        options.onSuccess5 = [](void* self, MQTTAsync_successData5* data) {
            const bool present = data->alt.connect.sessionPresent != 0;
            tell(self, [present](PahoEvents& events) { events.on_accepted(present); });
        };
        options.onFailure5 = [](void* self, MQTTAsync_failureData5* data) {
            tell(self, [code = data->code](PahoEvents& events) { events.on_refused(code); });
        };
    } else {
        options.onSuccess = [](void* self, MQTTAsync_successData* data) {
            const bool present = data->alt.connect.sessionPresent != 0;
            tell(self, [present](PahoEvents& events) { events.on_accepted(present); });
        };
        options.onFailure = [](void* self, MQTTAsync_failureData* data) {
            tell(self, [code = data->code](PahoEvents& events) { events.on_refused(code); });
        };
    }
}

/// Waits until the library has left what it does about the end of the connection before. It tells
/// of that end in the middle, and would take a new attempt for the one that failed; it holds its
/// lock meanwhile, which this question takes too.
void PahoLibrary::let_the_last_one_go() { MQTTAsync_isConnected(handle_); }

int PahoLibrary::connect() {
    MQTTAsync_connectOptions options = connect_options(settings_, identity_);
    PahoProperties connect;
    PahoProperties will_properties;
    MQTTAsync_willOptions will;
    if (settings_.will) {
        will = will_options(*settings_.will);
        options.will = &will;
    }
    if (v5()) {
        connect.add_seconds(MQTTPROPERTY_CODE_SESSION_EXPIRY_INTERVAL, settings_.session_expiry);
        connect.add(MQTTPROPERTY_CODE_RECEIVE_MAXIMUM, settings_.receive_maximum);
        options.connectProperties = connect.get();
    }
    if (v5() && settings_.will) {
        will_properties.add_seconds(MQTTPROPERTY_CODE_WILL_DELAY_INTERVAL, settings_.will->delay);
        will_properties.add_seconds(MQTTPROPERTY_CODE_MESSAGE_EXPIRY_INTERVAL,
                                    settings_.will->message_expiry);
        options.willProperties = will_properties.get();
    }
    on_connect_outcome(options);
    let_the_last_one_go();
    return MQTTAsync_connect(handle_, &options);
}

int PahoLibrary::disconnect(std::uint8_t reason) {
    MQTTAsync_disconnectOptions options = MQTTAsync_disconnectOptions_initializer5;
    options.context = this;
    if (v5()) {
        options.reasonCode = static_cast<MQTTReasonCodes>(reason);
        options.onSuccess5 = [](void* self, MQTTAsync_successData5*) {
            tell(self, [](PahoEvents& events) { events.on_closed(); });
        };
    } else {
        options.onSuccess = [](void* self, MQTTAsync_successData*) {
            tell(self, [](PahoEvents& events) { events.on_closed(); });
        };
    }
    return MQTTAsync_disconnect(handle_, &options);
}

/// A PUBLISH that the broker answers with an error is acknowledged too.
MQTTAsync_responseOptions PahoLibrary::on_publish_outcome() {
    MQTTAsync_responseOptions options = MQTTAsync_responseOptions_initializer;
    options.context = this;
    if (v5()) {
        options.onSuccess5 = [](void* self, MQTTAsync_successData5* data) {
            tell(self,
                 [token = data->token](PahoEvents& events) { events.on_acknowledged(token); });
        };
        options.onFailure5 = [](void* self, MQTTAsync_failureData5* data) {
            if (data->reasonCode < failing_codes) return;
            tell(self,
                 [token = data->token](PahoEvents& events) { events.on_acknowledged(token); });
        };
    } else {
        options.onSuccess = [](void* self, MQTTAsync_successData* data) {
            tell(self,
                 [token = data->token](PahoEvents& events) { events.on_acknowledged(token); });
        };
    }
    return options;
}

void PahoLibrary::tell_granted(void* library, int token, int code) {
    tell(library, [token, code](PahoEvents& events) {
        events.on_granted(token, static_cast<std::uint8_t>(code));
    });
}

/// A subscription that is refused is a failure to the library, one that is cut off too.
MQTTAsync_responseOptions PahoLibrary::on_subscribe_outcome() {
    MQTTAsync_responseOptions options = MQTTAsync_responseOptions_initializer;
    options.context = this;
    if (v5()) {
        options.onSuccess5 = [](void* self, MQTTAsync_successData5* data) {
            tell_granted(self, data->token, data->reasonCode);
        };
        options.onFailure5 = [](void* self, MQTTAsync_failureData5* data) {
            if (data->reasonCode >= failing_codes)
                tell_granted(self, data->token, data->reasonCode);
        };
    } else {
        options.onSuccess = [](void* self, MQTTAsync_successData* data) {
            tell_granted(self, data->token, data->alt.qos);
        };
        options.onFailure = [](void* self, MQTTAsync_failureData* data) {
            if (data->code >= failing_codes) tell_granted(self, data->token, data->code);
        };
    }
    return options;
}

std::optional<int> PahoLibrary::publish(const Message& message) {
    MQTTAsync_message copy = MQTTAsync_message_initializer;
    Bytes payload = message.payload;  // which the library copies, but does not take as constant
    copy.payload = payload.data();
    copy.payloadlen = static_cast<int>(payload.size());
    copy.qos = static_cast<int>(message.qos);
    copy.retained = message.retain;
    MQTTAsync_responseOptions options = on_publish_outcome();
    const int code = MQTTAsync_sendMessage(handle_, message.topic.c_str(), &copy, &options);
    return code == MQTTASYNC_SUCCESS ? std::optional(options.token) : std::nullopt;
}

std::optional<int> PahoLibrary::subscribe(const mqtt::Subscription& subscription) {
    MQTTAsync_responseOptions options = on_subscribe_outcome();
    options.subscribeOptions.noLocal = subscription.no_local;
    options.subscribeOptions.retainAsPublished = subscription.retain_as_published;
    options.subscribeOptions.retainHandling = subscription.retain_handling;
    const int code = MQTTAsync_subscribe(handle_, subscription.filter.c_str(),
                                         static_cast<int>(subscription.qos), &options);
    return code == MQTTASYNC_SUCCESS ? std::optional(options.token) : std::nullopt;
}

std::optional<int> PahoLibrary::unsubscribe(const std::string& filter) {
    MQTTAsync_responseOptions options = MQTTAsync_responseOptions_initializer;
    const int code = MQTTAsync_unsubscribe(handle_, filter.c_str(), &options);
    return code == MQTTASYNC_SUCCESS ? std::optional(options.token) : std::nullopt;
}

}  // namespace breakwire::devices
