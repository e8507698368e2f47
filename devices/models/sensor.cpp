#include "devices/models/sensor.hpp"

#include <algorithm>
#include <cmath>

namespace breakwire::devices {
namespace {

struct SensorSettings {
    const std::vector<PublishSettings>& publish;
    const std::optional<BatterySettings>& battery;
    const std::optional<SleepSettings>& sleep;
    const std::optional<RebootSettings>& reboot;
};

/// A sensor at work: one timer, always set to whatever comes next.
///
/// It runs on the kernel's timers, which all sensors share. A SystemC module with a process of its
/// own takes 1.9 KiB, more than the rest of a device, and sensors come by the ten thousand.
class SensorAtWork final : public Behaviour {
public:
    SensorAtWork(const ModelContext& context, const SensorSettings& settings);
    ~SensorAtWork() override { timers_.cancel(timer_); }

    void on_power(bool on) override;
    void on_connected() override;
    void on_disconnected() override { arm(); }
    void on_message(const Message& message) override;

private:
    void wake_up();
    void change_sleep();
    void reboot();
    void publish_due();
    void tell_battery();
    bool publishing() const { return on_ && awake_ && origin_ != never && port_.connected(); }
    std::optional<Instant> next() const;
    void arm();

    static constexpr Instant never = Instant::max();

    const std::string& device_;
    ModelPort& port_;
    Timers& timers_;
    const std::optional<SleepSettings>& sleep_;
    const std::optional<RebootSettings>& reboot_;
    std::vector<Publication> publications_;
    std::unique_ptr<Battery> battery_;  ///< most have none
    Timers::Id timer_ = 0;
    Instant powered_{};
    Instant origin_ = never;     ///< the first connection since power-on
    Instant reboot_at_ = never;  ///< when it goes down or, if it is down, comes up
    int tenths_told_ = 10;       ///< of the battery
    bool on_ = false;
    bool awake_ = true;
    bool down_ = false;  ///< it reboots
};

SensorAtWork::SensorAtWork(const ModelContext& context, const SensorSettings& settings)
    : device_(context.device),
      port_(context.port),
      timers_(context.timers),
      sleep_(settings.sleep),
      reboot_(settings.reboot) {
    publications_.reserve(settings.publish.size());
    for (const PublishSettings& each : settings.publish) {
        publications_.emplace_back(each, context.luck, context.place, context.number);
    }
    if (settings.battery) battery_ = std::make_unique<Battery>(*settings.battery);
}

void SensorAtWork::on_power(bool on) {
    on_ = on;
    awake_ = true;
    powered_ = timers_.now();
    origin_ = reboot_at_ = never;
    down_ = false;
    if (battery_ && on) {
        if (battery_->empty()) battery_->replace();
        battery_->draw(timers_.now(), true);
    } else if (battery_) {
        battery_->rest(timers_.now());
    }
    arm();
}

void SensorAtWork::on_connected() {
    const Instant now = timers_.now();
    if (origin_ == never) origin_ = now;
    for (Publication& each : publications_) each.skip_to(now, origin_);
    arm();
}

/// Each part may end the next: a battery dies of the last message, a radio sleeps before it.
void SensorAtWork::wake_up() {
    timer_ = 0;
    if (on_) tell_battery();
    if (on_) change_sleep();
    if (on_) reboot();
    if (publishing()) publish_due();
    arm();
}

void SensorAtWork::on_message(const Message& message) {
    if (!on_ || !reboot_ || reboot_at_ != never || !reboot_->means(message)) return;
    reboot_at_ = timers_.now() + last_words;
    arm();
}

void SensorAtWork::reboot() {
    const Instant now = timers_.now();
    if (reboot_at_ > now) return;
    down_ = !down_;
    if (down_) {
        reboot_at_ = now + reboot_->takes;
        port_.note("reboots", std::nullopt);
        port_.sleep(/*cleanly=*/true);
    } else {
        reboot_at_ = never;
        port_.wake();
    }
}

void SensorAtWork::change_sleep() {
    if (!sleep_) return;
    const bool awake = sleep_phase(*sleep_, timers_.now() - powered_).awake;
    if (awake == awake_) return;
    awake_ = awake;
    if (battery_) battery_->draw(timers_.now(), awake);
    if (awake) {
        port_.wake();
    } else {
        port_.sleep(sleep_->radio == RadioSleep::disconnect);
    }
}

void SensorAtWork::publish_due() {
    const Instant now = timers_.now();
    for (Publication& each : publications_) {
        while (publishing() && each.due(origin_) <= now) {
            const Reading reading = each.take(now, device_);
            if (!port_.publish(reading.message, reading.value) || !battery_) continue;
            battery_->send(now);
            tell_battery();
        }
    }
}

/// Notes each tenth of the charge that is gone, and dies of the last.
void SensorAtWork::tell_battery() {
    if (!battery_) return;
    battery_->draw(timers_.now(), awake_);
    const int tenths = static_cast<int>(std::ceil(battery_->share() * 10 - 1e-9));
    if (tenths != tenths_told_) {
        tenths_told_ = tenths;
        port_.note("battery at " + std::to_string(tenths * 10) + " %", battery_->share());
    }
    if (battery_->empty()) port_.die();
}

std::optional<Instant> SensorAtWork::next() const {
    std::optional<Instant> first;
    const auto consider = [&first](Instant when) { first = std::min(first.value_or(when), when); };
    if (on_ && sleep_) consider(powered_ + sleep_phase(*sleep_, timers_.now() - powered_).ends);
    if (on_ && battery_ && battery_->empty_at()) consider(*battery_->empty_at());
    if (reboot_at_ != never) consider(reboot_at_);
    if (!publishing()) return first;
    for (const Publication& each : publications_) consider(each.due(origin_));
    return first;
}

void SensorAtWork::arm() {
    timers_.cancel(timer_);
    timer_ = 0;
    if (const auto when = next()) timer_ = timers_.at(*when, [this] { wake_up(); });
}

}  // namespace

Fields<Sensor> Sensor::fields() {
    return Fields<Sensor>("sensor", "measures and publishes; may have a battery, and sleep")
        .required("publish", &Sensor::publish_, "what it publishes, and how often")
        .optional("battery", &Sensor::battery_, "what it lives on")
        .optional("sleep", &Sensor::sleep_, "its duty cycle")
        .optional("reboot", &Sensor::reboot_, "a command that it obeys");
}

void Sensor::validate(const Places& at) const {
    if (sleep_ && reboot_) at.fail("reboot", "and sleep exclude each other");
}

std::unique_ptr<Behaviour> Sensor::build(const ModelContext& context) const {
    return std::make_unique<SensorAtWork>(context,
                                          SensorSettings{publish_, battery_, sleep_, reboot_});
}

}  // namespace breakwire::devices
