#include "devices/device.hpp"

#include <algorithm>

#include "sim/mqtt/reason_code.hpp"

namespace breakwire::devices {

using sim::DeviceState;

namespace {

constexpr const char* not_connected = "not connected";

ClientIdentity client_identity(const DeviceIdentity& device, const DeviceSettings& settings) {
    const ClientSettings& client = settings.client;
    ClientIdentity identity{settings.client_id(device.name, device.number), client.user,
                            client.password, device.version};
    if (identity.user && !identity.password) identity.password = device.password;
    return identity;
}

}  // namespace

Device::Device(World& world, const DeviceIdentity& identity,
               std::shared_ptr<const DeviceSettings> settings, Luck luck)
    : world_(world),
      name_(identity.name),
      version_(identity.version),
      number_(identity.number),
      settings_(std::move(settings)),
      behaviour_(settings_->model->build(
          {name_, *this, world.timers, luck, identity.place, settings_->of_fleet ? number_ : 0})),
      client_(settings_->stack->make({world, name_, identity.address, luck}, settings_->client,
                                     client_identity(identity, *settings_), *this)),
      reconnect_(settings_->client.reconnect, luck) {}

Device::~Device() { stop_retrying(); }

void Device::start() {
    persistent_ = true;
    if (!on_) {
        on_ = true;
        record(DeviceState::started);
    }
    if (!model_on_) {
        model_on_ = true;
        behaviour_->on_power(true);
    }
    open();
}

void Device::stop() {
    if (!on_) return;
    stop_retrying();
    persistent_ = false;
    client_->disconnect(0);
    switch_off(DeviceState::stopped);
}

void Device::power_off() {
    if (!on_) return;
    client_->power_off();
    switch_off(DeviceState::powered_off);
}

void Device::power(sim::PowerVerb verb, Done done) {
    switch (verb) {
        case sim::PowerVerb::off:
            power_off();
            break;
        case sim::PowerVerb::on:
            start();
            break;
        case sim::PowerVerb::reset:
            reset();
            break;
        case sim::PowerVerb::cycle:
            power_off();
            return client_->when_settled([this, done](const std::string& problem) {
                if (!problem.empty()) return done(problem);
                start();
                client_->when_settled(done);
            });
    }
    client_->when_settled(std::move(done));
}

/// A reset line starts it anew without its power going; what it was about is forgotten all the
/// same.
void Device::reset() {
    if (!on_ || !client_->reset()) {
        power_off();
        return start();
    }
    pending_.clear();
    persistent_ = under_way_ = true;
    record(DeviceState::connecting);
}

void Device::switch_off(DeviceState how) {
    stop_retrying();
    on_ = persistent_ = under_way_ = asleep_ = false;
    pending_.clear();
    record(how);
    if (std::exchange(model_on_, false)) behaviour_->on_power(false);
}

void Device::connect() {
    persistent_ = false;
    on_ = true;
    open();
}

void Device::disconnect(std::uint8_t reason) {
    persistent_ = false;
    stop_retrying();
    client_->disconnect(reason);
}

/// One attempt, if none is under way and there is no connection yet.
void Device::open() {
    stop_retrying();
    if (under_way_ || client_->connected()) return;
    under_way_ = true;
    record(DeviceState::connecting);
    client_->connect();
}

std::string Device::publish(const Message& message) {
    if (!connected()) return not_connected;
    return publish(message, std::nullopt) ? "" : "the client refuses the message";
}

std::string Device::subscribe(const mqtt::Subscription& subscription) {
    if (!connected()) return not_connected;
    const auto token = client_->subscribe(subscription);
    if (!token) return "the client refuses the subscription";
    pending_.push_back({DeviceState::subscribed, *token, subscription.filter});
    return "";
}

std::string Device::unsubscribe(const std::string& filter) {
    if (!connected()) return not_connected;
    return client_->unsubscribe(filter) ? "" : "the client refuses to unsubscribe";
}

std::string Device::send_raw(ByteView bytes) {
    if (client_->send_raw(bytes)) return "";
    if (!connected()) return not_connected;
    return "stack " + settings_->client.stack + " cannot send raw bytes; use stack: packet";
}

void Device::on_connected(bool session_present) {
    under_way_ = false;
    reconnect_.succeeded();
    record(DeviceState::connected, session_present ? "session_present" : "no session");
    if (!model_on_) return;
    // A session that is present has its subscriptions.
    if (!session_present) subscribe_all();
    if (connected()) behaviour_->on_connected();
}

void Device::subscribe_all() {
    for (const mqtt::Subscription& each : settings_->model->subscriptions()) subscribe(each);
    for (const SubscribeSettings& each : settings_->subscribe) {
        mqtt::Subscription wanted = each.subscription();
        wanted.filter = settings_->word(wanted.filter, number_);
        subscribe(wanted);
    }
}

void Device::on_connect_failed(const std::string& why) {
    under_way_ = false;
    record(DeviceState::connect_failed, why);
    retry_later();
}

void Device::on_disconnected(const std::string& why) {
    forget_pending(DeviceState::subscribed);
    record(DeviceState::disconnected, why);
    if (model_on_) behaviour_->on_disconnected();
    retry_later();
}

void Device::retry_later() {
    if (!persistent_ || asleep_ || retry_ != 0) return;
    const auto delay = reconnect_.next();
    if (!delay) return;
    retry_ = world_.timers.after(*delay, [this] {
        retry_ = 0;
        open();
    });
}

void Device::stop_retrying() { world_.timers.cancel(std::exchange(retry_, 0)); }

void Device::on_message(const Message& message) {
    record(DeviceState::received, message.topic);
    if (model_on_) behaviour_->on_message(message);
}

/// Takes out what is under way as number `token`; nothing if it is unknown.
std::optional<std::string> Device::take_pending(DeviceState answer, int token) {
    const auto found = std::ranges::find_if(pending_, [&](const Pending& each) {
        return each.answer == answer && each.token == token;
    });
    if (found == pending_.end()) return std::nullopt;
    std::string what = std::move(found->what);
    pending_.erase(found);
    // Most devices have one thing under way, and rarely.
    if (pending_.empty()) pending_.shrink_to_fit();
    return what;
}

void Device::forget_pending(DeviceState answer) {
    std::erase_if(pending_, [answer](const Pending& each) { return each.answer == answer; });
}

void Device::on_published(int token) {
    const auto topic = take_pending(DeviceState::acknowledged, token);
    if (topic) record(DeviceState::acknowledged, *topic);
}

void Device::on_subscribed(int token, const std::vector<std::uint8_t>& codes) {
    const auto filter = take_pending(DeviceState::subscribed, token);
    if (!filter || codes.empty()) return;
    record(DeviceState::subscribed,
           *filter + ' ' + mqtt::reason_text(mqtt::PacketType::suback, version_, codes[0]));
}

bool Device::publish(const Message& message, std::optional<double> value) {
    if (!connected()) return false;
    const auto token = client_->publish(message);
    if (!token) return false;
    if (message.qos != mqtt::Qos::at_most_once) {
        pending_.push_back({DeviceState::acknowledged, *token, message.topic});
    }
    record(DeviceState::published, message.topic, value);
    return true;
}

void Device::note(const std::string& what, std::optional<double> value) {
    record(DeviceState::note, what, value);
}

void Device::sleep(bool cleanly) {
    asleep_ = true;
    stop_retrying();
    record(DeviceState::sleeping);
    if (cleanly) {
        client_->disconnect(0);
    } else {
        client_->power_off();
        pending_.clear();
        under_way_ = false;
    }
}

void Device::wake() {
    asleep_ = false;
    record(DeviceState::awake);
    open();
}

void Device::die() {
    note("the battery is empty", 0.0);
    power_off();
}

void Device::record(DeviceState state, std::string detail, std::optional<double> value) const {
    world_.recorder.add(sim::DeviceEvent{name_, state, std::move(detail), value});
}

}  // namespace breakwire::devices
